"""The clinicians' paper as plain values: what the prescriber signs, and what helps on the day."""

from datetime import timedelta

from protocols.rules import ROUTES

from ..people.rules import place_of
from ..planning import lines
from ..planning.reading import read
from ..signing.rules import digest
from . import rules, signed


def session_plan_context(plan, *, shown, known, protocol, answer):
    """Everything on the session plan.

    `shown` is the signed content, `known` both charts, `protocol` the lists of the version,
    `answer` what `signed.signature` found.
    """
    reading, clinic = read(shown), plan.couple.clinic
    return {
        "number": plan.number,
        "revision": plan.revision,
        "paper": clinic.paper,
        "clinic": clinic.name,
        "phone": clinic.phone,
        "prescriber_phone": clinic.prescriber_phone,
        "couple": rules.in_a_row([partner["name"] for partner in reading["partners"]]),
        "protocol": str(plan.version),
        "definition": plan.version.definition,
        "fractions": {chart.partner.side: chart.part.fraction or "0" for chart in known},
        "names": {chart.partner.side: chart.partner.called for chart in known},
        "state": signed.state_words(plan, answer),
        "banner": signed.banner(plan, answer),
        "answer": answer,
        "digest": digest(shown)[: signed.SHORT],
        "clock": _clock(plan),
        "reading": reading,
        "partners": [
            _partner(chart, said, plan)
            for chart, said in zip(known, reading["partners"], strict=True)
        ],
        "chosen": f"{plan.chosen_by} on {rules.day_words(plan.chosen_at, plan.zone)}",
        "lanes": lines.lanes(protocol["phases"], known),
        "flows": _flows(plan, known, protocol),
    }


def _clock(plan):
    ends = plan.starts_at + timedelta(minutes=plan.minutes)
    return {
        "day": rules.day_words(plan.starts_at, plan.zone),
        "begin": rules.clock(plan.starts_at, plan.zone),
        "end": rules.clock(ends, plan.zone),
        "town": place_of(plan.zone),
    }


def _partner(chart, said, plan):
    day = _day(chart.approval) if said["approval"] else None
    own = {name: getattr(chart.partner, name) for name in ("pronouns", "language", "to_call")}
    return said | own | {"elsewhere": _elsewhere(chart, plan), "day": day}


def _elsewhere(chart, plan):
    """When the session is on this partner's clock, where that differs."""
    zone = chart.partner.zone or plan.couple.clinic.zone
    if not rules.clocks_differ(plan.starts_at, plan.zone, zone):
        return ""
    return rules.moment_words(plan.starts_at, zone)


def _day(approval):
    """Who gave the approval, and the limits that are compared on the day."""
    signature = approval.signature
    return {
        "approved_by": signature.signed_name,
        "approved_on": rules.day_words(signature.signed_at, signature.signed_zone),
        "systolic": approval.bp_max_start_sys,
        "diastolic": approval.bp_max_start_dia,
        "pulse": approval.hr_max_start,
        "oxygen": approval.spo2_min,
        "solids": rules.hours_words(approval.fast_solids_h),
        "clear": rules.hours_words(approval.fast_clear_h),
        "monitoring": approval.monitoring,
        "rx_reference": approval.rx_reference,
    }


def _flows(plan, known, protocol):
    """The same minutes as a table to follow on the day, once for each route."""
    routes = lines.routes(known)
    return [
        {
            "route": ROUTES[route] if len(routes) > 1 else "",
            "phases": [_row(phase, plan) for phase in lines.on_route(protocol["phases"], route)],
        }
        for route in routes
    ]


def _row(phase, plan):
    title, text = _headed(phase)
    return {
        "minutes": phase.span,
        "clock": rules.clock(plan.starts_at + timedelta(minutes=phase.starts), plan.zone),
        "title": title,
        "text": text,
    }


def _headed(phase):
    """The title and what follows it; a text that begins with its title is not said twice."""
    if phase.text.lower().startswith(phase.title.lower()):
        return phase.text[: len(phase.title)], phase.text[len(phase.title) :]
    return f"{phase.title}.", f" {phase.text}"
