"""What is packed, what the room needs, who does what by when, and how long each phase lasts."""

from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from .. import lines
from ..models import Task
from ..rules import line as rules
from ..rules.stages import Stage, may_edit
from .steps import PlanIsClosed, editing, locked


class LineDoesNotHold(Exception):
    """Minutes that the protocol does not allow."""

    def __init__(self, problem):
        super().__init__(problem)
        self.problem = problem

    def __str__(self):
        return self.problem


@transaction.atomic
def set_lists(*, plan, left_out, own_packing, own_room, by, at, seen=None):
    """Keep what the couple leaves out of the protocol's lists, and the lines they add."""
    with editing(plan, deed="lists set", by=by, at=at, stations=("lists",), seen=seen) as plan:
        plan.left_out = sorted(left_out)
        plan.own_packing, plan.own_room = list(own_packing), list(own_room)
    return plan


@transaction.atomic
def set_line(*, plan, minutes, by, at, seen=None):
    """Keep how long each phase lasts: `minutes` maps a route to the minutes of its phases in turn.

    A route that is as long as the protocol says is not kept. Raises `LineDoesNotHold`.
    """
    with editing(
        plan, deed="session line set", by=by, at=at, stations=("line",), seen=seen
    ) as plan:
        phases = list(plan.version.phases.all())
        kept = {}
        for route, lengths in minutes.items():
            closed = [phase for phase in lines.on_route(phases, route) if phase.ends is not None]
            _check(plan, closed, lengths)
            if lengths != [phase.ends - phase.starts for phase in closed]:
                kept[route] = list(lengths)
        plan.line = kept
    return plan


def _check(plan, closed, lengths):
    if len(closed) != len(lengths):
        raise LineDoesNotHold("Each phase has a length. Please look at the page again.")
    for phase, length in zip(closed, lengths, strict=True):
        low, high = lines.bounds_of(plan, phase)
        if not low <= length <= high:
            raise LineDoesNotHold(f"{phase.title}: {rules.out_of_bounds(low, high)}")
    placed = rules.spans([(phase.starts, phase.ends) for phase in closed], lengths)
    if problem := rules.leaves_too_early(placed[-1][1]):
        raise LineDoesNotHold(problem)


def _open(plan, *, by):
    """The plan of a task, locked: tasks are no part of what is signed, and change until the end."""
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    if not may_edit(Stage(plan.stage)):
        raise PlanIsClosed
    return plan


@transaction.atomic
def add_task(*, plan, text, owner, days_before, by, at):
    plan = _open(plan, by=by)
    task = Task(plan=plan, text=text, owner=owner, days_before=days_before)
    task.full_clean()
    task.save()
    record(deed="task added", subject=plan, by=by, at=at, days_before=days_before)
    return task


@transaction.atomic
def tick_task(*, task, by, at):
    """It is done; ticked twice it stays done by whoever was first."""
    plan = _open(task.plan, by=by)
    if Task.objects.open().filter(pk=task.pk).update(done_by=by, done_at=at):
        record(deed="task done", subject=plan, by=by, at=at)
    return plan


@transaction.atomic
def untick_task(*, task, by, at):
    """It is not done after all."""
    plan = _open(task.plan, by=by)
    if Task.objects.exclude(done_at=None).filter(pk=task.pk).update(done_by=None, done_at=None):
        record(deed="task open again", subject=plan, by=by, at=at)
    return plan


@transaction.atomic
def remove_task(*, task, by, at):
    plan = _open(task.plan, by=by)
    if Task.objects.filter(pk=task.pk).delete()[0]:
        record(deed="task removed", subject=plan, by=by, at=at)
    return plan
