from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.models import Partner
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action, local_day
from .. import actions, forms

# The same after every answer, so that nobody who sees the screen learns which it was.
ASKED = (
    "Kept in this record. The session goes on only when both were asked alone and it is settled."
)
CHECKED = "Kept in this record. Whoever doses is checked once on the day, alone."


@require_http_methods(["GET", "HEAD", "POST"])
def day(request, pk):
    """The question before a session, asked of one partner alone."""
    return _alone(
        request,
        pk,
        build=forms.AskAlone,
        deed=actions.record_day_question,
        when="asked_on",
        said=ASKED,
        reading="day question read",
        template="screening/day.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, pk):
    """The safety check before a dose, of one partner alone."""
    return _alone(
        request,
        pk,
        build=forms.CheckAlone,
        deed=actions.record_day_check,
        when="checked_on",
        said=CHECKED,
        reading="day check read",
        template="screening/check.html",
    )


def _alone(request, pk, *, build, deed, when, said, reading, template):
    """What one partner tells alone, today unless `when` says another day."""
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).kept().select_related("couple__clinic"), pk=pk
    )
    clinic, now = partner.couple.clinic, timezone.now()
    require(account=request.user, clinic=clinic, action=Action.RECORD_HEALTH)
    today = {when: local_day(at=now, zone=clinic.zone)}
    form = build(posted(request), initial=today)

    if form.is_valid():
        try:
            deed(partner=partner, by=request.user, at=now, **form.cleaned_data)
        except actions.DayIsAhead as refusal:
            form.add_error(when, str(refusal))
        else:
            messages.success(request, said)
            return redirect("desk:record", pk=pk)

    record_reading(deed=reading, subject=partner, by=request.user, at=now)
    context = {"partner": partner, "form": form, "cancel_url": reverse("desk:record", args=[pk])}
    return render(request, template, context, status=422 if form.errors else 200)
