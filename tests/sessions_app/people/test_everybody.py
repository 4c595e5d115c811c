"""The pages of running a clinic and of an emergency, judged by axe as a browser draws them."""

import pytest
from django.utils import timezone

from sessions_app.people.rules import Role
from tests.factories.access import with_app
from tests.factories.people import InvitationFactory, LicenceFactory, colleague
from tests.sessions_app.access.test_everybody import judged

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def running(thea, paul, ada, couple):
    """What an admin reads: people, an invitation, a licence, the settings, the trail."""
    LicenceFactory(account=paul, clinic=ada.clinic, expires_on=timezone.now().date())
    InvitationFactory(clinic=ada.clinic, invited_by=ada, invited_at=timezone.now())
    with_app(thea)
    person = f"/people/{thea.pk}/"
    return [
        "/",
        "/people/",
        "/people/?show=invited",
        "/people/?q=nobody",
        person,
        f"{person}second/reset/",
        f"{person}disable/",
        "/people/invite/",
        "/clinic/",
        "/clinic/roles/",
        "/trail/",
        "/trail/?since=soon",
    ]


@pytest.fixture
def in_need(clinic, couple):
    """What a clinician reads who cares for nobody yet, up to a record opened in an emergency."""
    return ["/", "/emergency/?q=alex", "/emergency/?q=nobody", f"/emergency/{couple.pk}/"]


@pytest.fixture
def browsing(page, context, client, live_server):
    """Signs an account in, and sets the page to a width and a scheme."""

    def begin(account, *, width, scheme):
        client.force_login(account)
        session = client.session.session_key
        context.add_cookies([{"name": "kap_session", "value": session, "url": live_server.url}])
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        return page

    return begin


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everybody_can_run_a_clinic(browsing, running, ada, live_server, width, scheme):
    page = browsing(ada, width=width, scheme=scheme)

    assert judged(page, live_server, running) == ({}, [])


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_everybody_can_open_a_record_in_an_emergency(
    browsing, in_need, clinic, couple, live_server, width, scheme
):
    page = browsing(colleague(clinic, Role.THERAPIST), width=width, scheme=scheme)

    before = judged(page, live_server, in_need)
    page.get_by_label("Why can this not wait").fill("Nobody answers.")
    page.get_by_role("button", name="Open this record for an hour").click()
    after = judged(page, live_server, [f"/folders/{couple.pk}/"])

    assert (before, after) == (({}, []), ({}, []))
    assert page.get_by_text("more minutes. It closes by itself").is_visible()
