from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from ...planning import actions as planning
from ...planning.models import Plan
from .. import actions, asked, tasks, waiting

NOT_NUDGED = (
    actions.NobodyMaySign,
    actions.NotWaiting,
    actions.NudgedToday,
    planning.FolderStandsStill,
)


@require_POST
def nudge(request, pk):
    return _nudged(request, actions.nudge, plan=_plan(request, pk))


@require_POST
def nudge_request(request, pk):
    return _nudged(request, actions.nudge_request, request=_asked(request, pk))


@require_POST
def hand_over(request, pk):
    plan = _plan(request, pk)
    return _handed(request, actions.hand_over, waiting.signers(plan), plan=plan)


@require_POST
def hand_over_request(request, pk):
    found = _asked(request, pk)
    able = waiting.prescribers(found.partner.couple)
    return _handed(request, actions.hand_over_request, able, request=found)


def _plan(request, pk):
    return get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)


def _asked(request, pk):
    found = asked.visible_to(request.user).select_related("partner__couple__clinic")
    return get_object_or_404(found, pk=pk)


def _nudged(page, deed, **about):
    try:
        deed(by=page.user, at=timezone.now(), **about)
    except NOT_NUDGED as refusal:
        messages.error(page, str(refusal))
    else:
        tasks.wake()
        messages.success(page, "A neutral word is on its way. It says nothing of what waits.")
    return redirect("signoff:board")


def _handed(page, deed, able, **about):
    named = page.POST.get("to", "")
    to = next((each for each in able if str(each.pk) == named), None)
    try:
        kept = deed(to=to, by=page.user, at=timezone.now(), **about)
    except (actions.NotWaiting, actions.CannotBeHandedTo) as refusal:
        messages.error(page, str(refusal))
    else:
        messages.success(page, f"It waits for {kept.to.name} now.")
    return redirect("signoff:board")
