from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import actions, forms
from .keeping import both_texts, station_form
from .station import read_plan, saved, show, station_context


@require_http_methods(["GET", "HEAD", "POST"])
def intentions(request, pk):
    plan = read_plan(request, pk)
    form = station_form(request, plan, "intentions", _form)

    if form.is_valid():
        try:
            changed = actions.write_intentions(
                plan=plan,
                joint=form.cleaned_data["joint"],
                private=form.by_side("private"),
                agrees=form.by_side("agrees"),
                seen=form.seen,
                by=request.user,
                at=timezone.now(),
            )
        except actions.PlanIsClosed as refusal:
            form.add_error(None, str(refusal))
        except actions.ChangedMeanwhile as refusal:
            plan, form = both_texts(request, pk, "intentions", _form, refusal)
        else:
            messages.success(request, saved(plan, changed, "Intentions saved. Next: preparation."))
            return redirect("planning:preparation", pk=plan.pk)

    context = station_context(request, plan, "intentions")
    context["starters"] = plan.version.starters.all() if plan.version else []
    return show(request, "planning/intentions.html", context, form)


def _form(plan, sent, initial):
    return forms.Intentions(sent, plan=plan, initial=forms.Intentions.as_recorded(plan) | initial)
