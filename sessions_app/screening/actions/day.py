from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_record
from ...people.actions import require
from ...people.rules import Action, local_day
from ..models import DayQuestion
from ..rules import day
from ..rules.flags import Kind
from .standing import raise_flags


class DayIsAhead(Exception):
    def __str__(self):
        return "This day has not come yet. Please check it."


class NotAlone(Exception):
    def __str__(self):
        return "Ask again alone, in private. Then record it."


def alone_with(*, partner, alone, on, by, at):
    """The record, locked for what its partner told alone on a day. `DayIsAhead`, `NotAlone`."""
    require(account=by, clinic=partner.couple.clinic, action=Action.RECORD_HEALTH)
    partner = lock_record(partner=partner)
    if on > local_day(at=at, zone=partner.couple.clinic.zone):
        raise DayIsAhead
    if not alone:
        raise NotAlone
    return partner


@transaction.atomic
def record_day_question(*, partner, alone, asked_on, wish, worry, note, by, at):
    """Keep what one partner answered alone before a session; all but a plain yes opens a flag.

    Where a record stands for planning does not change: the fit of a plan would tell of it. Raises
    `DayIsAhead` and `NotAlone`.
    """
    partner = alone_with(partner=partner, alone=alone, on=asked_on, by=by, at=at)
    kept = DayQuestion.objects.create(
        partner=partner,
        alone=True,
        asked_on=asked_on,
        wish=day.Wish(wish).value,
        worry=worry,
        note=note,
        recorded_by=by,
        recorded_at=at,
    )
    if day.raises_flag(wish=wish, worry=worry):
        raise_flags(partner, [(day.TOPIC, Kind.SAFETY)], by=by, at=at)
    record(deed="day question recorded", subject=partner, by=by, at=at)
    return kept
