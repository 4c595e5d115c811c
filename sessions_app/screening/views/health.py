from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.actions import WrittenMeanwhile
from ...couples.models import Partner
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action, local_day
from .. import actions, forms
from ..models import HealthForm, MedicineList
from ..rules.medicines import NEVER_ALONE

TAKEN = "The prescriber sees it with the approval."


def _read(request, pk):
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).kept().select_related("couple__clinic"), pk=pk
    )
    require(account=request.user, clinic=partner.couple.clinic, action=Action.RECORD_HEALTH)
    return partner


def _show(request, template, partner, form, **more):
    record_reading(deed="health read", subject=partner, by=request.user, at=timezone.now())
    context = {
        "partner": partner,
        "form": form,
        "cancel_url": reverse("desk:record", args=[partner.pk]),
    }
    return render(request, template, context | more, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def health(request, pk):
    partner, now = _read(request, pk), timezone.now()
    before = HealthForm.objects.filter(partner=partner).first()
    form = forms.Health(
        posted(request),
        on=local_day(at=now, zone=partner.couple.clinic.zone),
        initial=before.asked if before else {},
    )

    if form.is_valid():
        try:
            actions.record_health(partner=partner, by=request.user, at=now, **form.told())
        except WrittenMeanwhile as refusal:
            form.meet(refusal)
        else:
            messages.success(request, "Kept in this record. Each new yes waits for the prescriber.")
            return redirect("desk:record", pk=partner.pk)

    return _show(request, "screening/health.html", partner, form)


@require_http_methods(["GET", "HEAD", "POST"])
def medicines(request, pk):
    partner = _read(request, pk)
    before = MedicineList.objects.filter(partner=partner).first()
    form = forms.Medicines(posted(request), initial=before.asked if before else {})

    if form.is_valid():
        try:
            actions.record_medicines(
                partner=partner, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except WrittenMeanwhile as refusal:
            form.meet(refusal)
        else:
            messages.success(request, f"Kept in this record. {TAKEN}")
            return redirect("desk:record", pk=partner.pk)

    return _show(request, "screening/medicines.html", partner, form, never_alone=NEVER_ALONE)
