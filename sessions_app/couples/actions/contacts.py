from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ..models import Couple, Partner
from ..rules import contacts
from .keeping import check_seen, lock_record


class NotTheirOwn(Exception):
    """Says no more than this: the reader may sit beside the other partner."""

    def __init__(self, field):
        super().__init__(field)
        self.field = field

    def __str__(self):
        return "This cannot be used for this partner alone. Please ask for another one."


def check_quiet(partner, other):
    """Refuse a confidential contact that is the other partner's ordinary one.

    The other's own confidential contacts are not looked at, here or when the other's ordinary
    ones are corrected: a refusal would tell that they exist. The record itself shows it.
    """
    if field := contacts.reaches(partner, other):
        raise NotTheirOwn(field)


@transaction.atomic
def note_contact(*, partner, by, at, seen=None, **wishes):
    """Keep how one partner wants to be reached, and whom to call in an emergency.

    The trail says that it was noted, not what: even that another address exists is private.
    `seen` are the marks of what the page showed. Raises `NotTheirOwn` and `WrittenMeanwhile`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.OPEN_COUPLE)
    Couple.objects.select_for_update().get(pk=partner.couple_id)
    partner = lock_record(partner=partner)
    check_seen(seen=seen, now={name: getattr(partner, name) for name in wishes}, typed=wishes)
    other = Partner.objects.exclude(pk=partner.pk).get(couple=partner.couple_id)
    for name, value in wishes.items():
        setattr(partner, name, value)
    partner.full_clean()
    check_quiet(partner, other)
    partner.save()
    record(deed="contact wishes noted", subject=partner, by=by, at=at)
    return partner
