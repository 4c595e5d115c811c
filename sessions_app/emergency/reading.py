"""What pages tell of records opened in an emergency."""

from datetime import datetime, timedelta
from math import ceil

from ..couples.models import Couple, EmergencyOpening
from ..people.present import OPENED

TOLD_FOR = timedelta(days=7)
MINUTE = timedelta(minutes=1)


def standing(request, *, now):
    """The openings of this session that last, in this clinic, without asking the database."""
    here = request.user.clinic
    return [
        {**told, "ends_at": ends_at, "minutes": ceil((ends_at - now) / MINUTE)}
        for told in request.session.get(OPENED, [])
        if (ends_at := datetime.fromisoformat(told["ends_at"])) > now
        and here is not None
        and told["clinic"] == here.pk
    ]


def of_ones_couples(account, *, now):
    """What others opened of the couples whose words this account reads, the newest first."""
    couples = Couple.objects.clinical_to(account)
    return (
        EmergencyOpening.objects.filter(couple__in=couples, began_at__gt=now - TOLD_FOR)
        .exclude(account=account)
        .select_related("account", "couple__clinic")
        .prefetch_related("couple__partners")
    )
