from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_joint
from ...people.actions import require
from ...people.rules import Action, local_day
from .. import rules
from ..models import Approval, Reading
from .ending import NothingToEnd, look_at


class NoSessionLeft(Exception):
    """Another session used the last one meanwhile."""

    def __str__(self):
        return (
            "Every session that was approved is used already, so nothing was recorded. Ask the "
            "prescriber for a new approval."
        )


def use_session(*, approval, by, at):
    """Count one session in which medicine was taken, even when it was cut short (brief 4.1)."""
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.sessions_used >= approval.sessions_approved:
        raise NoSessionLeft
    approval.sessions_used += 1
    approval.last_used_on = local_day(at=at, zone=approval.partner.couple.clinic.zone)
    approval.save(update_fields=["sessions_used", "last_used_on"])
    record(deed="session used", subject=approval, by=by, at=at, used=approval.sessions_used)
    look_at(approval, at=at)
    return approval


@transaction.atomic
def read(*, approval, by, at, **readings):
    """Keep what was measured before a dose, compared with the prescriber's limits."""
    couple = approval.partner.couple
    require(account=by, clinic=couple.clinic, action=Action.RECORD_HEALTH)
    lock_joint(partner=approval.partner)
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.ended:
        raise NothingToEnd
    outside = rules.outside_limits(readings=readings, limits=approval.limits)
    reading = Reading(
        approval=approval, outside=bool(outside), taken_by=by, taken_at=at, **readings
    )
    reading.full_clean()
    reading.save()
    record(deed="reading taken", subject=approval, by=by, at=at)
    look_at(approval, at=at)
    return reading
