"""A plan's own session drawn by the minute: each partner on the route of their own medicine."""

from datetime import timedelta

from protocols import rules as protocols

USUAL_ROUTE = "sublingual"
OPEN_END = 30
USUAL_LENGTH = 150


def _route(chart):
    return chart.approval.route if chart.approval and chart.part.doses else ""


def leading_route(charts):
    """The route the therapist and a sober partner follow: that of the first who doses."""
    return next(filter(None, map(_route, charts)), USUAL_ROUTE)


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
