from django.db import transaction

from ...audit.actions import record
from ..models import DayCheck
from ..rules import check
from .day import alone_with


class NobodyNamed(Exception):
    def __str__(self):
        return "Please write down who takes them home, and their phone number."


@transaction.atomic
def record_day_check(*, partner, alone, checked_on, taken_by, note, by, at, **found):
    """Keep what one partner told alone before a dose, line by line; the app decides nothing.

    No flag opens and no approval ends: their end would tell whose. Raises `DayIsAhead`,
    `NotAlone` and `NobodyNamed`.
    """
    partner = alone_with(partner=partner, alone=alone, on=checked_on, by=by, at=at)
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
