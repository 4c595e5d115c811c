"""Past every deed: the database itself lets nothing signed change under its signature."""

from itertools import permutations

import pytest
from django.db import IntegrityError, connection, transaction

from sessions_app.approvals.models import Approval
from sessions_app.planning import actions as planning
from sessions_app.planning.models import ChosenQuestion, Meeting, Part, Plan, Revision
from sessions_app.planning.rules.stages import MOVES, Stage
from tests.factories.planning import NOW, PlanFactory, WaiverFactory
from tests.factories.signoff import ask_for_changes, sign
from tests.sessions_app.planning.deeds import UNCHANGED, changes, do
from tests.sessions_app.refusals import refused as refused_by

PLAN = {
    "goals": ["deep_shift"], "comfort": "no", "reactivity": "high", "companion_need": "partner",
    "stuck_pattern": True, "setting": "remote_with_therapist", "third_sober_adult": False,
    "chosen_fit": {}, "choice_reason": "Other.", "stop_word": "Other", "hand_sign": "Other",
    "companion": "Other", "companion_phone": "Other", "ride": "Other",
    "joint_intention": "Other.", "confirmed": [], "mode": "couple_led", "reflection_minutes": 11,
    "minutes": 30, "zone": "Europe/Paris", "place": "Other", "room": "Other",
}  # fmt: skip
PART = {
    "can_stay_sober": False, "fraction": "1/4", "support_styles": ["words"],
    "private_intention": "Other.", "touch": ["steadying"],
}  # fmt: skip


def at_the_end():
    """What the database says when the transaction would end."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


@transaction.atomic
def ended(change):
    change()
    at_the_end()


def refused(change):
    with pytest.raises(IntegrityError) as refusal:
        ended(change)
    return str(refusal.value).startswith("what was sent or signed changes only with")


@pytest.fixture(params=["sent_plan", "signed_plan"])
def plan_of_others(request):
    plan = request.getfixturevalue(request.param)
    at_the_end()
    return plan


@pytest.mark.parametrize("column", PLAN)
def test_no_column_that_is_signed_changes_alone(column, plan_of_others):
    assert refused(lambda: Plan.objects.update(**{column: PLAN[column]}))


@pytest.mark.parametrize("column", PART)
def test_no_part_of_a_partner_changes_alone(column, plan_of_others):
    assert refused(lambda: Part.objects.update(**{column: PART[column]}))


@pytest.mark.parametrize(
    "change",
    [
        lambda: Part.objects.update(agrees_joint=False, agreed_at=None),
        lambda: Meeting.objects.update(place="Other"),
        lambda: Meeting.objects.filter(kind="next_day").delete(),
        lambda: Meeting.objects.update(cancelled_at=NOW, cancelled_by=Plan.objects.get().begun_by),
        lambda: ChosenQuestion.objects.first().delete(),
        lambda: WaiverFactory(plan=Plan.objects.get()),
    ],
    ids=["no longer agreed", "moved", "removed", "cancelled", "a question less", "waived"],
)
def test_nothing_that_belongs_to_it_changes_alone(change, plan_of_others):
    assert refused(change)


def test_a_revision_that_rises_with_it_is_let_through(signed_plan):
    Plan.objects.update(stop_word="Other", stage="draft", revision=2)

    at_the_end()


def test_what_is_not_signed_may_change(signed_plan):
    Plan.objects.update(submitted_at=NOW)
    Meeting.objects.update(leads=[60])

    at_the_end()


def test_every_edit_by_a_deed_passes_and_saving_unchanged_too(signed_plan, thea):
    for make in UNCHANGED.values():
        do(make(signed_plan), signed_plan, by=thea, at=NOW)
        at_the_end()
    for edit in changes(signed_plan).values():
        with transaction.atomic():
            do(edit, signed_plan, by=thea, at=NOW)
            at_the_end()
            transaction.set_rollback(True)


def test_a_plan_changed_sent_and_signed_again_stands(signed_plan, thea, paul):
    Plan.objects.update(stop_word="Other", stage="draft", revision=2)
    again = planning.submit(plan=signed_plan, by=thea, at=NOW)
    sign(again, by=paul, at=NOW)

    at_the_end()
    assert refused(lambda: Plan.objects.update(stop_word="Another"))


def test_a_held_plan_lets_its_meetings_live_on(signed_plan):
    Plan.objects.update(stage="held", held_at=NOW, held_by=signed_plan.begun_by)
    Meeting.objects.update(place="Other")

    at_the_end()


def unsigned(change):
    with pytest.raises(IntegrityError) as refusal:
        ended(change)
    return str(refusal.value).startswith("a plan is cleared by a signature and by nothing else")


def as_sent():
    return Revision.objects.order_by("-number").values_list("digest", flat=True).first()


def test_a_plan_that_waits_is_not_cleared_by_writing_that_it_is(sent_plan):
    at_the_end()

    assert unsigned(lambda: Plan.objects.update(stage="cleared", cleared_digest=as_sent()))


def test_a_plan_that_was_sent_back_is_not_cleared_by_its_answer(sent_plan, thea, paul):
    ask_for_changes(sent_plan, by=paul, at=NOW, reason="Please wait.")
    planning.submit(plan=sent_plan, by=thea, at=NOW)
    at_the_end()

    assert unsigned(lambda: Plan.objects.update(stage="cleared", cleared_digest=as_sent()))


@pytest.mark.parametrize("change", [{"cleared_digest": "a" * 64}, {"revision": 2}], ids=str)
def test_a_signed_plan_keeps_to_the_signature_it_has(change, signed_plan):
    at_the_end()

    assert unsigned(lambda: Plan.objects.update(**change))


def test_no_plan_is_put_in_that_reads_as_signed(sent_plan):
    told = ("version", "chosen_by", "chosen_at", "submitted_by", "submitted_at", "starts_at",
            "minutes", "therapist")  # fmt: skip
    whole = {name: getattr(sent_plan, name) for name in told}
    at_the_end()

    assert unsigned(lambda: PlanFactory(stage="cleared", **whole))


def test_a_signed_plan_that_moved_on_before_the_end_is_asked_nothing(signed_plan):
    Plan.objects.update(cleared_digest="a" * 64)
    Plan.objects.update(stage="draft", revision=2)

    at_the_end()


STAGES = [
    (was, to) for was, to in permutations(Stage, 2) if Stage.HELD not in (was, to)
] + [(Stage.HELD, to) for to in Stage if to != Stage.HELD]  # fmt: skip


@pytest.mark.parametrize(("was", "to"), STAGES, ids=str)
def test_a_plan_goes_where_the_table_says_and_nowhere_else(was, to, signed_plan):
    ways = {
        Stage.WITH_PRESCRIBER: [Stage.DRAFT, Stage.WITH_PRESCRIBER],
        Stage.CLEARED: [],
    }
    done = {"held_at": NOW, "held_by": signed_plan.begun_by}
    gone = {"withdrawn_at": NOW, "withdrawn_by": signed_plan.begun_by}
    noted = {Stage.HELD: done, Stage.WITHDRAWN: gone}
    for stage in ways.get(was, [was]):
        Plan.objects.update(stage=stage.value, **noted.get(stage, {}))

    if to in MOVES[was]:
        assert Plan.objects.update(stage=to.value, **noted.get(to, {})) == 1
    else:
        with refused_by("plan_moves"):
            Plan.objects.update(stage=to.value, **noted.get(to, {}))


def test_sessions_of_an_approval_are_not_counted_down(signed_plan):
    Approval.objects.update(sessions_used=2)

    with refused_by("approval_uses_only_rise"):
        Approval.objects.update(sessions_used=1)
