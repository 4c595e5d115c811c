from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.actions import FolderHasEnded, OneOfTheTwo, require_of_team
from ...couples.models import Partner
from ...people.forms import once_more, posted
from ...people.rules import Action, local_day
from ...screening import reading
from ...screening.models import Interview
from ...signing.actions import NotConfirmed, why_not_licensed
from ...signing.rules import MEANINGS, Meaning
from .. import actions, facts, forms, rules
from ..models import Approval, Request
from .standing import stands_still

NEW_EACH_TIME = {
    "reviewed_on",
    "review_modality",
    "prescribed_on",
    "valid_from",
    "valid_until",
    "rx_reference",
}


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request, pk):
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).kept().select_related("couple__clinic"), pk=pk
    )
    require_of_team(account=request.user, couple=partner.couple, action=Action.APPROVE_MEDICINE)
    if away := stands_still(request, partner):
        return away
    former = Approval.objects.filter(partner=partner).select_related("prescriber").first()
    on = local_day(at=timezone.now(), zone=partner.couple.clinic.zone)
    form = _form(request, partner, former, on=on)

    if form.is_valid():
        try:
            approval = actions.approve(
                partner=partner, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except NotConfirmed as refusal:
            form.refuse(refusal)
        except (FolderHasEnded, OneOfTheTwo) as refusal:
            form.add_error(None, str(refusal))
        except actions.RecordHasChanged as refusal:
            form = once_more(form, str(refusal), seen=facts.seen(partner))
        else:
            messages.success(request, f"Signed. {_what_comes_next(approval, on=on)}")
            return redirect("desk:record", pk=partner.pk)

    record_reading(deed="approval read", subject=partner, by=request.user, at=timezone.now())
    context = _beside(partner) | {"form": form, "former": former}
    context["withheld"] = _withheld(partner, by=request.user, on=on)
    return render(request, "approvals/approve.html", context, status=422 if form.errors else 200)


def _form(request, partner, former, *, on):
    initial = _proposed(partner, partner.couple.clinic, on=on)
    sent = posted(request)
    return forms.Approve(sent, on=on, by=request.user, instance=_copy(former), initial=initial)


def _withheld(partner, *, by, on):
    """Why this account cannot sign here, told before a field is filled in; "" when it can."""
    if partner.couple.is_one_of_the_two(by):
        return OneOfTheTwo.plainly
    return why_not_licensed(by=by, clinic=partner.couple.clinic, on=on)


def _what_comes_next(approval, *, on):
    if approval.status(on) == rules.Status.UPCOMING:
        first = approval.valid_from
        return f"Plans can be made with it for sessions from {first.day} {first:%B %Y} on."
    return "Plans can now be made with this approval."


def _beside(partner):
    """What is read beside the form: all that `facts.seen` digests, and when it was told."""
    told = Interview.objects.filter(partner=partner).select_related("recorded_by")
    return {
        "partner": partner,
        "clinic": partner.couple.clinic,
        "asked": Request.objects.open().filter(partner=partner).first(),
        "told": told.first(),
        "flags": reading.open_flags(partner),
        "closed": reading.closed_flags(partner),
        "health": reading.health(partner),
        "medicines": reading.medicines_taken(partner),
        "cancel_url": reverse("desk:record", args=[partner.pk]),
        "meaning": MEANINGS[Meaning.APPROVED_MEDICINE],
    }


def _proposed(partner, clinic, *, on):
    """The one day that the clinic proposes, and what is read; every figure is the prescriber's."""
    return {
        "valid_until": on + timedelta(days=clinic.approval_days),
        "seen": facts.seen(partner),
    }


def _copy(former):
    """A renewal starts from what the last approval said, as a new unsigned row.

    The days, how it was reviewed and the number of the prescription belong to the new review, so
    they stay empty.
    """
    if former is None:
        return None
    copied = set(actions.TYPED_FIELDS) - NEW_EACH_TIME
    return Approval(**{name: getattr(former, name) for name in copied})
