from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_record
from ...people.actions import require
from ...people.rules import Action, local_day
from ..models import DayCheck
from ..rules import check
from .day import DayIsAhead, NotAlone


class NobodyNamed(Exception):
    def __str__(self):
        return "Please write down who takes them home, and their phone number."


@transaction.atomic
def record_day_check(*, partner, alone, checked_on, taken_by, note, by, at, **found):
    """Keep what one partner told alone before a dose, line by line; the app decides nothing.

    No flag opens and no approval ends: their end would tell whose. Raises `DayIsAhead`,
    `NotAlone` and `NobodyNamed`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.RECORD_HEALTH)
    partner = lock_record(partner=partner)
    if checked_on > local_day(at=at, zone=partner.couple.clinic.zone):
        raise DayIsAhead
    if not alone:
        raise NotAlone
    if check.needs_a_name(home=found["home"], taken_by=taken_by):
        raise NobodyNamed
    kept = DayCheck.objects.create(
        partner=partner,
        alone=True,
        checked_on=checked_on,
        taken_by=taken_by,
        note=note,
        recorded_by=by,
        recorded_at=at,
        **{line: check.Found(found[line]).value for line in check.LINES},
    )
    record(deed="day check recorded", subject=partner, by=by, at=at)
    return kept
