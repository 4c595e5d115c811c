from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.actions import FolderHasEnded
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from ...signing.actions import NotConfirmed
from ...signing.rules import MEANINGS, Meaning
from .. import actions, forms, rules
from ..models import Approval
from .standing import stands_still


def _found(request, pk, action):
    approval = get_object_or_404(
        Approval.objects.visible_to(request.user).select_related(
            "partner__couple__clinic", "prescriber"
        ),
        pk=pk,
    )
    require(account=request.user, clinic=approval.partner.couple.clinic, action=action)
    return approval


def _context(request, approval, form, **more):
    """What each page shows; whoever gets to see it leaves a row in the trail."""
    record_reading(deed="approval read", subject=approval, by=request.user, at=timezone.now())
    return {
        "approval": approval,
        "partner": approval.partner,
        "form": form,
        "cancel_url": reverse("desk:record", args=[approval.partner_id]),
    } | more


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request, pk):
    approval = _found(request, pk, Action.APPROVE_MEDICINE)
    form = forms.Revoke(posted(request), by=request.user)

    if form.is_valid():
        try:
            actions.revoke(
                approval=approval, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except NotConfirmed as refusal:
            form.refuse(refusal)
        except actions.NothingToEnd as refusal:
            messages.error(request, str(refusal))
            return redirect("desk:record", pk=approval.partner_id)
        else:
            messages.success(request, "The approval has ended. Plans that lean on it stand still.")
            return redirect("desk:record", pk=approval.partner_id)

    status = 422 if form.errors else 200
    context = _context(request, approval, form, meaning=MEANINGS[Meaning.REVOKED])
    return render(request, "approvals/revoke.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Something happened that ends this approval at once."""
    approval = _found(request, pk, Action.RECORD_HEALTH)
    form = forms.Report(posted(request))

    if form.is_valid():
        try:
            actions.report(
                approval=approval,
                why=rules.Cause(form.cleaned_data["why"]),
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.NothingToEnd as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, "The approval has ended. Plans that lean on it wait for a new one."
            )
            return redirect("desk:record", pk=approval.partner_id)

    status = 422 if form.errors else 200
    return render(
        request, "approvals/report.html", _context(request, approval, form), status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def read(request, pk):
    """What was measured before a dose, beside the prescriber's limits."""
    approval = _found(request, pk, Action.RECORD_HEALTH)
    if away := stands_still(request, approval.partner):
        return away
    form = forms.Read(posted(request))

    if form.is_valid():
        try:
            actions.read(approval=approval, by=request.user, at=timezone.now(), **form.cleaned_data)
        except (actions.NothingToEnd, FolderHasEnded) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("approvals:read", pk=approval.pk)

    readings = list(approval.readings.latest().select_related("taken_by")[:6])
    context = _context(
        request,
        approval,
        form,
        readings=readings,
        last=next(iter(readings), None),
        clinic=approval.partner.couple.clinic,
    )
    return render(request, "approvals/read.html", context, status=422 if form.errors else 200)
