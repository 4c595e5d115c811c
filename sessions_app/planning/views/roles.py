from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from protocols.rules import Approach

from ...approvals.rules import FRACTION_LABELS
from ...people.rules import plain_figures
from .. import actions, course, facts, forms
from .keeping import both_texts, station_form
from .station import read_plan, saved, show, station_context


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request, pk):
    plan = read_plan(request, pk)
    context = station_context(request, plan, "roles")
    if plan.version is None:
        return show(request, "planning/roles.html", context)
    build = partial(_form, _boosters(context["charts"]))
    form = station_form(request, plan, "roles", build)

    if form.is_valid():
        try:
            changed = actions.set_roles(
                plan=plan,
                parts=form.parts(),
                seen=form.seen,
                by=request.user,
                at=timezone.now(),
                **form.shared(),
            )
        except (actions.BoosterIsNotApproved, actions.PlanIsClosed) as refusal:
            form.add_error(None, str(refusal))
        except actions.ChangedMeanwhile as refusal:
            plan, form = both_texts(request, pk, "roles", build, refusal)
            context = station_context(request, plan, "roles")
        else:
            messages.success(request, saved(plan, changed, "Roles saved. Next: intentions."))
            return redirect("planning:intentions", pk=plan.pk)

    solo = plan.approach == Approach.SOLO
    context["turn"] = course.turn_words(plan, known=context["charts"]) if solo else ""
    context["touch"] = facts.touch_agreement(plan)
    charts = context["charts"]
    context["doses"] = [_dose(chart) for chart in charts]
    context["all_approved"] = _all_approved(charts)
    return show(request, "planning/roles.html", context, form)


def _form(boosters, plan, sent, initial):
    return forms.Roles(
        sent, plan=plan, boosters=boosters, initial=forms.Roles.as_recorded(plan) | initial
    )


def _all_approved(charts):
    """Whether every approval this plan rests on holds; which does not is for the records."""
    return all(chart.carries for chart in charts if chart.part.doses)


def _boosters(charts):
    """For whom a booster can be planned; one that is planned can always be taken out."""
    more = _all_approved(charts)
    return [
        chart.partner.side
        for chart in charts
        if chart.part.booster or (more and chart.carries and chart.approval.lists_booster)
    ]


def _dose(chart):
    """What each partner is planned to take, for clinicians: shown and compared, never proposed."""
    signature = chart.approval.signature if chart.approval else None
    return {
        "name": chart.partner.called,
        "side": chart.partner.side,
        "record": chart.partner.pk,
        "fraction": FRACTION_LABELS.get(chart.part.fraction, ""),
        "mg": chart.planned_mg and plain_figures(chart.planned_mg),
        "most_mg": chart.approval.amounts["session_max_mg"] if chart.carries else "",
        "booster": chart.part.booster,
        "form": chart.approval.get_form_display() if chart.approval else "",
        "signature": signature,
    }
