"""How long something waits, counted in the clinic's own days."""

from datetime import date, datetime
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
