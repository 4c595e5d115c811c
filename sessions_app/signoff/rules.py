"""How long something waits, counted in the clinic's own days, and when an approval will end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..people.rules import local_day

# What a board can be narrowed to: waiting since this many days or longer.
AGES = {"1": "Since yesterday or longer", "3": "3 days or longer", "7": "7 days or longer"}


def age(*, since: datetime, now: datetime, zone: str) -> str:
    """In words, on the clock of the zone: since 14:05, since yesterday, for 3 days.

    A moment before midnight is yesterday's, however short ago it was.
    """
    days = days_since(since=since, now=now, zone=zone)
    if days <= 0:
        return f"since {since.astimezone(ZoneInfo(zone)):%H:%M}"
    return "since yesterday" if days == 1 else f"for {days} days"


def ago(*, since: datetime, now: datetime, zone: str) -> str:
    """When it was, in the same days: today at 14:05, yesterday, 3 days ago."""
    days = days_since(since=since, now=now, zone=zone)
    if days <= 0:
        return f"today at {since.astimezone(ZoneInfo(zone)):%H:%M}"
    return "yesterday" if days == 1 else f"{days} days ago"


def days_since(*, since: datetime, now: datetime, zone: str) -> int:
    """Midnights that passed, on the clock of the zone."""
    return (local_day(at=now, zone=zone) - local_day(at=since, zone=zone)).days


def waits_long_enough(*, since: date, on: date, age: str) -> bool:
    """Whether it belongs on a board narrowed to this age; any other word narrows nothing."""
    return age not in AGES or (on - since).days >= int(age)


# So many days ahead an approval is told as lapsing.
LAPSING = timedelta(days=30)


class Lapse(StrEnum):
    """What of the causes in brief 4.3 the calendar tells ahead."""

    LAST_DAY = "Its last day is"
    LICENCE = "The licence or DEA registration it stands on runs out on"
    SESSIONS = "Its last approved session is planned for"
    IDLE = "Without a session it ends after"


class End(NamedTuple):
    day: date
    why: Lapse

    @property
    def words(self):
        return f"{self.why} {self.day.day} {self.day:%B %Y}."


def end_ahead(
    *,
    on: date,
    valid_until: date,
    licence_until: date | None,
    left: int,
    planned: Sequence[date],
    idle_until: date,
) -> End | None:
    """The first day ahead on which an approval will have ended, unless something changes before.

    `left` are the approved sessions that were not used, `planned` the days of those ahead in their
    order, `idle_until` the last day that it may go without one. None when none of it is near.
    """
    ends = [End(valid_until, Lapse.LAST_DAY)]
    if licence_until:
        ends.append(End(licence_until, Lapse.LICENCE))
    if len(planned) >= left:
        ends.append(End(planned[left - 1], Lapse.SESSIONS))
    if not any(day <= idle_until for day in planned):
        ends.append(End(idle_until, Lapse.IDLE))
    first = min((end for end in ends if end.day >= on), key=lambda end: end.day, default=None)
    return first if first and first.day <= on + LAPSING else None
