"""An approval whose first day is ahead carries plans for its own days, and no other."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.facts import seen
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import CARRIES_PLANS, Status
from sessions_app.integration import actions as integration
from sessions_app.planning import actions, facts, ready
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.reading import read
from sessions_app.planning.rules.gates import hard, open_gates
from sessions_app.planning.rules.stages import Stage
from sessions_app.signoff.models import SignOff
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW, SESSION_AT, booked
from tests.factories.signoff import sign
from tests.sessions_app.pages import words
from tests.sessions_app.planning.deeds import now

pytestmark = pytest.mark.usefixtures("approvals_by_hand")
DAY = timedelta(days=1)
TODAY, FIRST, SESSION = date(2027, 3, 1), date(2027, 3, 5), date(2027, 3, 9)
AFTER = SESSION_AT + timedelta(hours=3)


@pytest.fixture
def ahead(couple):
    """Both approvals begin four days from now."""
    Approval.objects.update(valid_from=FIRST)
    return couple


@pytest.fixture
def signed(ahead, ready_plan, thea, paul):
    actions.submit(plan=ready_plan, by=thea, at=NOW)
    sign(now(ready_plan), by=paul, at=NOW)
    return now(ready_plan)


def test_it_is_called_by_a_state_of_its_own_until_its_first_day(ahead):
    approval = Approval.objects.first()

    assert [approval.status(day) for day in (TODAY, FIRST - DAY, FIRST)] == [
        Status.UPCOMING, Status.UPCOMING, Status.ACTIVE,
    ]  # fmt: skip
    assert [Approval.objects.standing(day).count() for day in (FIRST - DAY, FIRST)] == [0, 2]
    assert [status for status in Status if status in CARRIES_PLANS] == ["active", "upcoming"]


def test_the_fit_weighs_it_as_on_the_day_itself(ahead, ready_plan):
    plan = now(ready_plan)

    ahead_of_it, then = (
        facts.kept_now(plan, on=day, known=facts.charts(plan, on=day)) for day in (TODAY, SESSION)
    )

    assert ahead_of_it == then
    assert ahead_of_it["level"] == "suitable"
    assert {chart.status for chart in facts.charts(plan, on=TODAY)} == {Status.UPCOMING}


def test_a_plan_for_one_of_its_days_is_sent_signed_and_held(signed, thea):
    told = {day: content(signed, on=day) for day in (TODAY, FIRST - DAY, FIRST, SESSION)}

    integration.hold_session(plan=signed, by=thea, at=AFTER)

    assert [said == told[TODAY] for said in told.values()] == [True] * 4
    assert ready.is_ready(Plan.objects.get(pk=signed.pk), on=SESSION) is False
    assert now(signed).stage == Stage.HELD.value
    assert list(Approval.objects.values_list("sessions_used", flat=True)) == [1, 1]


def test_the_signature_stands_over_its_first_morning(signed):
    signature = SignOff.objects.get(plan=signed)

    assert [signature.stands(day) for day in (TODAY, FIRST - DAY, FIRST, SESSION)] == [True] * 4


def test_whoever_signs_a_plan_reads_from_which_day_on_it_holds(signed):
    (approval, other) = (each["approval"] for each in read(content(signed, on=TODAY))["partners"])

    assert (approval["status"], approval["begins"]) == ("Holds", "5 March 2027")
    assert (approval["until"], other["begins"]) == ("31 July 2027", "5 March 2027")


def test_one_that_began_when_it_was_signed_says_nothing_more_than_before(ready_plan):
    said = content(now(ready_plan), on=TODAY)["partners"][0]["approval"]

    assert "valid_from" not in said
    assert read(content(now(ready_plan), on=TODAY))["partners"][0]["approval"]["begins"] == ""


def test_a_day_before_its_first_is_refused_and_says_when_it_begins(ahead, prepared_plan, thea):
    refusal = "The approval of Alex begins on 5 March 2027. Choose a later day"

    with pytest.raises(actions.DateDoesNotHold, match=refusal):
        booked(prepared_plan, by=thea, at=NOW, starts_at=SESSION_AT - 5 * DAY)

    assert now(prepared_plan).starts_at is None


def test_a_booked_day_that_is_too_early_holds_the_plan_back(couple, ready_plan, thea):
    Approval.objects.filter(partner=couple.pair[0]).update(valid_from=SESSION + DAY)

    with pytest.raises(actions.GatesAreOpen) as refusal:
        actions.submit(plan=ready_plan, by=thea, at=NOW)

    assert [gate.sentence for gate in refusal.value.gates] == [
        "The approval of Alex begins on 10 March 2027. Choose a later day, or ask the prescriber "
        "for a new one."
    ]


@pytest.mark.parametrize(
    "change", [{"valid_from": SESSION + DAY}, {"valid_until": SESSION - DAY}], ids=str
)
def test_no_session_is_recorded_under_an_approval_for_other_days(change, signed_plan, thea):
    Approval.objects.filter(partner=signed_plan.pair[0].partner).update(**change)

    with pytest.raises(actions.NoApprovalThatDay) as refusal:
        actions.hold(plan=signed_plan, by=thea, at=AFTER)

    assert str(refusal.value) == (
        "The approval of Alex was not given for the day of this session, so nothing was "
        "recorded. Ask the prescriber."
    )
    assert now(signed_plan).stage == Stage.CLEARED.value
    assert list(Approval.objects.values_list("sessions_used", flat=True)) == [0, 0]


def test_a_session_takes_an_approval_to_be_recorded(signed_plan, thea, monkeypatch):
    # No row of an approval is ever deleted, so it is put out of sight.
    monkeypatch.setattr(facts, "newest_approvals", lambda plans: {})

    with pytest.raises(actions.NoApprovalThatDay):
        actions.hold(plan=signed_plan, by=thea, at=AFTER)


def test_no_hard_gate_speaks_of_an_approval_that_begins_before_the_session(ahead, ready_plan):
    found = hard(open_gates(facts.gate_facts(now(ready_plan), on=TODAY)))

    assert found == []


@pytest.mark.usefixtures("frozen")
def test_the_pages_say_from_which_day_on(client, thea, paul, ahead, ready_plan):
    client.force_login(thea)
    pages = {
        "folder": reverse("desk:folder", args=[ahead.pk]),
        "fit": reverse("planning:fit", args=[ready_plan.pk]),
        "record": reverse("desk:record", args=[ahead.pair[0].pk]),
    }

    said = {name: words(client.get(url)) for name, url in pages.items()}

    assert {name: "Begins on 5 March 2027" in text for name, text in said.items()} == dict.fromkeys(
        pages, True
    )
    assert [
        sentence
        for text in said.values()
        for sentence in ("Lapsed", "None holds now", "No approval holds")
        if sentence in text
    ] == []


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(
    ("first", "told"),
    [
        (TODAY, "Signed. Plans can now be made with this approval."),
        (FIRST, "Signed. Plans can be made with it for sessions from 5 March 2027 on."),
    ],
)
def test_whoever_signs_it_is_told_from_when_on(first, told, client, paul, couple):
    partner = couple.pair[0]
    former = partner.approvals.get()
    figures = {name: getattr(former, name) for name in approvals.TYPED_FIELDS}
    typed = figures | {"valid_from": first, "seen": seen(partner), "password": PASSWORD}
    client.force_login(paul)

    page = client.post(reverse("approvals:approve", args=[partner.pk]), typed, follow=True)

    assert told in words(page)
    assert Approval.objects.open().get(partner=partner).valid_from == first
