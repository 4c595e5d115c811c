from ..models import Couple, EmergencyOpening, Partner
from ..rules import erasing


def erase_person(*, partner, by, at):
    """Put a pseudonym in the place of a name, and nothing in the place of a contact.

    Called by the deed that erases the rest of what this partner told.
    """
    Partner.objects.filter(pk=partner.pk).update(
        erased_by=by,
        erased_at=at,
        **erasing.instead(side=partner.side, born_on=partner.born_on),
    )
    # A telephone that two shared is a way to reach one of them.
    Couple.objects.filter(pk=partner.couple_id).update(
        shared_contact_why="", shared_contact_by=None, shared_contact_at=None
    )
    # Why somebody opened both records may name one of them, and nobody can tell which.
    EmergencyOpening.objects.filter(couple=partner.couple_id).update(reason=erasing.ERASED)
