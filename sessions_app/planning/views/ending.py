from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...couples import actions as couples
from ...couples.forms import Moved, Part
from ...couples.models import Couple
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions
from ..models import Meeting, Plan


def _read(request, pk):
    found = (
        Couple.objects.clinical_to(request.user)
        .of_team(request.user)
        .named()
        .select_related("clinic")
    )
    couple = get_object_or_404(found, pk=pk)
    require(account=request.user, clinic=couple.clinic, action=Action.OPEN_COUPLE)
    return couple


def _end(request, couple, deed, form, *, template, said):
    """Ask once, say what ends with it, and do it."""
    if form.is_valid():
        try:
            deed(couple=couple, by=request.user, at=timezone.now(), **form.cleaned_data)
        except couples.FolderCannotMove as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("desk:folder", pk=couple.pk)

    context = {
        "couple": couple,
        "form": form,
        "plans": Plan.objects.open().filter(couple=couple).order_by("number"),
        "meetings": Meeting.objects.standing().filter(plan__couple=couple).select_related("plan"),
        "cancel_url": reverse("desk:folder", args=[couple.pk]),
    }
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    form = Moved(posted(request), submit="Close this folder")
    return _end(
        request,
        _read(request, pk),
        actions.close_folder,
        form,
        template="planning/close.html",
        said="Closed. It can be opened again; what was withdrawn stays withdrawn.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def part(request, pk):
    form = Part(posted(request))
    return _end(
        request,
        _read(request, pk),
        actions.part_ways,
        form,
        template="planning/part.html",
        said="The joint work has ended. Each record goes on by itself. Please call each of them.",
    )
