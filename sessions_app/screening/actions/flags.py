from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_record, require_of_team
from ..models import Flag
from .standing import reckon


class FlagIsClosed(Exception):
    def __str__(self):
        return "Somebody has closed this meanwhile, so nothing was changed."


class NeedsAnotherPerson(Exception):
    def __str__(self):
        return "You assessed this risk, so another person, a prescriber, must close it."


@transaction.atomic
def close_flag(*, flag, seen, why, by, at):
    """Take an open flag its next step: closed, or for an acute risk first assessed.

    `seen` is the state the page showed. Raises `FlagIsClosed` when somebody was there before,
    and `NeedsAnotherPerson`.
    """
    partner = lock_record(partner=flag.partner)
    flag = Flag.objects.get(pk=flag.pk)
    if flag.asks_for is None or flag.state != seen:
        raise FlagIsClosed
    require_of_team(account=by, couple=partner.couple, action=flag.asks_for)
    to = flag.next_step
    if flag.assessed_by_id == by.pk:
        raise NeedsAnotherPerson
    for name, value in (("by", by), ("at", at), ("why", why)):
        setattr(flag, f"{to.value}_{name}", value)
    flag.save()
    reckon(partner, by=by, at=at)
    record(deed=f"flag {to.value}", subject=flag, by=by, at=at)
    return flag
