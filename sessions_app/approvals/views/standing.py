from django.contrib import messages
from django.shortcuts import redirect

from ...couples.actions import FolderHasEnded, OneOfTheTwo


def stands_still(request, partner):
    """Back to the record, saying why, once the joint work has ended; None while it goes on."""
    if not partner.couple.has_ended:
        return None
    messages.error(request, str(FolderHasEnded(partner.couple.stage)))
    return redirect("desk:record", pk=partner.pk)


def is_theirs(request, partner):
    """The same for a prescriber who is one of the two and answers nothing here."""
    if not partner.couple.is_one_of_the_two(request.user):
        return None
    messages.error(request, OneOfTheTwo.plainly)
    return redirect("desk:record", pk=partner.pk)
