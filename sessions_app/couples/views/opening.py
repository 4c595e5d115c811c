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

OPENED = (
    "The folder is open. Next, tell both the policy on secrets; then speak with each of them alone."
)


@require_http_methods(["GET", "HEAD", "POST"])
def open(request):
    clinic = request.user.clinic
    require(account=request.user, clinic=clinic, action=Action.OPEN_COUPLE)
    form = forms.Open(
        posted(request),
        clinic=clinic,
        on=local_day(at=timezone.now(), zone=clinic.zone),
        initial={"lead": request.user},
    )

    there = []
    if form.is_valid():
        try:
            couple = _opened(form, clinic, by=request.user)
        except actions.HasFolderAlready as refusal:
            form.ask(refusal)
            there = refusal.seen
        except actions.CalledTheSame as refusal:
            form.add_error("b_preferred_name", str(refusal))
        else:
            messages.success(request, OPENED)
            return redirect("desk:folder", pk=couple.pk)

    context = {"form": form, "zones": forms.ZONES_NEAR, "cancel_url": reverse("desk:folders")}
    context["there"] = there
    return render(request, "couples/open.html", context, status=422 if form.errors else 200)


def _opened(form, clinic, *, by):
    return actions.open_couple(
        clinic=clinic,
        lead=form.cleaned_data["lead"],
        team=[by, *form.cleaned_data["team"]],
        partner_a=form.partner("a"),
        partner_b=form.partner("b"),
        shared_why=form.shared_words(),
        anyway=form.cleaned_data["anyway"],
        by=by,
        at=timezone.now(),
    )


def _read_partner(request, pk):
    partners = Partner.objects.visible_to(request.user).kept().select_related("couple__clinic")
    partner = get_object_or_404(partners, pk=pk)
    require(account=request.user, clinic=partner.couple.clinic, action=Action.OPEN_COUPLE)
    return partner


def _correction(request, partner):
    return forms.Correct(
        posted(request),
        on=local_day(at=timezone.now(), zone=partner.couple.clinic.zone),
        initial={name: getattr(partner, name) for name in forms.PARTNER_FIELDS},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    partner = _read_partner(request, pk)
    form = _correction(request, partner)

    if form.is_valid():
        try:
            actions.correct_partner(
                partner=partner,
                shared_why=form.shared_words(),
                by=request.user,
                at=timezone.now(),
                seen=form.cleaned_data["seen"],
                **form.facts(),
            )
        except actions.SharedContact as refusal:
            form.add_error("shared", str(refusal))
        except actions.CalledTheSame as refusal:
            form.add_error("preferred_name", str(refusal))
        except actions.WrittenMeanwhile as refusal:
            form.meet(refusal)
        else:
            messages.success(request, "Saved. Letters and papers from now on use it.")
            return redirect("desk:record", pk=partner.pk)

    record_reading(deed="record read", subject=partner, by=request.user, at=timezone.now())
    context = {
        "partner": partner,
        "form": form,
        "zones": forms.ZONES_NEAR,
        "cancel_url": reverse("desk:record", args=[pk]),
    }
    return render(request, "couples/correct.html", context, status=422 if form.errors else 200)
