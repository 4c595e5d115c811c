"""Moves of a folder. What a move does to plans is `planning.actions.end_joint_work`'s."""

from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ..models import Couple
from ..rules.stages import LABELS, PARTED, WHY_NOT, Stage, may_move


class FolderCannotMove(Exception):
    def __init__(self, stage, to):
        super().__init__(stage, to)
        self.stage, self.to = Stage(stage), Stage(to)

    def __str__(self):
        now, wished = LABELS[self.stage].lower(), LABELS[self.to].lower()
        if now == wished:
            return f"This folder is “{now}” already, so nothing was changed."
        return f"This folder is “{now}”, so it cannot become “{wished}”. Please look at it again."


class FolderHasEnded(Exception):
    """What belongs to both stands still, while each record goes on."""

    def __init__(self, stage):
        super().__init__(stage)
        self.stage = Stage(stage)

    def __str__(self):
        return WHY_NOT[self.stage]


class PartnerIsErased(Exception):
    def __str__(self):
        return "One of the two records was erased, so this folder stays closed. Open a new one."


class ReasonIsMissing(Exception):
    def __str__(self):
        return "Please write why, so that the next person understands it."


def check_joint(couple):
    """Raise `FolderHasEnded` when nothing that belongs to both may be written any more."""
    if couple.has_ended:
        raise FolderHasEnded(couple.stage)


def _move(couple, *, to, why, by, at, action=Action.OPEN_COUPLE, **also):
    require(account=by, clinic=couple.clinic, action=action)
    couple = Couple.objects.select_for_update().get(pk=couple.pk)
    if not may_move(stage=Stage(couple.stage), to=to):
        raise FolderCannotMove(couple.stage, to)
    if not why.strip():
        raise ReasonIsMissing
    couple.stage, couple.stage_why = to.value, why.strip()
    couple.stage_by, couple.stage_at = by, at
    for name, value in also.items():
        setattr(couple, name, value)
    couple.save()
    record(deed=f"folder {to.value}", subject=couple, by=by, at=at)
    return couple


@transaction.atomic
def pause(*, couple, why, by, at):
    """Rest: nothing is begun, sent or signed; what is booked stays booked."""
    return _move(couple, to=Stage.PAUSED, why=why, by=by, at=at)


@transaction.atomic
def reopen(*, couple, why, by, at):
    """Go on; not where one of the two was erased, for nothing can be planned with nobody."""
    couple = _move(couple, to=Stage.OPEN, why=why, by=by, at=at)
    if couple.holds_erased:
        raise PartnerIsErased
    return couple


def close(*, couple, why, by, at):
    """Called by the deed that ends the plans of these two."""
    return _move(couple, to=Stage.CLOSED, why=why, by=by, at=at)


def separate(*, couple, by, at):
    """Called by the deed that ends the plans of these two. Nobody is asked why."""
    return _move(couple, to=Stage.SEPARATED, why=PARTED, by=by, at=at)


def merge_into(*, couple, kept, why, by, at):
    """Called by the deed that moves what this folder holds to the one that is kept."""
    return _move(
        couple,
        to=Stage.MERGED,
        why=why,
        by=by,
        at=at,
        action=Action.MERGE_COUPLES,
        merged_into=kept,
    )
