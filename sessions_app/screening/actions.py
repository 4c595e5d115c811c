from django.db import transaction

from ..audit.actions import record
from ..people.actions import require
from ..people.rules import Action, local_day
from .models import Interview


class NotYetAsked(Exception):
    def __str__(self):
        return "The interview cannot be on a day that has not come yet."


@transaction.atomic
def record_interview(*, partner, by, at, alone_on, **answers):
    """Keep what this partner told alone; an earlier record of the same partner is replaced.

    The trail says that it was done, never what was said.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.RECORD_INTERVIEW)
    if alone_on > local_day(at=at, zone=partner.couple.clinic.zone):
        raise NotYetAsked
    interview, _ = Interview.objects.update_or_create(
        partner=partner,
        defaults={**answers, "alone_on": alone_on, "recorded_by": by, "recorded_at": at},
    )
    record(deed="interview recorded", subject=partner, by=by, at=at)
    return interview
