"""Sending, clearing, returning, withdrawing and holding."""

from datetime import timedelta

import pytest

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions
from sessions_app.planning.models import Meeting, Plan
from sessions_app.planning.rules.gates import NOT_APPROVED
from sessions_app.planning.rules.stages import MOVES, Stage
from tests.factories.approvals import ENDS
from tests.factories.planning import NOW, SESSION_AT, booked, prepared
from tests.sessions_app.planning.deeds import now
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("approvals_by_hand")

AFTER = SESSION_AT + timedelta(hours=3)
DEEDS = {
    "submit": (actions.submit, {}, Stage.WITH_PRESCRIBER),
    "clear": (actions.clear, {}, Stage.CLEARED),
    "return_to_draft": (actions.return_to_draft, {}, Stage.DRAFT),
    "withdraw": (actions.withdraw, {"why": "Not now."}, Stage.WITHDRAWN),
    "hold": (actions.hold, {}, Stage.HELD),
}


def used(plan):
    return {
        part.partner.side: part.partner.approvals.get(ended="").sessions_used
        for part in now(plan).pair
    }


def at_stage(plan, stage):
    """The row as if it stood there, whatever road led to it; not sent as this revision."""
    Plan.objects.filter(pk=plan.pk).update(stage=stage.value, revision=plan.revision + 1)
    return now(plan)


def tried(name, plan, by):
    """The stage afterwards; a refusal is the stage from which it was refused."""
    deed, told, to = DEEDS[name]
    rows = Event.objects.count()
    try:
        deed(plan=plan, by=by, at=AFTER, **told)
    except actions.PlanCannotMove as refusal:
        left_rows = Event.objects.count() - rows
        return f"{refusal.stage} never {refusal.to}" if not left_rows else "a row was left"
    assert to == now(plan).stage
    return now(plan).stage


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_moves_a_plan_only_along_the_table(name, sent_plan, thea):
    to = DEEDS[name][-1]

    outcomes = {stage: tried(name, at_stage(sent_plan, stage), thea) for stage in Stage}

    assert outcomes == {
        stage: to if to in MOVES[stage] else f"{stage} never {to}" for stage in Stage
    }


@pytest.mark.parametrize("name", ["submit", "withdraw", "hold"])
@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_sends_withdraws_or_holds(name, who, signed_plan, request):
    deed, told, _ = DEEDS[name]
    plan = at_stage(signed_plan, Stage.DRAFT) if name == "submit" else signed_plan
    before = plan.stage

    with pytest.raises(NotYourDeed):
        deed(plan=plan, by=request.getfixturevalue(who), at=AFTER, **told)

    assert now(plan).stage == before
    assert used(plan) == {"a": 0, "b": 0}


def test_sending_hands_the_plan_over_with_who_and_when(ready_plan, thea):
    actions.submit(plan=ready_plan, by=thea, at=NOW)

    kept = now(ready_plan)
    assert (kept.stage, kept.revision) == ("with_prescriber", 1)
    assert (kept.submitted_by, kept.submitted_at) == (thea, NOW)
    assert newest() == [row("plan submitted", kept, thea, NOW, revision=1)]


def test_a_plan_with_open_gates_is_not_sent_and_says_which(plan, thea):
    plan = prepared(plan, by=thea, at=NOW)
    rows = Event.objects.count()

    with pytest.raises(actions.GatesAreOpen) as refusal:
        actions.submit(plan=plan, by=thea, at=NOW)

    kept = now(plan)
    assert [gate.seed for gate in refusal.value.gates] == ["S12", "S48"]
    assert str(refusal.value) == (
        "The plan cannot be sent yet. The session has no date yet. And 1 more."
    )
    assert (kept.stage, kept.submitted_by) == ("draft", None)
    assert Event.objects.count() == rows


def test_a_single_open_gate_is_told_alone(ready_plan, thea, paul):
    alex = ready_plan.pair[0].partner
    approvals.revoke(**ENDS, approval=alex.approvals.get(), by=paul, at=NOW)
    Plan.objects.filter(pk=ready_plan.pk).update(starts_at=SESSION_AT)

    with pytest.raises(actions.GatesAreOpen) as refusal:
        actions.submit(plan=ready_plan, by=thea, at=NOW)

    sentences = [gate.sentence for gate in refusal.value.gates]
    assert sentences[-1] == NOT_APPROVED
    assert str(refusal.value).endswith(f"And {len(sentences) - 1} more.")


def test_advice_does_not_hold_a_plan_back(ready_plan, thea):
    actions.set_roles(plan=ready_plan, parts={"a": {}, "b": {}}, ride="", by=thea, at=NOW)

    actions.submit(plan=ready_plan, by=thea, at=NOW)

    assert now(ready_plan).stage == "with_prescriber"


