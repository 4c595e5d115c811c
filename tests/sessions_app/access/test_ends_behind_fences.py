"""A sign-in ends by the server's clock also where the app works under the fenced role."""

import pytest

from sessions_app.access.models import KeptWords, Session
from sessions_app.people import actions
from sessions_app.people.rules import Role
from tests.factories.people import PASSWORD, ClinicFactory, MembershipFactory
from tests.sessions_app.access.test_ends import HOUR, MINUTE, SIGN_IN, at_work, clock, is_in
from tests.sessions_app.people.test_fence import as_the_app
from tests.sessions_app.test_behind_fences import fenced

__all__ = ["at_work", "clock", "fenced"]
pytestmark = pytest.mark.usefixtures("fenced")


@pytest.mark.parametrize(("minutes", "stands"), [(14, True), (15, False)])
def test_when_nobody_came_back_for_15_minutes(at_work, clock, minutes, stands):
    clock(minutes * MINUTE)

    with as_the_app():
        assert is_in(at_work) is stands
    assert Session.objects.filter(ended_at=None, account__isnull=False).exists() is stands


def test_after_twelve_hours_in_any_case(at_work, clock):
    with as_the_app():
        for quarter in range(1, 52):
            clock(quarter * 14 * MINUTE)
            assert is_in(at_work)
        clock(12 * HOUR)

        assert not is_in(at_work)


@pytest.mark.parametrize(
    ("deed", "facts"),
    [(actions.change_roles, {"roles": [Role.AUDITOR.value]}), (actions.disable, {})],
)
def test_when_a_role_ends_or_the_account_is_disabled(
    deed, facts, at_work, clinic, thea, ada, clock, NOW
):
    MembershipFactory(account=thea, clinic=ClinicFactory())
    with as_the_app():
        before = at_work.get("/account/").status_code

    deed(account=thea, clinic=clinic, by=ada, at=NOW, **facts)

    assert before == 200
    with as_the_app():
        assert at_work.get("/account/")["Location"] == "/sign-in/?next=/account/"


def test_words_that_came_too_late_are_offered_after_signing_in(at_work, thea, plan, clock):
    clock(20 * MINUTE)

    with as_the_app():
        late = at_work.post(f"/plans/{plan.pk}/words/", {"joint": "To be near."})
        back = at_work.post(SIGN_IN, {"email": thea.email, "password": PASSWORD})
        offered = at_work.get(back["Location"])

    assert (late.status_code, back["Location"]) == (302, "/kept/")
    assert "To be near." in offered.text
    assert KeptWords.objects.count() == 1
