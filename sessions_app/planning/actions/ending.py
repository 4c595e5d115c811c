"""The end of the joint work of two partners: their plans and meetings end with it."""

from django.db import transaction

from ...approvals import actions as approvals
from ...couples import actions as couples
from ..models import Meeting, Plan
from .meetings import _cancel
from .stages import withdraw


@transaction.atomic
def close_folder(*, couple, why, by, at):
    """Close the folder: open plans are withdrawn, meetings ahead cancelled, no letter leaves."""
    couple = couples.close(couple=couple, why=why, by=by, at=at)
    _end_plans(couple, why="The folder was closed.", by=by, at=at)
    return couple


@transaction.atomic
def part_ways(*, couple, by, at):
    """End the joint work for good, after a separation or when one of them withdraws.

    Each partner's record goes on by itself; which of the two wished it is written nowhere,
    so both approvals end, for one reason.
    """
    couple = couples.separate(couple=couple, by=by, at=at)
    _end_plans(couple, why="The joint work has ended.", by=by, at=at)
    approvals.end_joint_work(couple=couple, by=by, at=at)
    return couple


def _end_plans(couple, *, why, by, at):
    for plan in Plan.objects.open().filter(couple=couple).order_by("pk"):
        withdraw(plan=plan, why=why, by=by, at=at)
    for meeting in Meeting.objects.standing().filter(plan__couple=couple).select_related("plan"):
        _cancel(meeting, why=why, by=by, at=at)
