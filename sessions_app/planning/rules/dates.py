"""Whether a day will do for a session: doses far enough apart, papers that still hold by then.

Each answer is the fact and the way out in one sentence or two, or nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ...people.rules import licence_holds


@dataclass(frozen=True)
class OtherSession:
    """A session of the same couple in another plan, held or planned."""

    number: int
    day: date
    held: bool
    dosing: frozenset[str]
    approach: str = ""
    next_day_required: bool = True
    # The day on which that meeting stands, if it does.
    next_day_on: date | None = None
    # Held, or let go with a reason after the session.
    next_day_done: bool = False


@dataclass(frozen=True)
class Problem:
    """Why a day will not do, and the number of the rule it goes back to."""

    sentence: str
    seed: str


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def first_day(*, days: list[date], least_days: int, earliest: date) -> date:
    """The first day from `earliest` on that is far enough from each of these days."""
    day = earliest
    while any(abs((day - other).days) < least_days for other in days):
        day += timedelta(days=1)
    return day


def too_close(
    *, partner: str, name: str, day: date, least_days: int, others: list[OtherSession]
) -> str | None:
    """Doses of one partner that lie closer together than the prescriber wrote."""
    doses = [other for other in others if partner in other.dosing]
    near = next((o for o in doses if abs((day - o.day).days) < least_days), None)
    if near is None:
        return None
    free = first_day(days=[o.day for o in doses], least_days=least_days, earliest=day)
    took = "took a dose" if near.held else "is planned to take a dose"
    return (
        f"{name} {took} on {day_words(near.day)} (session plan {near.number}), and the "
        f"prescriber wants {least_days} days between two. The first day after is {day_words(free)}."
    )


def approval_begins(*, name: str, valid_from: date, day: date) -> str | None:
    if day >= valid_from:
        return None
    return (
        f"The approval of {name} begins on {day_words(valid_from)}. "
        "Choose a later day, or ask the prescriber for a new one."
    )


def approval_ends(*, name: str, valid_until: date, day: date) -> str | None:
    if day <= valid_until:
        return None
    return (
        f"The approval of {name} ends on {day_words(valid_until)}. "
        "Choose an earlier day, or ask the prescriber for a new one."
    )


def licence_ends(*, name: str, expires_on: date | None, day: date) -> str | None:
    """`expires_on` is the licence to practise alone.

    A DEA registration is for prescribing; it ends approvals and signatures, not a therapist's work.
    """
    if expires_on is None or licence_holds(expires_on=expires_on, on=day):
        return None
    return (
        f"The licence of {name} ends on {day_words(expires_on)}. Choose an earlier day or "
        "another therapist, or ask an admin to write down the renewal."
    )


def session_before(*, day: date, others: list[OtherSession]) -> OtherSession | None:
    return max((o for o in others if o.day < day), key=lambda o: o.day, default=None)


def meeting_is_missing(*, day: date, on: date, others: list[OtherSession]) -> str | None:
    """The next-day meeting of the session before was not booked, or nobody wrote what became of it.

    On its own day it may still be to come, so it is asked after from the day that follows; where
    the next session is on that very day, at once.
    """
    before = session_before(day=day, others=others)
    if before is None or before.next_day_done:
        return None
    if before.next_day_on:
        if on < before.next_day_on or on == before.next_day_on < day:
            return None
        return (
            f"The next-day meeting of session plan {before.number} was booked for "
            f"{day_words(before.next_day_on)} and nothing is recorded. "
            "Record that it took place, or cancel it with the reason."
        )
    if before.held or not before.next_day_required:
        return None
    return (
        f"Session plan {before.number} has no next-day meeting, and it comes before this one. "
        "Book that meeting first."
    )
