"""Disabling ends whatever lets somebody in, sign or read at once, and enabling revives none of it.

What somebody held before they were disabled stays worthless when they work here again.
"""

from datetime import timedelta

import pytest

from sessions_app.access import links
from sessions_app.access.actions import ask_address, ask_reset, claim_notice
from sessions_app.calendar.actions import make_feed
from sessions_app.people import actions
from sessions_app.people.models import Invitation
from sessions_app.signoff.models import SignOff
from tests.factories.people import ClinicFactory, InvitationFactory, MembershipFactory
from tests.factories.signoff import sign

pytestmark = pytest.mark.usefixtures("frozen")
LATER = timedelta(minutes=5)


def ways_of(account, clinic, plan, at):
    """Every address that opens something for this account, by what it is."""
    code = "an invitation's link"
    InvitationFactory(
        clinic=clinic,
        email=account.email,
        invited_at=at,
        link_digest=actions.digest_of(code=code),
    )
    return {
        "page": f"/plans/{plan.pk}/answer/",
        "calendar": f"/calendar/feed/{make_feed(by=account, at=at)}/",
        "new password": f"/reset/{links.to_choose_password(account)}/",
        "new address": f"/account/email/{links.to_change_address(account, 'new@elm.example')}/",
    }


def opened(client, ways):
    return {way: client.get(path).status_code for way, path in ways.items()}


def test_sign_ins_links_and_signatures_under_way_end_at_once(
    client, clinic, paul, ada, sent_plan, NOW
):
    client.force_login(paul)
    InvitationFactory(clinic=clinic, invited_by=paul, invited_at=NOW)
    ways = ways_of(paul, clinic, sent_plan, NOW)

    before = opened(client, ways)
    actions.disable(account=paul, clinic=clinic, by=ada, at=NOW)
    after = opened(client, ways)
    with pytest.raises(actions.NotYourDeed):
        sign(sent_plan, by=paul, at=NOW)

    assert before == dict.fromkeys(ways, 200)
    assert after == {"page": 302, "calendar": 404, "new password": 404, "new address": 302}
    assert not Invitation.objects.waiting().exists()
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("elsewhere", [False, True], ids=["here alone", "in another clinic too"])
def test_who_is_enabled_again_comes_back_to_nothing_older(
    elsewhere, client, clinic, paul, ada, sent_plan, NOW
):
    if elsewhere:
        MembershipFactory(account=paul, clinic=ClinicFactory())
    client.force_login(paul)
    ways = ways_of(paul, clinic, sent_plan, NOW)

    actions.disable(account=paul, clinic=clinic, by=ada, at=NOW)
    actions.enable(account=paul, clinic=clinic, by=ada, at=NOW + LATER)
    paul.refresh_from_db()

    assert opened(client, ways) == {
        "page": 302, "calendar": 404, "new password": 404, "new address": 302,
    }  # fmt: skip
    assert links.new_address(paul, ways["new address"].split("/")[-2]) is None
    assert not Invitation.objects.opened_by(
        actions.digest_of(code="an invitation's link"), at=NOW + LATER
    )


def test_who_is_enabled_again_makes_new_ones(client, clinic, paul, ada, sent_plan, NOW):
    actions.disable(account=paul, clinic=clinic, by=ada, at=NOW)
    actions.enable(account=paul, clinic=clinic, by=ada, at=NOW + LATER)
    paul.refresh_from_db()
    client.force_login(paul)

    ways = ways_of(paul, clinic, sent_plan, NOW + LATER)

    assert opened(client, ways) == dict.fromkeys(ways, 200)


def test_who_was_disabled_and_comes_by_another_clinics_invitation_revives_nothing(
    client, clinic, paul, ada, sent_plan, NOW
):
    ways = ways_of(paul, clinic, sent_plan, NOW)
    actions.disable(account=paul, clinic=clinic, by=ada, at=NOW)
    InvitationFactory(email=paul.email, invited_at=NOW, link_digest="f" * 64)

    actions.arrive(
        digest="f" * 64, name="Paul", credentials="MD", password="a long way round", by=None,
        at=NOW + LATER,
    )  # fmt: skip

    del ways["page"]
    client.force_login(paul.__class__.objects.get(pk=paul.pk))
    assert opened(client, ways) == dict.fromkeys(ways, 404)


def test_a_link_that_was_asked_for_and_not_written_yet_is_never_written(clinic, paul, ada, NOW):
    told = {"site": "https://elm.example", "at": NOW}
    ask_reset(email=paul.email, by=None, **told)
    ask_address(account=paul, email="new@elm.example", by=paul, **told)

    actions.disable(account=paul, clinic=clinic, by=ada, at=NOW)
    actions.enable(account=paul, clinic=clinic, by=ada, at=NOW + LATER)
    older = claim_notice(at=NOW + LATER)
    ask_reset(email=paul.email, by=None, site="https://elm.example", at=NOW + LATER)
    newer = claim_notice(at=NOW + LATER)

    assert older is None
    assert newer.kind == "reset_asked"
