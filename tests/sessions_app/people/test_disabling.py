"""Disabling ends everything that would let somebody in, sign or read, on the very next request."""

import pytest

from sessions_app.access import links
from sessions_app.calendar.actions import make_feed
from sessions_app.people import actions
from sessions_app.people.models import Invitation
from sessions_app.signoff.models import SignOff
from tests.factories.people import InvitationFactory
from tests.factories.signoff import sign

pytestmark = pytest.mark.usefixtures("frozen")


def test_sign_ins_links_and_signatures_under_way_end_at_once(
    client, clinic, paul, ada, sent_plan, NOW
):
    client.force_login(paul)
    InvitationFactory(clinic=clinic, invited_by=paul, invited_at=NOW)
    ways = {
        "page": f"/plans/{sent_plan.pk}/answer/",
        "calendar": f"/calendar/feed/{make_feed(by=paul, at=NOW)}/",
        "new password": f"/reset/{links.to_choose_password(paul)}/",
    }

    before = {way: client.get(path).status_code for way, path in ways.items()}
    actions.disable(account=paul, clinic=clinic, by=ada, at=NOW)
    after = {way: client.get(path).status_code for way, path in ways.items()}
    with pytest.raises(actions.NotYourDeed):
        sign(sent_plan, by=paul, at=NOW)

    assert before == dict.fromkeys(ways, 200)
    assert after == {"page": 302, "calendar": 404, "new password": 404}
    assert not Invitation.objects.waiting().exists()
    assert not SignOff.objects.exists()
