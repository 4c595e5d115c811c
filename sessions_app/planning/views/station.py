"""What every station page reads and shows: the plan, the rail, the open gates."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from protocols.rules import CODES

from ...audit.actions import record_reading
from ...people.rules import Action
from ...signing.rules import digest
from .. import facts, standing
from ..content import content
from ..models import Booking, Draft, Plan
from ..reading import read, since_words
from ..ready import is_ready
from ..rules.gates import ADVICE, hard, open_gates
from ..rules.stages import Stage, may_edit
from ..rules.stations import STATIONS, rail
from ..rules.wishes import ACKNOWLEDGEMENTS, CONFIRMATIONS

SHOW_PRIVATE_WORDS = {"intentions", "review"}
ADDRESSES = {key: f"planning:{key}" for key in STATIONS} | {"after": "integration:after"}
# Pages that belong to a station and are saved by themselves.
BESIDE = {"lists": "planning:lists", "line": "planning:line"}


def _typed(request):
    """What the reader typed at the stations of a plan and never saved."""
    drafts = Draft.objects.visible_to(request.user).fresh(timezone.now())
    kept = JSONObject(station="station", fields="fields", kept_at="kept_at")
    return ArraySubquery(drafts.filter(plan=OuterRef("pk")).values(row=kept))


def read_plan(request, pk):
    """The whole plan when this account may read it whole, else 404."""
    plans = Plan.objects.clinical_to(request.user).whole().annotate(typed=_typed(request))
    return get_object_or_404(plans, pk=pk).named()


def read_plan_with_rooms(request, pk):
    """The same with the clinic's rooms and, of a double booking on purpose, by whom and why."""
    allowed = Booking.objects.filter(plan=OuterRef("pk"), meeting=None).exclude(allowed_at=None)
    plans = (
        Plan.objects.clinical_to(request.user)
        .whole()
        .with_rooms()
        .annotate(
            typed=_typed(request),
            allowed_why=Subquery(allowed.values("allowed_why")[:1]),
            allowed_by=Subquery(allowed.values("allowed_by__name")[:1]),
        )
    )
    return get_object_or_404(plans, pk=pk).named()


def begun(plan):
    """The stations that hold something already."""
    pair = plan.pair
    filled = {
        "fit": plan.facts_at is not None,
        "roles": bool(plan.stop_word or plan.companion or plan.ride)
        or any(part.touch is not None or part.nondosing_role for part in pair),
        "intentions": bool(plan.joint_intention) or any(p.private_intention for p in pair),
        "preparation": bool(plan.confirmed)
        or bool(plan.chosen_questions.all() or plan.chosen_topics.all()),
        "schedule": plan.starts_at is not None,
    }
    return {key for key, there in filled.items() if there}


def _stations(plan, gates, current):
    return [
        {
            "name": station.name,
            "state": station.state.value,
            "label": station.label,
            "url": reverse(ADDRESSES[station.key], args=[plan.pk]),
            "current": station.key == current,
        }
        for station in rail(
            stage=Stage(plan.stage), begun=begun(plan), gates=gates, void=plan.is_void
        )
    ]


# Where on its page a gate is solved, by its station and what it is about, its number or the name
# of its advice. Of the numbers of the schedule all but the meetings' speak against the day.
PLACES = {
    ("roles", "S11"): "div_id_booster_{about}",
    ("roles", "S16"): "div_id_dosing",
    ("roles", "S22"): "div_id_nondosing_role",
    ("roles", "stop"): "div_id_stop_word",
    ("roles", "hands"): "div_id_touch_a",
    ("roles", "standby"): "div_id_companion",
    ("roles", "ride"): "div_id_ride",
    ("intentions", "S32"): "div_id_joint",
    ("intentions", "words"): "div_id_joint",
    **{("preparation", c.gate or c.seed): "div_id_confirmed" for c in CONFIRMATIONS},
    **{("preparation", s): "div_id_acknowledged_{about}" for _, s in ACKNOWLEDGEMENTS.values()},
    ("preparation", "S45"): "questions-title",
    ("preparation", "S50"): "div_id_mode",
    ("preparation", "S52"): "topics-title",
    ("preparation", "S56"): "div_id_reflection_minutes",
    ("preparation", "yes_a"): "div_id_consented_a",
    ("preparation", "yes_b"): "div_id_consented_b",
    ("schedule", "meetings"): "meetings-title",
}


