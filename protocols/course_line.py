"""The course of one couple over months as one line: sessions large, meetings small."""

from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 960, 96
EDGE = 40
LINE = 46
LARGE, SMALL = 11, 6
SHORTEST = timedelta(days=60)


@dataclass(frozen=True)
class Stop:
    x: float
    radius: int
    kind: str
    done: bool
    number: str
    says: str


@dataclass(frozen=True)
class Month:
    x: float
    label: str


@dataclass(frozen=True)
class CourseLine:
    width: int
    height: int
    line: int
    edge: int
    foot: int
    stops: tuple
    months: tuple
    today: float | None


def course_line(events, *, today: date):
    """An event is {"day", "kind": "session" or "meeting", "number", "done", "says"}.

    Nothing is drawn without a session.
    """
    if not any(event["kind"] == "session" for event in events):
        return None
    days = sorted(event["day"] for event in events)
    first = days[0].replace(day=1)
    last = max(days[-1], first + SHORTEST)
    across = (WIDTH - 2 * EDGE) / (last - first).days

    def x(day):
        return round(EDGE + (day - first).days * across, 1)

    return CourseLine(
        width=WIDTH,
        height=HEIGHT,
        line=LINE,
        edge=EDGE,
        foot=WIDTH - EDGE,
        stops=tuple(_stop(event, x) for event in sorted(events, key=lambda each: each["day"])),
        months=tuple(_months(first, last, x)),
        today=x(today) if first <= today <= last else None,
    )


def _stop(event, x):
    session = event["kind"] == "session"
    return Stop(
        x=x(event["day"]),
        radius=LARGE if session else SMALL,
        kind=event["kind"],
        done=event["done"],
        number=str(event["number"]) if session else "",
        says=event["says"],
    )


def _months(first, last, x):
    """The first day of each month; where many lie close together only every few are named."""
    day, found = first, []
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    every = -(-len(found) // 12)
    for day in found[::every]:
        yield Month(x=x(day), label=f"{day:%b %Y}")
