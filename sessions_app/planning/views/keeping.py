"""Two people at one station, and words that were typed and not saved."""

from datetime import datetime

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from ...people.actions import require
from ...people.rules import Action
from .. import actions
from ..forms.station import as_typed, differing, settled, undecided
from .station import ADDRESSES, BESIDE, read_plan

# More than any station can hold: whoever sends more is not typing.
LARGEST = 100_000
CHOOSE_EACH = "Please choose one of the two texts in each row."


def station_form(request, plan, station, build):
    """The form of a station: as it was sent, as it was typed before, or as it is recorded.

    `build(plan, sent, initial)` makes it; `initial` goes before what the plan holds.
    """
    if request.method == "POST":
        # Whoever may not plan is told so, and not asked to correct what they typed.
        require(account=request.user, clinic=plan.couple.clinic, action=Action.PLAN)
        if undecided(request.POST):
            form = build(plan, request.POST, {})
            form.add_error(None, CHOOSE_EACH)
            form.conflict = differing(form)
        else:
            form = build(plan, settled(build(plan, None, {}), request.POST), {})
    else:
        form = _with_draft(request, plan, station, build)
    return _named(form, plan, station)


def both_texts(request, pk, station, build, refusal):
    """The plan as it is saved now, and the form with what was typed, to choose from both."""
    plan = read_plan(request, pk)
    sent = request.POST.copy()
    sent["changes"] = str(plan.changes)
    form = build(plan, sent, {})
    form.add_error(None, str(refusal))
    form.conflict = differing(form)
    return plan, _named(form, plan, station)


def _named(form, plan, station):
    form.draft_url = reverse("planning:keep_draft", args=[plan.pk, station])
    # The preparation draws its own form, and the schedule has a name for its own.
    form.form_id = "station"
    if helper := getattr(form, "helper", None):
        helper.form_id = form.form_id = helper.form_id or "station"
        helper.attrs = helper.attrs | {"data-draft": form.draft_url}
    return form


def _with_draft(request, plan, station, build):
    """The recorded form, and with it what the reader typed here and never saved."""
    form = build(plan, None, {})
    typed = next((each for each in plan.typed if each["station"] == station), None)
    kept = _sent(typed["fields"]) if typed else None
    if typed is None or set(build(plan, kept, {}).changed_data) <= {"changes"}:
        return form
    brought_back = "kept" in request.GET
    if brought_back:
        form = build(plan, None, as_typed(form, kept))
    form.kept = {
        "at": datetime.fromisoformat(typed["kept_at"]),
        "brought_back": brought_back,
        "drop_url": reverse("planning:drop_draft", args=[plan.pk, station]),
    }
    return form


def _sent(fields):
    sent = QueryDict(mutable=True)
    for name, values in fields.items():
        sent.setlist(name, values)
    return sent


def _station(name):
    if name not in ADDRESSES | BESIDE:
        raise Http404
    return name


@require_POST
def keep_draft(request, pk, station):
    """Typed and not saved yet: kept for this account alone, asked for by a small script."""
    plan = read_plan(request, pk)
    fields = {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith("keep_")
    }
    if sum(len(each) for values in fields.values() for each in values) > LARGEST:
        return HttpResponse(status=413)
    actions.keep_draft(
        plan=plan, station=_station(station), fields=fields, by=request.user, at=timezone.now()
    )
    return HttpResponse(status=204)


@require_POST
def drop_draft(request, pk, station):
    plan = read_plan(request, pk)
    actions.drop_draft(plan=plan, station=_station(station), by=request.user, at=timezone.now())
    return redirect((ADDRESSES | BESIDE)[station], pk=plan.pk)
