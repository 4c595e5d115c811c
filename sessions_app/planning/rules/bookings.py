"""Who is taken when, how that is said, and which times are free instead. Plain values."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...people.rules import local_day, place_of
from .times import clock_problem, moment

Span = tuple[datetime, datetime]

STEP = timedelta(minutes=30)
OPENS, CLOSES = time(8), time(20)
DAYS_LOOKED_AT = 21
OFFERED = 3


@dataclass(frozen=True)
class Clash:
    """People and rooms that something else has taken; `what` is as much as the reader may know."""

    takers: tuple[str, ...]
    what: str
    span: Span
    zone: str

    @property
    def sentence(self):
        has = "already has" if len(self.takers) == 1 else "already have"
        return f"{listed(self.takers)} {has} {self.what} {span_words(self.span, self.zone)}."


def listed(names) -> str:
    """Thea, Room 1 and Alex."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def span_words(span: Span, zone: str) -> str:
    """When something is, on the clocks of a zone: the day once where both ends share it."""
    begins, ends = (at.astimezone(ZoneInfo(zone)) for at in span)
    day = f"{begins:%a} {begins.day} {begins:%B}"
    until = (
        f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends:%a} {ends.day} {ends:%H:%M}"
    )
    return f"from {begins:%H:%M} to {until} on {day} ({place_of(zone)})"


def overlap(one: Span, other: Span) -> bool:
    """Two stretches share a moment; where one ends the other may begin."""
    return one[0] < other[1] and other[0] < one[1]


def span_of(*, starts_at: datetime, minutes: int, before: int = 0) -> Span:
    """What is taken: from `before` minutes ahead of the start to its end."""
    return starts_at - timedelta(minutes=before), starts_at + timedelta(minutes=minutes)


def _clocks(day: date, zone: str):
    """The moments of one day at which something may be offered to begin."""
    clock = datetime.combine(day, OPENS)
    while clock.time() < CLOSES and clock.date() == day:
        if clock_problem(day=day, clock=clock.time(), zone=zone) is None:
            yield moment(day=day, clock=clock.time(), zone=zone)
        clock += STEP


def _first_free(candidates, *, taken, minutes, before, zone, fits):
    for starts_at in candidates:
        span = span_of(starts_at=starts_at, minutes=minutes, before=before)
        ends = span[1].astimezone(ZoneInfo(zone))
        if (
            (ends.time() <= CLOSES and ends.date() == local_day(at=starts_at, zone=zone))
            and not any(overlap(span, other) for other in taken)
            and fits(starts_at)
        ):
            return starts_at
    return None


def free_starts(
    *,
    taken: list[Span],
    wanted: datetime,
    minutes: int,
    before: int,
    zone: str,
    fits=lambda at: True,
) -> list[datetime]:
    """The next times at which nobody and nothing is taken, at most one a day.

    Later on the wanted day; then on the days after it, at the wanted clock where that is free.
    """
    found, local = [], wanted.astimezone(ZoneInfo(zone))
    told = {"taken": taken, "minutes": minutes, "before": before, "zone": zone, "fits": fits}
    for ahead in range(DAYS_LOOKED_AT + 1):
        day = local.date() + timedelta(days=ahead)
        candidates = [at for at in _clocks(day, zone) if at > wanted]
        if ahead and clock_problem(day=day, clock=local.time(), zone=zone) is None:
            candidates.insert(0, moment(day=day, clock=local.time().replace(fold=0), zone=zone))
        if (free := _first_free(candidates, **told)) is not None:
            found.append(free.astimezone(UTC))
        if len(found) == OFFERED:
            break
    return found
