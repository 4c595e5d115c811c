"""What all deeds on a plan share: the lock, the right to edit, and the revision."""

from contextlib import contextmanager
from datetime import datetime

from ...audit.actions import record
from ...couples.rules import stages as folders
from ...people.actions import require
from ...people.rules import Action
from ...signing.rules import digest
from .. import facts
from ..content import content, unsigned
from ..models import Draft, Plan
from ..rules.stages import LABELS, Stage, may_edit, may_move


class PlanIsClosed(Exception):
    def __str__(self):
        return "This plan is closed: its session was held or it was withdrawn. Start a new plan."


class TimeIsPast(Exception):
    def __str__(self):
        return "That time has already passed. Choose a later one."


class ChangedMeanwhile(Exception):
    """Somebody saved the same station after the page was shown."""

    def __init__(self, saved):
        super().__init__(saved)
        self.by, self.at = saved["by"], datetime.fromisoformat(saved["at"])

    def __str__(self):
        return (
            f"{self.by} saved this station while you were working on it. "
            "Nothing is lost: both texts stand here. Choose, and save again."
        )

    @property
    def plainly(self):
        """For a page on which the two texts do not stand side by side."""
        return (
            f"{self.by} changed this plan while you looked at it, so nothing was saved. "
            "What stands now is above, what you typed below. Look at both, and send it again."
        )


class PlanCannotMove(Exception):
    def __init__(self, stage, to):
        super().__init__(stage, to)
        self.stage, self.to = Stage(stage), Stage(to)

    def __str__(self):
        now, wished = LABELS[self.stage].lower(), LABELS[self.to].lower()
        return f"This plan is {now}, so it cannot become {wished}. Please look at it again."


class FolderStandsStill(PlanCannotMove):
    """The folder is paused or at its end, and its plans with it."""

    def __init__(self, folder):
        Exception.__init__(self, folder)
        self.folder = folders.Stage(folder)

    def __str__(self):
        return folders.WHY_NOT[self.folder]


def check_folder(*, couple):
    """Raise `FolderStandsStill` unless something may be planned for these two."""
    if not couple.may_plan:
        raise FolderStandsStill(couple.stage)


def locked(plan):
    """The plan as it is in the database now, held until the transaction ends."""
    # Not named() here: a row lock cannot be taken through the nullable side of a join.
    return Plan.objects.select_for_update().get(pk=plan.pk)


def move(plan, *, to):
    if not may_move(stage=Stage(plan.stage), to=to):
        raise PlanCannotMove(plan.stage, to)
    plan.stage = to.value


@contextmanager
def editing(plan, *, deed, by, at, stations=(), seen=None, action=Action.PLAN):
    """Lock the plan for one change and, when signed content changed, raise its revision.

    The content decides and not the deed: saving a station unchanged voids nothing. `seen` is the
    number of changes the plan had when the page was shown; a station of `stations` saved since is
    refused. Must run inside a transaction. Raises `PlanIsClosed`, `ChangedMeanwhile` and
    `people.NotYourDeed`.
    """
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=action)
    if not may_edit(Stage(plan.stage)):
        raise PlanIsClosed
    _unchanged_since(plan, stations, seen)
    before = _held(plan, at)
    yield plan
    plan.save()
    Draft.objects.filter(account=by, plan=plan, station__in=stations[:1]).delete()
    after = _held(plan, at)
    if after == before:
        return
    _count(plan, stations, by=by, at=at)
    signed, _ = after
    if signed == before[0]:
        return
    if Stage(plan.stage) != Stage.DRAFT:
        plan.stage = Stage.DRAFT.value
        plan.revision += 1
        plan.save(update_fields=["stage", "revision"])
    record(deed=deed, subject=plan, by=by, at=at, revision=plan.revision)


def _unchanged_since(plan, stations, seen):
    for saved in filter(None, map(plan.touched.get, stations)):
        if seen is not None and saved["changes"] > seen:
            raise ChangedMeanwhile(saved)


def _held(plan, at):
    """Digests of what is signed and of what a station keeps beside it, as saved so far."""
    plan = Plan.objects.with_content().get(pk=plan.pk)
    return digest(content(plan, on=facts.day_of(plan, at))), digest(unsigned(plan))


def _count(plan, stations, *, by, at):
    """One more saved edit, at which stations it was, and by whom."""
    plan.changes += 1
    mark = {"changes": plan.changes, "by": by.name, "at": at.isoformat()}
    plan.touched = plan.touched | dict.fromkeys(stations, mark)
    plan.add_writers(by.pk)
    plan.save(update_fields=["changes", "touched", "writers"])
