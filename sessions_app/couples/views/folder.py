from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...people.actions import require
from ...people.rules import Action
from .. import actions, forms
from ..models import Couple


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


def _show(request, template, couple, form):
    context = {
        "couple": couple,
        "form": form,
        "cancel_url": reverse("desk:folder", args=[couple.pk]),
    }
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def policy(request, pk):
    """Which policy on secrets both were told before anybody talked alone."""
    couple = _read(request, pk)
    form = forms.Policy(
        request.POST or None,
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
    couple = _read(request, pk)
    form = forms.Moved(
        request.POST if request.method == "POST" else None, submit="Pause this folder"
    )

    if form.is_valid():
        try:
            actions.pause(couple=couple, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.FolderCannotMove as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Paused. What is booked stays booked; nothing is sent.")
            return redirect("desk:folder", pk=pk)

    return _show(request, "couples/pause.html", couple, form)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    couple = _read(request, pk)
    form = forms.Moved(request.POST if request.method == "POST" else None, submit="Open it again")

    if form.is_valid():
        try:
            actions.reopen(couple=couple, by=request.user, at=timezone.now(), **form.cleaned_data)
        except (actions.FolderCannotMove, actions.PartnerIsErased) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The folder is open again. A new plan can be begun.")
            return redirect("desk:folder", pk=pk)

    return _show(request, "couples/reopen.html", couple, form)
