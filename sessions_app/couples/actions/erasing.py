from ..models import Partner
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
