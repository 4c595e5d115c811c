"""What all deeds on a plan share: the lock, the right to edit, and the revision."""

from contextlib import contextmanager

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ...signing.rules import digest
from .. import facts
from ..content import content
from ..models import Plan
from ..rules.stages import LABELS, Stage, may_edit, may_move


class PlanIsClosed(Exception):
    def __str__(self):
        return "This plan is closed: its session was held or it was withdrawn. Start a new plan."


class TimeIsPast(Exception):
    def __str__(self):
        return "That time has already passed. Choose a later one."


class PlanCannotMove(Exception):
    def __init__(self, stage, to):
        super().__init__(stage, to)
        self.stage, self.to = Stage(stage), Stage(to)

    def __str__(self):
        now, wished = LABELS[self.stage].lower(), LABELS[self.to].lower()
        return f"This plan is {now}, so it cannot become {wished}. Please look at it again."


def locked(plan):
    """The plan as it is in the database now, held until the transaction ends."""
    # Not named() here: a row lock cannot be taken through the nullable side of a join.
    return Plan.objects.select_for_update().get(pk=plan.pk)


def move(plan, *, to):
    if not may_move(stage=Stage(plan.stage), to=to):
        raise PlanCannotMove(plan.stage, to)
    plan.stage = to.value


@contextmanager
def editing(plan, *, deed, by, at):
    """Lock the plan for one change and, when signed content changed, raise its revision.

    The content decides and not the deed: saving a station unchanged voids nothing. Must run
    inside a transaction. Raises `PlanIsClosed` and `people.NotYourDeed`.
    """
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    if not may_edit(Stage(plan.stage)):
        raise PlanIsClosed
    before = digest(content(plan, on=facts.day_of(plan, at)))
    yield plan
    plan.save()
    fresh = Plan.objects.get(pk=plan.pk)
    if digest(content(fresh, on=facts.day_of(plan, at))) == before:
        return
    if Stage(plan.stage) != Stage.DRAFT:
        plan.stage = Stage.DRAFT.value
        plan.revision += 1
        plan.save(update_fields=["stage", "revision"])
    record(deed=deed, subject=plan, by=by, at=at, revision=plan.revision)
