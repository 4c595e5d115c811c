from django.db import transaction

from ..audit.actions import record
from ..couples.models import Couple, EmergencyOpening
from ..couples.rules import OPENING_LASTS
from ..people.actions import require
from ..people.rules import Action


class ReasonIsMissing(Exception):
    def __str__(self):
        return "Please write why this cannot wait for the care team."


class CaresAlready(Exception):
    def __str__(self):
        return "You are on the care team of these two, so their record is open to you."


@transaction.atomic
def open_record(*, couple, reason, by, at):
    """Open one record of one's own clinic for an hour; the care team is told.

    The reason is a clinician's own word: it stands with the opening and not in the trail. Raises
    `ReasonIsMissing`, `CaresAlready`.
    """
    require(account=by, clinic=couple.clinic, action=Action.BREAK_GLASS)
    if not reason.strip():
        raise ReasonIsMissing
    if not Couple.objects.reachable_by(by).filter(pk=couple.pk).exists():
        raise CaresAlready
    opening = EmergencyOpening.objects.create(
        couple=couple, account=by, reason=reason.strip(), began_at=at, ends_at=at + OPENING_LASTS
    )
    record(
        deed="record opened in an emergency",
        subject=couple,
        by=by,
        at=at,
        until=opening.ends_at.isoformat(),
    )
    return opening


@transaction.atomic
def close_record(*, opening, by, at):
    """End it before the hour is over. One that has ended stays as it ended."""
    ours = EmergencyOpening.objects.standing(at).filter(pk=opening.pk, account=by)
    found = ours.select_for_update(of=("self",)).select_related("couple").first()
    if found is not None:
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        record(deed="record closed again", subject=found.couple, by=by, at=at)
