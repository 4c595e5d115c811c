from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, forms
from ..models import Couple
from ..rules.stages import Stage, may_move


def _read(request, pk):
    couples = (
        Couple.objects.clinical_to(request.user)
        .of_team(request.user)
        .named()
        .select_related("clinic")
    )
    couple = get_object_or_404(couples, pk=pk)
    require(account=request.user, clinic=couple.clinic, action=Action.OPEN_COUPLE)
    return couple


def _show(request, template, couple, form, cannot=""):
    context = {
        "couple": couple,
        "cannot": cannot,
        "form": form,
        "cancel_url": reverse("desk:folder", args=[couple.pk]),
    }
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def policy(request, pk):
    """Which policy on secrets both were told before anybody talked alone."""
    couple = _read(request, pk)
    form = forms.Policy(
        posted(request),
        initial={
            "policy": couple.secrets_policy or couple.clinic.secrets,
            "stated_on": couple.policy_stated_on,
        },
    )

    if form.is_valid():
        try:
            actions.state_policy(
                couple=couple, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotYetStated as refusal:
            form.add_error("stated_on", str(refusal))
        except actions.FolderHasEnded as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Kept. Now each of them can be spoken with alone.")
            return redirect("desk:folder", pk=pk)

    return _show(request, "couples/policy.html", couple, form)


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request, pk):
    return _move(
        request,
        pk,
        Stage.PAUSED,
        deed=actions.pause,
        submit="Pause this folder",
        said="Paused. What is booked stays booked; nothing is sent.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    return _move(
        request,
        pk,
        Stage.OPEN,
        deed=actions.reopen,
        submit="Open it again",
        said="The folder is open again. A new plan can be begun.",
    )


PAGES = {Stage.PAUSED: "couples/pause.html", Stage.OPEN: "couples/reopen.html"}


def _move(request, pk, to, *, deed, submit, said):
    """Another stage for the folder, and why; a folder that cannot go there says so first."""
    couple = _read(request, pk)
    form = forms.Moved(posted(request), submit=submit)

    if form.is_valid():
        try:
            deed(couple=couple, by=request.user, at=timezone.now(), **form.cleaned_data)
        except (actions.FolderCannotMove, actions.PartnerIsErased) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("desk:folder", pk=pk)

    stays = not may_move(stage=Stage(couple.stage), to=to)
    cannot = str(actions.FolderCannotMove(couple.stage, to)) if stays else ""
    return _show(request, PAGES[to], couple, form, cannot=cannot)
