"""The pages of signing in and of one's account, judged by axe as a browser draws them."""

import pytest
from django.utils import timezone

from tests.factories.access import KeptWordsFactory, recovery_codes_of, with_app
from tests.look.test_axe import violations

pytestmark = pytest.mark.django_db(transaction=True)
OPEN = ["/sign-in/", "/reset/", "/reset/asked/", "/reset/1-x/"]
OWN = [
    "/account/",
    "/account/password/",
    "/account/email/",
    "/account/second/",
    "/account/second/app/",
    "/account/second/passkey/",
    "/account/codes/",
    "/account/codes/new/",
    "/kept/",
]


@pytest.fixture
def at_work(client, thea, live_server, context):
    recovery_codes_of(with_app(thea))
    KeptWordsFactory(account=thea, kept_at=timezone.now())
    client.force_login(thea)
    session = client.session
    session["codes_to_show"] = True
    session.save()
    cookie = {"name": "kap_session", "value": session.session_key, "url": live_server.url}
    context.add_cookies([cookie])


def judged(page, live_server, paths):
    """What axe says against each page, and which of them are wider than the screen."""
    said, wide = {}, []
    for path in paths:
        page.goto(live_server.url + path)
        said[path] = violations(page)
        room = "document.documentElement.clientWidth"
        if page.evaluate(f"document.documentElement.scrollWidth > {room}"):
            wide.append(path)
    return {path: found for path, found in said.items() if found}, wide


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everybody_can_sign_in(page, live_server, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    assert judged(page, live_server, OPEN) == ({}, [])


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_everybody_can_look_after_their_account(page, live_server, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    assert judged(page, live_server, OWN) == ({}, [])
