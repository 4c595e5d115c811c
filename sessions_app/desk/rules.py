"""What a person has to look at first, and how it is said. Plain values."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ..approvals.rules import Status, left_words
from ..people.rules import local_day

TITLES = {"Dr", "Dr.", "Prof", "Prof."}
NEAR = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
ENDS = {
    Status.NONE: "No approval yet",
    Status.REVOKED: "Ended by the prescriber",
    Status.SUPERSEDED: "Replaced by a newer one",
}


def greeting(*, hour: int) -> str:
    if hour < 12:
        return "Good morning"
    return "Good afternoon" if hour < 18 else "Good evening"


def spoken_to(name: str) -> str:
    """Thea Lindqvist is Thea, Dr Paul Adeyemi is Dr Adeyemi."""
    first, *others = name.split()
    return f"{first} {others[-1]}" if others and first in TITLES else first


def long_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def near_words(*, at: datetime, now: datetime, zone: str) -> str:
    """A moment of these weeks as people say it: Today 14:00, Fri 4 December 10:00."""
    day = local_day(at=at, zone=zone)
    ahead = (day - local_day(at=now, zone=zone)).days
    return (
        f"{NEAR.get(ahead, f'{day:%a} {day.day} {day:%B}')} {at.astimezone(ZoneInfo(zone)):%H:%M}"
    )


def approval_words(
    *,
    status: Status,
    on: date,
    valid_from: date | None = None,
    valid_until: date | None = None,
    ended: str = "",
) -> tuple[str, str]:
    """(tone, words) of one partner's approval on a day."""
    if status in ENDS:
        return "plain", ENDS[status]
    if valid_from is None or valid_until is None:
        raise TypeError("An approval has a first and a last day.")
    if status == Status.ACTIVE:
        tone, left = left_words((valid_until - on).days)
        return tone, left[0].upper() + left[1:]
    if status == Status.UPCOMING:
        return "wait", f"Begins on {short_day(valid_from)}"
    if ended:
        # Why it lapsed is private to the partner and stands in their record only.
        return "not", "Lapsed"
    if on > valid_until:
        return "not", f"Lapsed on {short_day(valid_until)}"
    return "not", "Every approved session is used"
