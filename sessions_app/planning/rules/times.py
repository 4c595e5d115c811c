"""Local clocks, and when the meetings after a session are (brief 6.1)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ...people.rules import local_day


class MeetingKind(StrEnum):
    NEXT_DAY = "next_day"
    ONE_WEEK = "one_week"
    ONE_MONTH = "one_month"


MEETING_LABELS = {
    MeetingKind.NEXT_DAY: "Next day",
    MeetingKind.ONE_WEEK: "One week",
    MeetingKind.ONE_MONTH: "One month",
}
DAYS_AFTER = {MeetingKind.NEXT_DAY: 1, MeetingKind.ONE_WEEK: 7, MeetingKind.ONE_MONTH: 30}
SOONEST, LATEST = timedelta(hours=12), timedelta(hours=36)
USUAL_HOUR = time(10)


@dataclass(frozen=True)
class Proposal:
    kind: MeetingKind
    starts_at: datetime
    minutes: int
    leads: tuple[int, ...]


def clock_problem(*, day: date, clock: time, zone: str) -> str | None:
    """`missing` or `doubled` where a change of clocks makes a local time no single moment."""
    first = datetime.combine(day, clock, ZoneInfo(zone))
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return None
    back = first.astimezone(UTC).astimezone(ZoneInfo(zone))
    return "doubled" if back.replace(tzinfo=None) == first.replace(tzinfo=None) else "missing"


def moment(*, day: date, clock: time, zone: str, second: bool = False) -> datetime:
    """The moment, in UTC, at which clocks in the zone show this time; the `second` where twice."""
    return datetime.combine(day, clock.replace(fold=second), ZoneInfo(zone)).astimezone(UTC)


def moved_along(
    *, meeting_at: datetime, from_at: datetime, to_at: datetime, zone: str
) -> datetime | None:
    """Where a meeting goes when its session moves: as many days on, at the same local clock.

    None where clocks skip or double that time, so that somebody has to say.
    """
    days = local_day(at=to_at, zone=zone) - local_day(at=from_at, zone=zone)
    local = meeting_at.astimezone(ZoneInfo(zone))
    day, clock = local.date() + days, local.time().replace(fold=0)
    if clock_problem(day=day, clock=clock, zone=zone) is not None:
        return None
    return moment(day=day, clock=clock, zone=zone)


def next_day_fits(*, session_at: datetime, meeting_at: datetime, zone: str) -> bool:
    """The next-day meeting starts 12 to 36 hours after T0, on the local day after."""
    after = meeting_at - session_at
    day_after = local_day(at=session_at, zone=zone) + timedelta(days=1)
    return SOONEST <= after <= LATEST and local_day(at=meeting_at, zone=zone) == day_after


def propose(*, kind: MeetingKind, session_at: datetime, minutes: int, leads, zone: str) -> Proposal:
    """A meeting of this kind at the usual hour, later where the session ended late."""
    day = local_day(at=session_at, zone=zone) + timedelta(days=DAYS_AFTER[kind])
    usual = moment(day=day, clock=USUAL_HOUR, zone=zone)
    soonest = session_at + SOONEST
    if soonest > usual:
        whole = soonest.replace(minute=0, second=0, microsecond=0)
        usual = whole if whole == soonest else whole + timedelta(hours=1)
    return Proposal(kind=kind, starts_at=usual, minutes=minutes, leads=tuple(leads))


def leads_for(kind: MeetingKind, *, protocol, clinic):
    """When letters leave: as the clinic wishes, but close to the session as the protocol says."""
    return clinic if clinic and kind != MeetingKind.NEXT_DAY else protocol


def lead_words(minutes: int) -> str:
    """A lead as people say it: in whole days, hours or minutes."""
    units = (("day", 1440), ("hour", 60), ("minute", 1))
    unit, length = next((u, n) for u, n in units if minutes % n == 0)
    count = minutes // length
    return f"{count} {unit}{'' if count == 1 else 's'}"
