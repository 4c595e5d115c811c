"""Who may word, and which version a page is about."""

from django.shortcuts import get_object_or_404

from protocols.models import ProtocolVersion

from ...people.actions import require
from ...people.rules import Action


def may_look(request):
    """Whoever words or publishes looks at drafts; everybody else is told who can."""
    if not request.user.may(Action.PUBLISH_PROTOCOLS):
        require(account=request.user, clinic=request.user.clinic, action=Action.WORD_PROTOCOLS)
    return request.user.clinic


def own(request, pk):
    """A version of the clinic's own wording, else 404."""
    clinic = may_look(request)
    versions = ProtocolVersion.objects.visible_to(request.user).owned_by(clinic.pk)
    return get_object_or_404(versions, pk=pk)


def deed(request):
    return {"clinic": request.user.clinic, "by": request.user}
