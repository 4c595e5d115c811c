from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from protocols.models import ProtocolVersion
from protocols.rules.compare import compare

from .. import actions
from ..rules.stages import Stage
from .station import read_plan, saved, station_context

REFUSALS = (actions.NothingNewer, actions.PlanIsClosed, actions.SignedPlanStays)


@require_http_methods(["GET", "HEAD", "POST"])
def newer(request, pk):
    """What is different in the version in use now, and moving the plan to it on purpose."""
    plan = read_plan(request, pk)
    current = ProtocolVersion.objects.visible_to(request.user).current(plan.couple.clinic_id)
    version = get_object_or_404(current, approach=plan.approach)

    if request.method == "POST":
        shown = request.POST.get("version") == str(version.pk)
        return _move(request, plan, version if shown else plan.version)

    context = station_context(request, plan, "fit")
    content = version.content()
    context |= {
        "version": version,
        "same": version.pk == plan.version_id,
        "signed": plan.stage == Stage.CLEARED.value,
        "parts": compare(plan.version.content(), content),
        "put_aside": _put_aside(plan, content),
        "cancel_url": reverse("planning:fit", args=[plan.pk]),
    }
    return render(request, "planning/newer.html", context)


def _move(request, plan, version):
    try:
        moved = actions.move_to_version(
            plan=plan, version=version, by=request.user, at=timezone.now()
        )
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:newer", pk=plan.pk)
    said = saved(plan, moved, f"The plan now has {moved.version.edition}.")
    messages.success(request, f"{said} Look at the preparation: its words may be others.")
    return redirect("planning:preparation", pk=plan.pk)


def _put_aside(plan, content):
    """What was chosen and is no part of the newer version."""
    keys = {row["key"] for part in ("questions", "topics") for row in content[part]}
    chosen = [each.question for each in plan.chosen_questions.all()]
    chosen += [each.topic for each in plan.chosen_topics.all()]
    return [str(thing) for thing in chosen if thing.key not in keys]
