from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...people.forms import posted
from ...people.rules import local_day
from .. import actions, forms
from ..models import Task
from ..rules.tasks import OWNERS, due_words
from .station import read_plan, show, station_context


@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request, pk):
    """Who does what until when, to be ticked off and added to."""
    plan = read_plan(request, pk)
    form = forms.AddTask(posted(request), plan=plan)

    if form.is_valid():
        try:
            actions.add_task(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.PlanIsClosed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Added. It shows under Today when it is due.")
            return redirect("planning:tasks", pk=plan.pk)

    context = station_context(request, plan, "preparation")
    context |= {
        "tasks": [_row(task, plan, on=context["on"]) for task in plan.tasks.all()],
        "cancel_url": reverse("planning:preparation", args=[plan.pk]),
    }
    return show(request, "planning/tasks.html", context, form)


def _row(task, plan, *, on):
    names = {part.partner.side: part.partner.called for part in plan.pair}
    row = {"task": task, "owner": names.get(task.owner, OWNERS[task.owner]), "due": None}
    if plan.starts_at is None:
        return row
    due = task.due_on(local_day(at=plan.starts_at, zone=plan.zone))
    tone, words = due_words(due=due, on=on)
    return row | {"due": due, "tone": tone, "words": words}


def _task(request, pk):
    return get_object_or_404(
        Task.objects.clinical_to(request.user).select_related("plan__couple__clinic"), pk=pk
    )


def _done(request, pk, deed, said):
    task = _task(request, pk)
    try:
        deed(task=task, by=request.user, at=timezone.now())
    except actions.PlanIsClosed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("planning:tasks", pk=task.plan_id)


@require_POST
def tick_task(request, pk):
    return _done(request, pk, actions.tick_task, "Ticked off.")


@require_POST
def untick_task(request, pk):
    return _done(request, pk, actions.untick_task, "It is open again.")


@require_POST
def remove_task(request, pk):
    return _done(request, pk, actions.remove_task, "Taken off the list.")