def test_a_returned_plan_is_the_next_revision(sent_plan, paul):
    actions.return_to_draft(plan=sent_plan, by=paul, at=NOW)

    kept = now(sent_plan)
    assert (kept.stage, kept.revision) == ("draft", 2)
    assert newest() == [row("plan returned", kept, paul, NOW, revision=2)]


def test_a_withdrawn_plan_takes_its_meetings_with_it(signed_plan, thea):
    over = signed_plan.meetings.get(kind="one_week")
    actions.hold_meeting(meeting=over, by=thea, at=NOW)

    actions.withdraw(plan=signed_plan, why="They want to wait.", by=thea, at=NOW)

    kept = now(signed_plan)
    assert (kept.stage, kept.withdrawn_by, kept.withdrawn_at) == ("withdrawn", thea, NOW)
    assert kept.withdrawn_why == "They want to wait."
    assert list(
        Meeting.objects.filter(plan=kept).values_list(
            "kind", "cancelled_at", "cancelled_by", "cancelled_why"
        )
    ) == [
        ("next_day", NOW, thea.pk, "The plan was withdrawn."),
        ("one_week", None, None, ""),
        ("one_month", NOW, thea.pk, "The plan was withdrawn."),
    ]
    assert newest() == [row("plan withdrawn", kept, thea, NOW)]


def test_a_held_session_counts_on_the_approval_of_everybody_who_dosed(signed_plan, thea):
    actions.hold(plan=signed_plan, by=thea, at=AFTER)

    kept = now(signed_plan)
    assert (kept.stage, kept.held_by, kept.held_at) == ("held", thea, AFTER)
    assert used(kept) == {"a": 1, "b": 1}
    first, second = (part.partner.approvals.get() for part in kept.pair)
    assert newest(3) == [
        row("session used", first, thea, AFTER, used=1),
        row("session used", second, thea, AFTER, used=1),
        row("session held", kept, thea, AFTER),
    ]


def test_in_solo_the_sober_partners_approval_is_not_used(plan, thea):
    plan = booked(prepared(plan, by=thea, at=NOW, approach="solo"), by=thea, at=NOW)
    actions.submit(plan=plan, by=thea, at=NOW)
    actions.clear(plan=plan, by=thea, at=NOW)
    dosing = next(part.partner.side for part in plan.pair if part.doses)

    actions.hold(plan=plan, by=thea, at=AFTER)

    assert used(plan) == {"a": 0, "b": 0} | {dosing: 1}


def test_a_session_is_not_held_twice(signed_plan, thea):
    stale = now(signed_plan)
    actions.hold(plan=signed_plan, by=thea, at=AFTER)

    with pytest.raises(actions.PlanCannotMove):
        actions.hold(plan=stale, by=thea, at=AFTER)

    assert used(signed_plan) == {"a": 1, "b": 1}


@pytest.mark.parametrize(("minutes", "held"), [(-1, False), (0, True)])
def test_a_session_is_held_from_its_first_minute_on(minutes, held, signed_plan, thea):
    at = SESSION_AT + timedelta(minutes=minutes)

    if held:
        actions.hold(plan=signed_plan, by=thea, at=at)
    else:
        with pytest.raises(actions.SessionIsAhead) as refusal:
            actions.hold(plan=signed_plan, by=thea, at=at)
        assert str(refusal.value) == "The session has not begun yet. Record it when it has."

    assert now(signed_plan).stage == ("held" if held else "cleared")
    assert sum(Approval.objects.values_list("sessions_used", flat=True)) == (2 if held else 0)


def test_the_last_approved_session_leaves_nothing_to_plan_with(plan, thea):
    Approval.objects.update(sessions_approved=1)
    plan = booked(prepared(plan, by=thea, at=NOW), by=thea, at=NOW)
    actions.submit(plan=plan, by=thea, at=NOW)
    actions.clear(plan=plan, by=thea, at=NOW)
    actions.hold(plan=plan, by=thea, at=AFTER)
    following = actions.begin(couple=plan.couple, by=thea, at=AFTER)

    actions.record_facts(
        plan=following, by=thea, at=AFTER, goals=["emotional_expression"], comfort="yes",
        reactivity="low", companion_need="none", stuck_pattern=False, setting="office",
        third_sober_adult=True, sober_a=True, sober_b=True,
    )  # fmt: skip

    with pytest.raises(actions.VerdictForbids):
        actions.choose(plan=following, approach="dual_psycholytic", reason="", by=thea, at=AFTER)
