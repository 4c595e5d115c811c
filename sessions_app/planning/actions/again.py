"""A plan taken up again, and the next plan begun from one that is there."""

from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from .. import facts
from ..rules.stages import Stage
from . import bookings
from .drafting import ReasonIsMissing, VerdictForbids, begin, choose
from .scheduling import check_date
from .steps import PlanCannotMove, TimeIsPast, check_folder, locked, move

# What a couple said and how they like it. Never what belongs to one day or to one person alone:
# dates, private words, touch, agreement, consent, confirmations, waivers, signatures.
TOLD = (
    "goals", "comfort", "reactivity", "companion_need", "stuck_pattern", "setting",
    "third_sober_adult", "facts_at",
)  # fmt: skip
LIKED = (
    "stop_word", "hand_sign", "companion", "companion_phone", "joint_intention", "own_packing",
    "own_room",
)  # fmt: skip
# What a plan of the same approach goes on with; the last two name places in one version of it.
ALIKE = ("mode", "reflection_minutes")
OF_THE_VERSION = ("left_out", "line")


class CannotSwap(Exception):
    def __init__(self, why):
        super().__init__(why)
        self.why = why

    def __str__(self):
        return self.why


@transaction.atomic
def take_up(*, plan, keep_time, by, at):
    """Make a withdrawn plan a draft again, as the next revision; its meetings are booked anew.

    With `keep_time` it takes the time it had, when that is still to be had. Raises
    `PlanCannotMove`, `TimeIsPast`, `TimeIsTaken`, `RoomIsClosed`, `DateDoesNotHold`.
    """
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    check_folder(couple=plan.couple)
    if Stage(plan.stage) != Stage.WITHDRAWN:
        raise PlanCannotMove(plan.stage, Stage.DRAFT)
    move(plan, to=Stage.DRAFT)
    plan.revision += 1
    plan.add_writers(by.pk)
    plan.withdrawn_by, plan.withdrawn_at, plan.withdrawn_why = None, None, ""
    if keep_time and plan.starts_at:
        if plan.starts_at <= at:
            raise TimeIsPast
        check_date(plan, at=at)
        bookings.take(plan=plan, by=by, at=at)
    else:
        plan.starts_at = plan.minutes = plan.therapist = None
    plan.save()
    record(deed="plan taken up again", subject=plan, by=by, at=at, revision=plan.revision)
    return plan


@transaction.atomic
def copy(*, plan, by, at):
    """Begin the couple's next plan from this one; an approach that asks for thought is left out."""
    fresh = begin(couple=plan.couple, by=by, at=at)
    for name in (*TOLD, *LIKED):
        setattr(fresh, name, getattr(plan, name))
    # The words go on, and so does it whose words they are.
    fresh.add_writers(*plan.writers)
    fresh.save()
    for part, like in zip(fresh.pair, plan.pair, strict=True):
        part.can_stay_sober = like.can_stay_sober
        part.save(update_fields=["can_stay_sober"])
    if plan.approach:
        fresh = _choose_the_same(fresh, plan, by=by, at=at)
    record(deed="plan copied", subject=fresh, by=by, at=at, number=plan.number)
    return fresh


def _choose_the_same(fresh, plan, *, by, at):
    """The same approach with what was chosen in it, where today's verdict asks for nothing."""
    try:
        with transaction.atomic():
            fresh = choose(plan=fresh, approach=plan.approach, reason="", by=by, at=at)
    except (VerdictForbids, ReasonIsMissing):
        return fresh
    for part, like in zip(fresh.pair, plan.pair, strict=True):
        _take_part(fresh, part, doses=like.doses)
        part.nondosing_role, part.support_styles = like.nondosing_role, like.support_styles
        part.save()
    _carry_choices(fresh, plan)
    return fresh


def _take_part(plan, part, *, doses):
    part.doses = doses
    part.fraction = plan.version.fraction if doses else ""


def _carry_choices(fresh, plan):
    """Questions and topics in the words of the version in use; opening sentences begin anew."""
    _carry(fresh, plan.chosen_questions, "question", fresh.version.questions)
    _carry(fresh, plan.chosen_topics, "topic", fresh.version.topics)
    same = fresh.version_id == plan.version_id
    for name in (*ALIKE, *OF_THE_VERSION * same):
        setattr(fresh, name, getattr(plan, name))
    fresh.save()


def _carry(fresh, chosen, name, things):
    there = {thing.key: thing for thing in things.all()}
    kept = [there[key] for each in chosen.all() if (key := getattr(each, name).key) in there]
    chosen.model.objects.bulk_create(
        chosen.model(plan=fresh, position=place, **{name: thing})
        for place, thing in enumerate(kept, start=1)
    )


@transaction.atomic
def swap(*, plan, by, at):
    """Begin the session with the roles reversed, linked to this one. Raises `CannotSwap`."""
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    if why := facts.why_not_swapped(plan, on=facts.day_of(plan, at)):
        raise CannotSwap(why)
    fresh = copy(plan=plan, by=by, at=at)
    fresh.swap_of = plan
    fresh.save(update_fields=["swap_of"])
    if fresh.version_id:
        for part, like in zip(fresh.pair, plan.pair, strict=True):
            _take_part(fresh, part, doses=not like.doses)
            part.nondosing_role, part.support_styles = "", []
            part.save()
    record(deed="swapped session begun", subject=fresh, by=by, at=at, number=plan.number)
    return fresh
