from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...audit.actions import record_reading
from ...couples.actions import FolderHasEnded, OneOfTheTwo, require_of_team
from ...couples.models import Partner
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, forms
from ..models import Request
from .standing import is_theirs, stands_still

REFUSED = (actions.RequestCannotMove, actions.ReasonIsMissing, FolderHasEnded, OneOfTheTwo)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request, pk):
    """What a prescriber is asked to look at, for one partner."""
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).kept().select_related("couple__clinic"), pk=pk
    )
    require(account=request.user, clinic=partner.couple.clinic, action=Action.RECORD_HEALTH)
    if away := stands_still(request, partner):
        return away
    open_one = Request.objects.open().filter(partner=partner).first()
    kept = ("approaches", "settings", "wish")
    initial = {name: getattr(open_one, name) for name in kept} if open_one else None
    form = forms.Prepare(posted(request), initial=initial)

    if form.is_valid():
        try:
            actions.prepare(
                partner=partner, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except (actions.RequestCannotMove, FolderHasEnded) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Kept. Send it when a prescriber should look at it.")
            return redirect("desk:record", pk=partner.pk)

    record_reading(deed="approval read", subject=partner, by=request.user, at=timezone.now())
    context = {
        "partner": partner,
        "asked": open_one,
        "form": form,
        "cancel_url": reverse("desk:record", args=[pk]),
    }
    return render(request, "approvals/prepare.html", context, status=422 if form.errors else 200)


def _found(request, pk):
    return get_object_or_404(
        Request.objects.visible_to(request.user).select_related("partner__couple__clinic"), pk=pk
    )


def _moved(request, pk, deed, said, to="desk:record"):
    asked = _found(request, pk)
    try:
        deed(request=asked, by=request.user, at=timezone.now())
    except (actions.RequestCannotMove, FolderHasEnded, OneOfTheTwo) as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:record", pk=asked.partner_id)
    messages.success(request, said)
    return redirect(to, pk=asked.partner_id)


@require_POST
def submit(request, pk):
    return _moved(
        request, pk, actions.submit, "Sent. It shows here when a prescriber has looked at it."
    )


@require_POST
def take_back(request, pk):
    return _moved(request, pk, actions.take_back, "Taken back. Go on preparing it.")


@require_POST
def take(request, pk):
    said = "It is yours to look at now. The others see that you do."
    return _moved(request, pk, actions.take, said, to="approvals:approve")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_changes(request, pk):
    return _send_back(request, pk, actions.ask_for_changes, "Sent back.")


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, pk):
    return _send_back(request, pk, actions.decline, "Declined.")


def _send_back(request, pk, deed, said):
    asked = _found(request, pk)
    couple = asked.partner.couple
    require_of_team(account=request.user, couple=couple, action=Action.APPROVE_MEDICINE)
    if away := stands_still(request, asked.partner) or is_theirs(request, asked.partner):
        return away
    form = forms.SendBack(posted(request), request=asked)

    if form.is_valid():
        try:
            deed(request=asked, by=request.user, at=timezone.now(), **form.cleaned_data)
        except REFUSED as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{said} Whoever prepared it reads your reason here.")
            return redirect("desk:record", pk=asked.partner_id)

    record_reading(deed="approval read", subject=asked.partner, by=request.user, at=timezone.now())
    context = {
        "partner": asked.partner,
        "asked": asked,
        "form": form,
        "cancel_url": reverse("desk:record", args=[asked.partner_id]),
    }
    status = 422 if form.errors else 200
    return render(request, "approvals/ask_for_changes.html", context, status=status)