def _where(plan, gate):
    """The page that solves it, at the place that does."""
    page = reverse(ADDRESSES[gate.station], args=[plan.pk])
    usual = "div_id_day" if gate.station == "schedule" else ""
    own = PLACES.get((gate.station, gate.key or gate.seed), usual)
    place = PLACES.get((gate.station, gate.about), own).format(about=gate.about)
    return f"{page}#{place}" if place else page


def _gate(plan, gate):
    return {
        "station": gate.station,
        "sentence": gate.sentence,
        "kind": gate.kind,
        "key": gate.key,
        "waive_url": reverse("planning:waive", args=[plan.pk, gate.key]) if gate.key else "",
        "url": _where(plan, gate),
        "link": STATIONS[gate.station],
    }


def _waiver(plan, waiver):
    return {
        "title": ADVICE.get(waiver.gate, waiver.gate),
        "waiver": waiver,
        "lift_url": reverse("planning:lift_waiver", args=[plan.pk, waiver.gate]),
    }


def station_context(request, plan, current):
    """Rail, gates and charts for the page of one station."""
    now = timezone.now()
    on = facts.day_of(plan, now)
    known = facts.charts(plan, on=on)
    standing.look([plan], at=now, known={plan.pk: known})
    asked = facts.gate_facts(plan, on=on, known=known)
    # What is a record now is read, and nothing stands in its way any more.
    gates = open_gates(asked) if may_edit(Stage(plan.stage)) else []
    shown = [_gate(plan, gate) for gate in gates]
    editable = may_edit(Stage(plan.stage)) and request.user.may(Action.PLAN, plan.couple.clinic)
    return {
        "plan": plan,
        "station": current,
        "charts": known,
        "stations": _stations(plan, gates, current),
        "gates": shown,
        "gates_here": [gate for gate in shown if gate["station"] == current],
        "gates_elsewhere": [gate for gate in shown if gate["station"] != current],
        "hard_gates": len(hard(gates)),
        "waivers": [_waiver(plan, waiver) for waiver in facts.standing_waivers(plan)],
        "ready": is_ready(plan, on=on, known=known, gates=gates),
        "editable": editable,
        **_fit_since(plan, on=on, known=known),
        "voided_by": _voided_by(plan, on=on, known=known),
        "acknowledge": bool(facts.acknowledgements_needed(plan)),
        "on": on,
    }


def _fit_since(plan, *, on, known):
    """What is different since the approach was chosen; nothing once the plan is a record."""
    since = facts.fit_since(plan, on=on, known=known) if may_edit(Stage(plan.stage)) else None
    if not since:
        return {"fit_since": []}
    return {
        "fit_since": list(since_words(since, facts.told_apart(plan))),
        "choice_url": reverse("planning:choose", args=[plan.pk, CODES[plan.approach].lower()]),
    }


def _voided_by(plan, *, on, known):
    """What is different from what was signed, while the signature does not stand."""
    return standing.changes(plan, content(plan, on=on, known=known)) if plan.is_void else []


def recorded(context):
    """What the plan holds in words, for whoever may read it and not change it."""
    shown = content(context["plan"], on=context["on"], known=context["charts"])
    return {"reading": read(shown), "seen": digest(shown)}


def show(request, template, context, form=None):
    """The page of a station; 422 when its form has something to correct.

    A form that was sent is shown again even where it is no longer offered: the plan may have
    been closed while it was filled in, and what was typed is not thrown away.
    """
    failed = form is not None and bool(form.errors)
    context |= {"form": form, "writing": context.get("editable", True) or failed}
    if form is not None and not context["writing"]:
        context |= recorded(context)
    if context.get("station") in SHOW_PRIVATE_WORDS:
        told = {"subject": context["plan"], "by": request.user, "at": timezone.now()}
        record_reading(deed="private words read", **told)
    return render(request, template, context, status=422 if failed else 200)


def saved(before, plan, what):
    """What happened and what comes next; `before` is the plan as it was read for the page."""
    if plan.revision > before.revision:
        return (
            f"{what} This changed a plan that was already sent, so it is a draft again, "
            f"revision {plan.revision}. Send it when it is ready."
        )
    return what
