"""A date that will not hold is refused with the fact and the way out, and nothing is kept."""

from datetime import timedelta

import pytest

from sessions_app.approvals.models import Approval
from sessions_app.audit.models import Event
from sessions_app.integration import actions as integration
from sessions_app.people.models import Licence
from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from tests.factories.planning import NOW, SESSION_AT, prepared
from tests.sessions_app.planning.test_actions_bookings import session

pytestmark = pytest.mark.usefixtures("approvals_by_hand")

DAY = timedelta(days=1)
AFTER = SESSION_AT + timedelta(hours=3)


@pytest.fixture
def next_plan(signed_plan, couple, thea):
    """The plan after one whose session is on 9 March."""
    return prepared(actions.begin(couple=couple, by=thea, at=NOW), by=thea, at=NOW)


def refused(plan, by, **change):
    rows = Event.objects.count()
    with pytest.raises(actions.DateDoesNotHold) as refusal:
        actions.schedule(plan=plan, by=by, at=NOW, **session(by, **change))
    assert Plan.objects.get(pk=plan.pk).starts_at is None
    assert Event.objects.count() == rows
    return str(refusal.value)


def test_doses_of_two_plans_are_kept_apart(next_plan, thea):
    said = refused(next_plan, thea, starts_at=SESSION_AT + 13 * DAY)

    assert said == (
        "Alex is planned to take a dose on 9 March 2027 (session plan 1), and the prescriber "
        "wants 14 days between two. The first day after is 23 March 2027. "
        "Robin is planned to take a dose on 9 March 2027 (session plan 1), and the prescriber "
        "wants 14 days between two. The first day after is 23 March 2027."
    )


def test_far_enough_apart_both_plans_have_their_day(next_plan, thea):
    later = SESSION_AT + 15 * DAY

    assert (
        actions.schedule(
            plan=next_plan, by=thea, at=NOW, **session(thea, starts_at=later)
        ).starts_at
        == later
    )


def test_a_withdrawn_session_counts_no_more(signed_plan, next_plan, thea):
    actions.withdraw(plan=signed_plan, why="Not now.", by=thea, at=NOW)

    assert (
        actions.schedule(plan=next_plan, by=thea, at=NOW, **session(thea)).starts_at == SESSION_AT
    )


def test_an_approval_that_will_have_lapsed_is_told(prepared_plan, thea, couple):
    Approval.objects.filter(partner=couple.pair[0]).update(valid_until=(SESSION_AT - DAY).date())

    assert refused(prepared_plan, thea) == (
        "The approval of Alex ends on 8 March 2027. "
        "Choose an earlier day, or ask the prescriber for a new one."
    )


def test_a_licence_that_will_have_expired_is_told(prepared_plan, thea, clinic):
    Licence.objects.create(account=thea, clinic=clinic, expires_on=(SESSION_AT - DAY).date())

    assert refused(prepared_plan, thea) == (
        "The licence of Thea Lindqvist ends on 8 March 2027. Choose an earlier day or another "
        "therapist, or ask an admin to write down the renewal."
    )


def test_what_changed_after_the_date_was_set_is_told_when_it_is_sent(ready_plan, thea, couple):
    Approval.objects.update(min_days_between=30)
    later = prepared(actions.begin(couple=couple, by=thea, at=NOW), by=thea, at=NOW)
    actions.schedule(plan=later, by=thea, at=NOW, **session(thea, starts_at=SESSION_AT + 40 * DAY))
    Approval.objects.update(min_days_between=60)

    with pytest.raises(actions.DateDoesNotHold) as refusal:
        actions.submit(plan=ready_plan, by=thea, at=NOW)

    assert "wants 60 days between two" in str(refusal.value)
    assert Plan.objects.get(pk=ready_plan.pk).stage == "draft"


def next_session(plan, by, at):
    later = session(by, starts_at=SESSION_AT + 20 * DAY)
    return actions.schedule(plan=plan, by=by, at=at, **later)


def test_the_next_day_meeting_is_answered_for_before_the_next_date(signed_plan, next_plan, thea):
    integration.hold_session(plan=signed_plan, by=thea, at=AFTER)
    later = AFTER + 2 * DAY

    with pytest.raises(actions.DateDoesNotHold) as refusal:
        next_session(next_plan, thea, later)

    assert str(refusal.value) == (
        "The next-day meeting of session plan 1 is over and nothing is recorded. "
        "Record that it took place, or cancel it with the reason."
    )


@pytest.mark.parametrize("answer", ["held", "let go"])
def test_held_or_let_go_with_a_reason_it_stands_in_nobodys_way(
    answer, signed_plan, next_plan, thea
):
    integration.hold_session(plan=signed_plan, by=thea, at=AFTER)
    first, later = signed_plan.meetings.get(kind="next_day"), AFTER + 2 * DAY
    if answer == "held":
        actions.hold_meeting(meeting=first, by=thea, at=later)
    else:
        actions.cancel_meeting(meeting=first, why="They spoke by phone.", by=thea, at=later)

    assert next_session(next_plan, thea, later).starts_at == SESSION_AT + 20 * DAY
