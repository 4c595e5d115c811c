"""A date that will not hold is refused with the fact and the way out, and nothing is kept."""

from datetime import timedelta

import pytest

from sessions_app.approvals.models import Approval
from sessions_app.audit.models import Event
from sessions_app.integration import actions as integration
from sessions_app.people.models import Licence
from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.ready import is_ready
from sessions_app.planning.rules.gates import hard, open_gates
from sessions_app.signing.rules import digest
from sessions_app.signoff import actions as signoff
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW, SESSION_AT, booked, prepared
from tests.sessions_app.planning.test_actions_bookings import session
from tests.shelf import take

pytestmark = pytest.mark.usefixtures("approvals_by_hand")

DAY = timedelta(days=1)
AFTER = SESSION_AT + timedelta(hours=3)


@pytest.fixture
def next_plan(signed_plan, couple, thea):
    """The plan after one whose session is on 9 March."""

    def make():
        return prepared(actions.begin(couple=couple, by=thea, at=NOW), by=thea, at=NOW)

    return take("next_plan", make)


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


def doses_lie_too_close(plan):
    later = prepared(actions.begin(couple=plan.couple, by=plan.begun_by, at=NOW),
                     by=plan.begun_by, at=NOW)  # fmt: skip
    told = session(plan.begun_by, starts_at=SESSION_AT + 20 * DAY)
    actions.schedule(plan=later, by=plan.begun_by, at=NOW, **told)
    Approval.objects.update(min_days_between=21)


def an_approval_ends_before(plan):
    Approval.objects.update(valid_until=(SESSION_AT - DAY).date())


def the_licence_ends_before(plan):
    told = {"account": plan.therapist, "clinic": plan.couple.clinic}
    Licence.objects.create(expires_on=(SESSION_AT - DAY).date(), **told)


def the_meeting_before_is_missing(plan):
    before = booked(
        prepared(actions.begin(couple=plan.couple, by=plan.begun_by, at=NOW),
                 by=plan.begun_by, at=NOW),
        by=plan.begun_by, at=NOW, starts_at=SESSION_AT + 30 * DAY,
    )  # fmt: skip
    before.meetings.all().delete()
    Plan.objects.filter(pk=before.pk).update(starts_at=NOW + 2 * DAY)
    Approval.objects.update(min_days_between=1)


AGAINST = {
    doses_lie_too_close: [("S11", "Alex is planned to take a dose on 29 March 2027 (session plan "
                           "2), and the prescriber wants 21 days between two. The first day after "
                           "is 19 April 2027."),
                          ("S11", "Robin is planned to take a dose on 29 March 2027 (session plan "
                           "2), and the prescriber wants 21 days between two. The first day after "
                           "is 19 April 2027.")],
    an_approval_ends_before: [("S7", "The approval of Alex ends on 8 March 2027. Choose an earlier "
                               "day, or ask the prescriber for a new one."),
                              ("S7", "The approval of Robin ends on 8 March 2027. Choose an "
                               "earlier day, or ask the prescriber for a new one.")],
    the_licence_ends_before: [("S15", "The licence of Thea Lindqvist ends on 8 March 2027. Choose "
                               "an earlier day or another therapist, or ask an admin to write "
                               "down the renewal.")],
    the_meeting_before_is_missing: [("S48", "Session plan 2 has no next-day meeting, and it comes "
                                     "before this one. Book that meeting first.")],
}  # fmt: skip


def seen(plan):
    """What stands open now, and whether the session may begin, however the plan was read."""
    on = facts.day_of(plan, NOW)
    ways = Plan.objects.get(pk=plan.pk), Plan.objects.with_day().get(pk=plan.pk)
    gates = [open_gates(facts.gate_facts(each, on=on)) for each in ways]
    assert gates[0] == gates[1]
    return [(gate.seed, gate.sentence) for gate in hard(gates[0])], is_ready(ways[0], on=on)


@pytest.mark.parametrize("against", AGAINST, ids=lambda it: it.__name__)
def test_what_changed_after_the_date_was_set_stands_open_and_is_not_sent(against, ready_plan, thea):
    against(ready_plan)

    assert seen(ready_plan) == (AGAINST[against], False)
    with pytest.raises(actions.GatesAreOpen) as refusal:
        actions.submit(plan=ready_plan, by=thea, at=NOW)
    assert AGAINST[against][0][1] in str(refusal.value)
    assert Plan.objects.get(pk=ready_plan.pk).stage == "draft"


@pytest.mark.parametrize("against", AGAINST, ids=lambda it: it.__name__)
def test_what_changed_after_it_was_sent_is_not_signed(against, sent_plan, paul):
    against(sent_plan)
    shown = digest(content(sent_plan, on=facts.day_of(sent_plan, NOW)))

    with pytest.raises(signoff.NoLongerFits) as refusal:
        signoff.sign(plan=sent_plan, seen_digest=shown, password=PASSWORD, by=paul, at=NOW)

    assert AGAINST[against][0][1] in str(refusal.value)
    assert Plan.objects.get(pk=sent_plan.pk).stage == "with_prescriber"


def test_a_dea_registration_that_ends_does_not_stop_a_therapist(ready_plan):
    Licence.objects.create(
        account=ready_plan.therapist,
        clinic=ready_plan.couple.clinic,
        expires_on=SESSION_AT.date(),
        dea_expires_on=(SESSION_AT - DAY).date(),
    )

    assert seen(ready_plan)[0] == []


@pytest.mark.parametrize("against", AGAINST, ids=lambda it: it.__name__)
def test_what_changed_after_it_was_signed_leaves_the_session_not_ready(against, signed_plan):
    before = seen(signed_plan)

    against(signed_plan)

    assert (before, seen(signed_plan)) == (([], True), (AGAINST[against], False))


def test_a_day_that_is_over_is_recorded_or_chosen_anew(signed_plan, thea):
    day = facts.day_of(signed_plan, SESSION_AT)
    plan = Plan.objects.get(pk=signed_plan.pk)

    on_the_day, after = (
        [gate.sentence for gate in hard(open_gates(facts.gate_facts(plan, on=on)))]
        for on in (day, day + DAY)
    )

    assert on_the_day == []
    assert after == [
        "The day of the session is over. Record that it took place, or choose a new day."
    ]


def next_session(plan, by, at):
    later = session(by, starts_at=SESSION_AT + 20 * DAY)
    return actions.schedule(plan=plan, by=by, at=at, **later)


def test_the_next_day_meeting_is_answered_for_before_the_next_date(signed_plan, next_plan, thea):
    integration.hold_session(plan=signed_plan, by=thea, at=AFTER)
    later = AFTER + 2 * DAY

    with pytest.raises(actions.DateDoesNotHold) as refusal:
        next_session(next_plan, thea, later)

    assert str(refusal.value) == (
        "The next-day meeting of session plan 1 was booked for 10 March 2027 and nothing is "
        "recorded. "
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
