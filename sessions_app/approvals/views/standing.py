from django.contrib import messages
from django.shortcuts import redirect

from ...couples.actions import FolderHasEnded


def stands_still(request, partner):
    """Back to the record, saying why, once the joint work has ended; None while it goes on."""
    if not partner.couple.has_ended:
        return None
    messages.error(request, str(FolderHasEnded(partner.couple.stage)))
    return redirect("desk:record", pk=partner.pk)
