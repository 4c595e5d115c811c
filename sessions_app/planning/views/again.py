"""A withdrawn plan taken up again, and the next plan begun from one that is there."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from protocols.rules import Approach

from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, facts, forms, standing
from ..reading import moment_words
from ..rules.stages import Stage
from .station import read_plan, show


def _when(plan, *, now):
    """The time it had, in words, as long as it lies ahead."""
    if plan.starts_at is None or plan.starts_at <= now:
        return ""
    return moment_words(plan.starts_at.astimezone(ZoneInfo(plan.zone)), plan.zone)


@require_http_methods(["GET", "HEAD"])
def again(request, pk):
    """What may come after a plan: the same once more, its other half, or itself taken up again."""
    plan, now = read_plan(request, pk), timezone.now()
    require(account=request.user, clinic=plan.couple.clinic, action=Action.PLAN)
    standing.look_at_signed([plan], at=now)
    alone = plan.approach == Approach.SOLO and plan.stage != Stage.WITHDRAWN.value
    context = {
        "plan": plan,
        "alone": alone,
        "why_not": facts.why_not_swapped(plan, on=facts.day_of(plan, now)) if alone else "",
    }
    return render(request, "planning/again.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request, pk):
    plan, now = read_plan(request, pk), timezone.now()
    require(account=request.user, clinic=plan.couple.clinic, action=Action.PLAN)
    standing.look_at_signed([plan], at=now)
    form = forms.TakeUp(posted(request), when=_when(plan, now=now))

    if form.is_valid():
        try:
            keep_time = form.cleaned_data["time"] == "keep"
            actions.take_up(plan=plan, keep_time=keep_time, by=request.user, at=now)
        except (
            actions.DateDoesNotHold,
            actions.PlanCannotMove,
            actions.RoomIsClosed,
            actions.TimeIsPast,
            actions.TimeIsTaken,
        ) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is a draft again. Next: the meetings after the session.")
            return redirect("planning:schedule", pk=plan.pk)

    context = {
        "plan": plan,
        "over": plan.stage != Stage.WITHDRAWN.value,
        "cancel_url": reverse("planning:review", args=[plan.pk]),
    }
    return show(request, "planning/take_up.html", context, form)


@require_POST
def copy(request, pk):
    plan = read_plan(request, pk)
    fresh = actions.copy(plan=plan, by=request.user, at=timezone.now())
    if fresh.version_id:
        said = "Begun from the plan before. Dates, private words and agreements start anew."
    else:
        said = "Begun from the plan before. Please look at the fit: the approach is chosen anew."
    messages.success(request, said)
    return redirect("planning:roles" if fresh.version_id else "planning:fit", pk=fresh.pk)


@require_POST
def swap(request, pk):
    plan = read_plan(request, pk)
    try:
        fresh = actions.swap(plan=plan, by=request.user, at=timezone.now())
    except actions.CannotSwap as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:review", pk=plan.pk)
    messages.success(request, "Begun with the roles reversed. Next: the sober partner’s role.")
    return redirect("planning:roles" if fresh.version_id else "planning:fit", pk=fresh.pk)
