from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, forms, standing
from ..rules.stages import Stage, may_move
from .station import read_plan, recorded, show, station_context


@require_http_methods(["GET", "HEAD"])
def review(request, pk):
    """The plan exactly as the prescriber will see it."""
    plan = read_plan(request, pk)
    context = station_context(request, plan, "review")
    if plan.version is not None:
        context |= recorded(context)
    stage = Stage(plan.stage)
    context |= {
        "may_plan": request.user.may(Action.PLAN, plan.couple.clinic),
        "may_send": context["editable"] and may_move(stage=stage, to=Stage.WITH_PRESCRIBER),
        "may_withdraw": context["editable"] and may_move(stage=stage, to=Stage.WITHDRAWN),
    }
    return show(request, "planning/review.html", context)


@require_POST
def submit(request, pk):
    plan = read_plan(request, pk)
    try:
        seen = request.POST.get("seen")
        actions.submit(plan=plan, seen=seen, by=request.user, at=timezone.now())
    except (actions.GatesAreOpen, actions.PlanCannotMove, actions.PlanHasChanged) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Sent to the prescriber. You will see here when they answer.")
    return redirect("planning:review", pk=plan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    plan = read_plan(request, pk)
    require(account=request.user, clinic=plan.couple.clinic, action=Action.PLAN)
    form = forms.Withdraw(posted(request))

    if form.is_valid():
        try:
            actions.withdraw(
                plan=plan, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            )
        except actions.PlanCannotMove as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Withdrawn. Its meetings are cancelled; no letter leaves.")
            return redirect("desk:folder", pk=plan.couple_id)

    standing.look_at_signed([plan], at=timezone.now())
    context = {
        "plan": plan,
        "over": not may_move(stage=Stage(plan.stage), to=Stage.WITHDRAWN),
        "cancel_url": reverse("planning:review", args=[plan.pk]),
    }
    return show(request, "planning/withdraw.html", context, form)
