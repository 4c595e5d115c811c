from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import actions, forms
from .keeping import both_texts, station_form
from .station import read_plan, saved, show, station_context


@require_http_methods(["GET", "HEAD", "POST"])
def preparation(request, pk):
    plan = read_plan(request, pk)
    context = station_context(request, plan, "preparation")
    if plan.version is None:
        return show(request, "planning/preparation.html", context)
    parts = plan.version.parts()
    build = partial(_form, parts, context["on"])
    form = station_form(request, plan, "preparation", build)

    if form.is_valid():
        try:
            changed = actions.confirm_preparation(
                plan=plan,
                seen=form.seen,
                by=request.user,
                at=timezone.now(),
                **form.preparation(),
            )
        except actions.PlanIsClosed as refusal:
            form.add_error(None, str(refusal))
        except actions.ChangedMeanwhile as refusal:
            plan, form = both_texts(request, pk, "preparation", build, refusal)
            context = station_context(request, plan, "preparation")
        else:
            if form.moves:
                return redirect("planning:preparation", pk=plan.pk)
            messages.success(request, saved(plan, changed, "Preparation saved. Next: the dates."))
            return redirect("planning:schedule", pk=plan.pk)

    context |= {name: parts[name] for name in ("steps", "items")}
    return show(request, "planning/preparation.html", context, form)


def _form(parts, today, plan, sent, initial):
    return forms.Preparation(
        sent,
        plan=plan,
        questions=parts["questions"],
        topics=parts["topics"],
        today=today,
        initial=forms.Preparation.as_recorded(plan) | initial,
    )
