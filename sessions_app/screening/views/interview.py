from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.models import Partner
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import SECRETS_WORDS, Action, Secrets
from .. import actions, forms
from ..models import Interview


def _as_before(partner):
    """What seldom changes is offered again; every question is asked anew."""
    interview = Interview.objects.filter(partner=partner, alone_on__isnull=False).first()
    if interview is None:
        return {}
    return {
        "first_ketamine": "yes" if interview.first_ketamine else "no",
        "experience": interview.experience,
    }


def _policy(couple):
    """What these two were told of secrets; until then what the clinic tells everybody."""
    return Secrets(couple.secrets_policy or couple.clinic.secrets)


@require_http_methods(["GET", "HEAD", "POST"])
def interview(request, pk):
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).kept().select_related("couple__clinic"), pk=pk
    )
    require(account=request.user, clinic=partner.couple.clinic, action=Action.RECORD_INTERVIEW)
    form = forms.Record(posted(request), initial=_as_before(partner))

    if form.is_valid():
        try:
            actions.record_interview(
                partner=partner, by=request.user, at=timezone.now(), **form.told()
            )
        except (actions.NotYetAsked, actions.PolicyNotStated) as refusal:
            form.add_error("alone_on", str(refusal))
        else:
            messages.success(request, "Kept in this record. The fit of open plans follows it.")
            return redirect("desk:record", pk=partner.pk)

    record_reading(deed="interview read", subject=partner, by=request.user, at=timezone.now())
    context = {
        "partner": partner,
        "form": form,
        "secrets": SECRETS_WORDS[_policy(partner.couple)],
        "cancel_url": reverse("desk:record", args=[pk]),
    }
    return render(request, "screening/interview.html", context, status=422 if form.errors else 200)
