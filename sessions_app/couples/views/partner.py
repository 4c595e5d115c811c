from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action, local_day
from .. import actions, forms
from ..models import Partner


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request, pk):
    """How one partner wants to be reached, and whom to call in an emergency."""
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).kept().select_related("couple__clinic"), pk=pk
    )
    clinic, now = partner.couple.clinic, timezone.now()
    require(account=request.user, clinic=clinic, action=Action.OPEN_COUPLE)
    form = forms.Contact(
        posted(request),
        on=local_day(at=now, zone=clinic.zone),
        initial={name: getattr(partner, name) for name in forms.CONTACT_FIELDS},
    )

    if form.is_valid():
        try:
            actions.note_contact(partner=partner, by=request.user, at=now, **form.cleaned_data)
        except actions.NotTheirOwn as refusal:
            form.add_error(refusal.field, str(refusal))
        except actions.WrittenMeanwhile as refusal:
            form.meet(refusal)
        else:
            messages.success(request, "Saved. Letters and calls from now on follow it.")
            return redirect("desk:record", pk=pk)

    record_reading(deed="record read", subject=partner, by=request.user, at=now)
    context = {
        "partner": partner,
        "form": form,
        "cancel_url": reverse("desk:record", args=[pk]),
    }
    return render(request, "couples/contact.html", context, status=422 if form.errors else 200)
