from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ..models import Couple, Partner
from ..rules import contacts


class NotTheirOwn(Exception):
    """Says no more than this: the reader may sit beside the other partner."""

    def __str__(self):
        return "This cannot be used for this partner alone. Please ask for another one."


class RecordIsErased(Exception):
    def __str__(self):
        return "This record was erased at the person’s wish, so nothing can be written in it."


def check_kept(*, partner):
    """Raise `RecordIsErased` when the personal facts of this partner were erased."""
    if partner.erased_at:
        raise RecordIsErased


def check_quiet(partner, other):
    """Refuse a confidential contact of one partner that also reaches the other."""
    for mine, theirs in ((partner, other), (other, partner)):
        emails, phones = (theirs.email, theirs.quiet_email), (theirs.phone, theirs.quiet_phone)
        if any(contacts.same_mailbox(mine.quiet_email, each) for each in emails) or any(
            contacts.same_phone(mine.quiet_phone, each) for each in phones
        ):
            raise NotTheirOwn


@transaction.atomic
def note_contact(*, partner, by, at, **wishes):
    """Keep how one partner wants to be reached, and whom to call in an emergency.

    The trail says that it was noted, not what: even that another address exists is private.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.OPEN_COUPLE)
    Couple.objects.select_for_update().get(pk=partner.couple_id)
    partner = Partner.objects.select_related("couple__clinic").get(pk=partner.pk)
    check_kept(partner=partner)
    other = Partner.objects.exclude(pk=partner.pk).get(couple=partner.couple_id)
    for name, value in wishes.items():
        setattr(partner, name, value)
    partner.full_clean()
    check_quiet(partner, other)
    partner.save()
    record(deed="contact wishes noted", subject=partner, by=by, at=at)
    return partner
