"""A plan's own session drawn by the minute: each partner on the route of their own medicine."""

from copy import copy
from datetime import timedelta

from protocols import rules as protocols

from .rules.line import against_booking, bounds, spans

USUAL_ROUTE = "sublingual"
OPEN_END = 30
# The number of the silent reflection in the founding article.
REFLECTION = "S56"
USUAL_LENGTH = 150


def _route(chart):
    return chart.approval.route if chart.approval and chart.part.doses else ""


def leading_route(charts):
    """The route the therapist and a sober partner follow: that of the first who doses."""
    return next(filter(None, map(_route, charts)), USUAL_ROUTE)


def routes(charts):
    """Each route that is taken, in the order of the partners; the usual one while none is known."""
    return list(dict.fromkeys(filter(None, map(_route, charts)))) or [USUAL_ROUTE]


def of_plan(plan, phases):
    """The phases with the plan's own minutes, where it has any; the protocol's stay untouched."""
    found = []
    for route in dict.fromkeys(phase.route for phase in phases):
        found += _own(on_route(phases, route), plan.line.get(route))
    return found


def bounds_of(plan, phase):
    """The shortest and longest this phase of the protocol may last in this plan."""
    return bounds(
        minutes=phase.ends - phase.starts,
        reflection=REFLECTION in phase.seed.split(),
        silent=plan.reflection_minutes,
    )


def _own(phases, minutes):
    closed = [phase for phase in phases if phase.ends is not None]
    if not minutes or len(minutes) != len(closed):
        return phases
    placed = spans([(phase.starts, phase.ends) for phase in closed], minutes)
    moved = {}
    for phase, (starts, ends) in zip(closed, placed, strict=True):
        moved[id(phase)] = _at(phase, starts, ends)
    return [moved.get(id(phase)) or _at(phase, placed[-1][1], None) for phase in phases]


def _at(phase, starts, ends):
    phase = copy(phase)
    phase.starts, phase.ends = starts, ends
    return phase


def on_route(phases, route):
    return [phase for phase in phases if phase.route == route]


def lanes(phases, charts):
    """What `{% session_line %}` draws: both partners and the therapist."""
    a, b = charts
    leading = leading_route(charts)
    dosing = [chart.partner.side for chart in charts if chart.part.doses]

    def drawn(route):
        return protocols.lanes(
            on_route(phases, route),
            a=a.partner.called,
            b=b.partner.called,
            care="Therapist",
            dosing=dosing,
        )

    return [
        drawn(_route(a) or leading)[0],
        drawn(_route(b) or leading)[1],
        drawn(leading)[2],
    ]


def length(phases, charts):
    """Minutes from T0 to the end of the last phase, which may be open."""
    here = on_route(phases, leading_route(charts))
    return max((phase.ends or phase.starts + OPEN_END for phase in here), default=USUAL_LENGTH)


def booking(plan, phases, charts):
    """Whether the phases fit into the booked session, as a notice: kind and text."""
    here = on_route(phases, leading_route(charts))
    ends = max((phase.ends for phase in here if phase.ends is not None), default=USUAL_LENGTH)
    kind, text = against_booking(ends=ends, minutes=plan.minutes)
    return {"kind": kind, "text": text}


def flow(phases, charts, *, starts_at):
    """The phases in words, each with its moment once the session has a time."""
    return [
        {"phase": phase, "at": starts_at and starts_at + timedelta(minutes=phase.starts)}
        for phase in on_route(phases, leading_route(charts))
    ]


def arrival(plan):
    """Minutes before T0 at which the couple arrives; people and room are taken from then on."""
    if plan.version is None:
        return 0
    return -min(
        (phase.starts for phase in plan.version.phases.all() if phase.starts < 0), default=0
    )
