from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...people import reading
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, forms
from ..models import Couple


def _read(request, pk):
    couples = (
        Couple.objects.clinical_to(request.user)
        .of_team(request.user)
        .named()
        .select_related("clinic", "lead")
    )
    couple = get_object_or_404(couples, pk=pk)
    require(account=request.user, clinic=couple.clinic, action=Action.OPEN_COUPLE)
    return couple


@require_http_methods(["GET", "HEAD", "POST"])
def team(request, pk):
    """Who cares for these two and so reads their plans and records."""
    couple = _read(request, pk)
    form = forms.Join(posted(request), couple=couple)

    if form.is_valid():
        account = form.cleaned_data["account"]
        actions.join_team(couple=couple, account=account, by=request.user, at=timezone.now())
        messages.success(request, f"{account.name} is on the care team.")
        return redirect("couples:team", pk=pk)

    leads = forms.working_here(couple.clinic, forms.THERAPISTS).values_list("pk", flat=True)
    context = {
        "couple": couple,
        "team": [
            {"account": account, "roles": reading.roles(account)}
            for account in couple.care_team.in_clinic(couple.clinic).order_by("name")
        ],
        "may_lead": set(leads),
        "form": form,
        "cancel_url": reverse("desk:folder", args=[pk]),
    }
    return render(request, "couples/team.html", context, status=422 if form.errors else 200)


@require_POST
def leave(request, pk):
    couple = _read(request, pk)
    form = forms.TeamMember(request.POST, couple=couple)
    if not form.is_valid():
        messages.error(request, str(actions.NotOnTheTeam()))
        return redirect("couples:team", pk=pk)
    account = form.cleaned_data["account"]
    try:
        actions.leave_team(couple=couple, account=account, by=request.user, at=timezone.now())
    except (actions.LeadsThem, actions.NotOnTheTeam) as refusal:
        messages.error(request, str(refusal))
        return redirect("couples:team", pk=pk)
    messages.success(request, f"{account.name} no longer reads anything of these two.")
    # Whoever takes themself off the team cannot see its page any more.
    here = account != request.user
    return redirect("couples:team", pk=pk) if here else redirect("desk:folders")


@require_POST
def lead(request, pk):
    couple = _read(request, pk)
    form = forms.TeamMember(request.POST, couple=couple)
    if form.is_valid():
        account = form.cleaned_data["account"]
        try:
            actions.hand_lead(couple=couple, account=account, by=request.user, at=timezone.now())
        except actions.NotOnTheTeam as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{account.name} leads their care now.")
    else:
        messages.error(request, str(actions.NotOnTheTeam()))
    return redirect("couples:team", pk=pk)
