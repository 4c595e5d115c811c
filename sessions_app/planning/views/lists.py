from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from protocols.rules import ROUTES

from .. import actions, forms, lines
from .keeping import both_texts, station_form
from .station import read_plan, saved, show, station_context


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request, pk):
    """The packing list and the room checklist of this couple."""
    plan = read_plan(request, pk)
    context = _beside(request, plan, "preparation")
    if plan.version is None:
        return show(request, "planning/lists.html", context)
    build = partial(_lists_form, list(plan.version.items.all()))
    form = station_form(request, plan, "lists", build)

    if form.is_valid():
        try:
            changed = actions.set_lists(
                plan=plan, seen=form.seen, by=request.user, at=timezone.now(), **form.lists()
            )
        except actions.PlanIsClosed as refusal:
            form.add_error(None, str(refusal))
        except actions.ChangedMeanwhile as refusal:
            plan, form = both_texts(request, pk, "lists", build, refusal)
        else:
            messages.success(request, saved(plan, changed, "The lists are saved."))
            return redirect("planning:preparation", pk=plan.pk)

    return show(request, "planning/lists.html", context, form)


def _beside(request, plan, station):
    """A page that belongs to a station and leads back to it."""
    return station_context(request, plan, station) | {
        "cancel_url": reverse(f"planning:{station}", args=[plan.pk])
    }


def _lists_form(items, plan, sent, initial):
    return forms.Lists(sent, items=items, initial=forms.Lists.as_recorded(plan, items) | initial)


@require_http_methods(["GET", "HEAD", "POST"])
def line(request, pk):
    """The minutes of the session, phase by phase, for each route that is taken."""
    plan = read_plan(request, pk)
    context = _beside(request, plan, "schedule")
    if plan.version is None:
        return show(request, "planning/line.html", context)
    phases, charts = list(plan.version.phases.all()), context["charts"]
    build = partial(_line_form, phases, charts)
    form = station_form(request, plan, "line", build)

    if form.is_valid():
        try:
            changed = actions.set_line(
                plan=plan,
                minutes=form.minutes(),
                seen=form.seen,
                by=request.user,
                at=timezone.now(),
            )
        except (actions.PlanIsClosed, actions.LineDoesNotHold) as refusal:
            form.add_error(None, str(refusal))
        except actions.ChangedMeanwhile as refusal:
            plan, form = both_texts(request, pk, "line", build, refusal)
        else:
            messages.success(request, saved(plan, changed, "The minutes are saved."))
            return redirect("planning:line", pk=plan.pk)

    own = lines.of_plan(plan, phases)
    context |= {"lanes": lines.lanes(own, charts), "booking": lines.booking(plan, own, charts)}
    return show(request, "planning/line.html", context, form)


def _line_form(phases, charts, plan, sent, initial):
    routes = [(route, ROUTES[route], _rows(plan, phases, route)) for route in lines.routes(charts)]
    return forms.Line(
        sent, plan=plan, routes=routes, initial=forms.Line.as_recorded(plan, routes) | initial
    )


def _rows(plan, phases, route):
    """Each phase as it is in this plan, with the bounds of the protocol's own."""
    usual = _closed(phases, route)
    own = _closed(lines.of_plan(plan, phases), route)
    return [
        (phase, *lines.bounds_of(plan, before)) for phase, before in zip(own, usual, strict=True)
    ]


def _closed(phases, route):
    return [phase for phase in lines.on_route(phases, route) if phase.ends is not None]
