from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.models import Partner
from ...people.actions import require
from ...people.rules import Action, local_day
from .. import actions, forms

# The same after every answer, so that nobody who sees the screen learns which it was.
SAID = "Kept in this record. Whoever doses is checked once on the day, alone."


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, pk):
    """The safety check before a dose, of one partner alone."""
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).kept().select_related("couple__clinic"), pk=pk
    )
    clinic, now = partner.couple.clinic, timezone.now()
    require(account=request.user, clinic=clinic, action=Action.RECORD_HEALTH)
    today = {"checked_on": local_day(at=now, zone=clinic.zone)}
    form = forms.CheckAlone(request.POST if request.method == "POST" else None, initial=today)

    if form.is_valid():
        try:
            actions.record_day_check(partner=partner, by=request.user, at=now, **form.cleaned_data)
        except actions.DayIsAhead as refusal:
            form.add_error("checked_on", str(refusal))
        else:
            messages.success(request, SAID)
            return redirect("desk:record", pk=partner.pk)

    record_reading(deed="day check read", subject=partner, by=request.user, at=now)
    context = {
        "partner": partner,
        "clinic": clinic,
        "form": form,
        "cancel_url": reverse("desk:record", args=[pk]),
    }
    return render(request, "screening/check.html", context, status=422 if form.errors else 200)
