"""An emergency opens a record to be read: what lets a session go ahead stays with the care team."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.couples.actions import NotOfTheTeam
from sessions_app.people.rules import Role
from sessions_app.planning.models import Plan
from sessions_app.screening import actions as screening
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import RequestFactory
from tests.factories.people import PASSWORD, colleague
from tests.factories.screening import FlagFactory
from tests.factories.signoff import sign
from tests.sessions_app.pages import words

SAID = "You are not on the care team of these two. Somebody of the team can do this."

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def pia(clinic):
    """A prescriber of the clinic who is on no care team."""
    return colleague(clinic, Role.PRESCRIBER, name="Pia Holm", email="pia@elm.example")


@pytest.fixture
def reading(client, pia, sent_plan):
    client.force_login(pia)
    client.post(reverse("emergency:open", args=[sent_plan.couple_id]), {"reason": "A fall."})
    return client


@pytest.fixture
def flag(sent_plan):
    return FlagFactory(partner=sent_plan.couple.pair[0])


def test_the_record_and_the_plan_are_read(reading, sent_plan, flag):
    today = reading.get("/")
    record = reading.get(reverse("desk:record", args=[sent_plan.couple.pair[0].pk]))
    plan = reading.get(reverse("signoff:answer", args=[sent_plan.pk]))

    assert (record.status_code, plan.status_code) == (200, 200)
    assert reverse("approvals:approve", args=[sent_plan.couple.pair[0].pk]) not in record.text
    assert reverse("screening:close", args=[flag.pk]) not in record.text
    assert 'name="password"' not in plan.text
    assert "A private record waits for you" not in words(today)


@pytest.mark.parametrize("page", ["approvals:approve", "screening:close"])
def test_a_page_that_signs_or_closes_says_who_can(page, reading, sent_plan, flag):
    about = flag if page == "screening:close" else sent_plan.couple.pair[0]

    response = reading.get(reverse(page, args=[about.pk]))

    assert (response.status_code, SAID in words(response)) == (403, True)


def test_a_plan_is_not_signed(pia, reading, sent_plan, NOW):
    answer = reading.post(
        reverse("signoff:answer", args=[sent_plan.pk]),
        {"answer": "sign", "password": PASSWORD},
    )
    with pytest.raises(NotOfTheTeam):
        sign(sent_plan, by=pia, at=NOW)

    assert answer.status_code in (403, 422)
    assert not SignOff.objects.exists()
    assert Plan.objects.get(pk=sent_plan.pk).stage == "with_prescriber"


def test_no_approval_is_taken_or_signed_and_no_flag_closed(pia, sent_plan, flag, NOW):
    partner = sent_plan.couple.pair[1]
    asked = RequestFactory(partner=partner)
    before = asked.state
    deeds = [
        lambda: approvals.take(request=asked, by=pia, at=NOW),
        lambda: approvals.approve(partner=partner, seen="", password=PASSWORD, by=pia, at=NOW),
        lambda: screening.close_flag(flag=flag, seen=flag.state, why="Seen.", by=pia, at=NOW),
    ]

    for deed in deeds:
        with pytest.raises(NotOfTheTeam):
            deed()

    flag.refresh_from_db()
    asked.refresh_from_db()
    assert (flag.closed_at, asked.state) == (None, before)
    assert Approval.objects.filter(prescriber=pia).count() == 0


def test_whoever_is_on_the_team_signs_as_ever(paul, sent_plan, NOW):
    sign(sent_plan, by=paul, at=NOW + timedelta(minutes=1))

    assert Plan.objects.get(pk=sent_plan.pk).stage == "cleared"
