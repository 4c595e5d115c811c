"""Weeks, months, and how little a calendar outside the app is told. Plain values."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
NEUTRAL = "Appointment"


def day_from(text: str, *, today: date) -> date:
    """The day an address names, or today when it names none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if 2000 <= day.year <= 2199 else today


def week_of(day: date) -> list[date]:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + n * DAY for n in range(7)]


def month_of(day: date) -> list[date]:
    """The whole weeks in which the month lies."""
    first = week_of(day.replace(day=1))[0]
    last = week_of(next_month(day) - DAY)[-1]
    return [first + n * DAY for n in range((last - first).days + 1)]


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(day: date) -> date:
    return (day.replace(day=1) - DAY).replace(day=1)


def week_words(days: list[date]) -> str:
    """8 to 14 March 2027; 29 March to 4 April 2027."""
    first, last = days[0], days[-1]
    if first.year != last.year:
        return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    month = "" if first.month == last.month else f" {first:%B}"
    return f"{first.day}{month} to {last.day} {last:%B %Y}"


def begins(day: date, zone: str) -> datetime:
    """The moment at which the day begins on the clocks of the zone."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def clocks_change(day: date, zone: str) -> bool:
    """Whether clocks of the zone show another distance from UTC before and after this day."""
    return (
        begins(day, zone).astimezone(ZoneInfo(zone)).utcoffset()
        != begins(day + DAY, zone).astimezone(ZoneInfo(zone)).utcoffset()
    )


def initials(names: list[str]) -> str:
    """A and R, for Alex and Robin."""
    return " and ".join(name[0].upper() for name in names if name)


def neutral_title(names: list[str]) -> str:
    """What a calendar outside the app says: that there is an appointment, and with whom."""
    return f"{NEUTRAL} {initials(names)}".strip()


def digest_of(code: str) -> str:
    """What is kept of a secret address."""
    return sha256(code.encode()).hexdigest()
