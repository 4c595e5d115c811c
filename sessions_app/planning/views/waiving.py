from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, forms
from ..rules.gates import ADVICE
from .station import read_plan, saved, show, station_context


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request, pk, gate):
    """Go on without a piece of advice, with a reason."""
    plan = read_plan(request, pk)
    require(account=request.user, clinic=plan.couple.clinic, action=Action.PLAN)
    if gate not in ADVICE:
        raise Http404
    form = forms.Waive(posted(request))

    if form.is_valid():
        try:
            changed = actions.waive(
                plan=plan,
                gate=gate,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except (
            actions.NothingToWaive,
            actions.PlanIsClosed,
            actions.WaiverNeedsAReason,
        ) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, saved(plan, changed, "Waived. The prescriber reads why."))
            return redirect("planning:review", pk=plan.pk)

    context = station_context(request, plan, "review") | {
        "title": ADVICE[gate],
        "sentence": _sentence(request, plan, gate),
        "cancel_url": reverse("planning:review", args=[plan.pk]),
    }
    return show(request, "planning/waive.html", context, form)


def _sentence(request, plan, gate):
    gates = station_context(request, plan, "review")["gates"]
    return next((each["sentence"] for each in gates if each["key"] == gate), "")


@require_POST
def lift_waiver(request, pk, gate):
    plan = read_plan(request, pk)
    try:
        changed = actions.lift_waiver(plan=plan, gate=gate, by=request.user, at=timezone.now())
    except (actions.NotWaived, actions.PlanIsClosed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, saved(plan, changed, "The advice stands again."))
    return redirect("planning:review", pk=plan.pk)
