"""What is done to an account itself, which may work in clinics that know nothing of each other."""

from ...audit.actions import record_in
from ..fence import looking_everywhere
from ..models import Membership


def record_everywhere(*, deed, account, by, at, subject=None, but=None, **facts):
    """Write the row of such a deed in each clinic where the account works, `but` not in one.

    Whoever did it is named where they work too; any other clinic reads that somebody did. What it
    was done to is the account, where no other subject is given.
    """
    if by != account:
        facts["colleague"] = account.name
    with looking_everywhere():
        told = [pk for pk in _clinics(account) if not but or pk != but.pk]
        known = [*_clinics(by), None] if by else []
        for pk in told or ([] if but else [None]):
            record_in(
                clinic=pk,
                deed=deed,
                subject=subject or account,
                by=by if pk in known else None,
                at=at,
                **facts,
            )


def _clinics(account):
    """Their numbers, the one joined first before the others."""
    standing = Membership.objects.standing().filter(account=account).order_by("pk")
    return list(dict.fromkeys(standing.values_list("clinic", flat=True)))
