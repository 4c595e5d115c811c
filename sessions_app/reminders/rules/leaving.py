"""Whether a letter leaves, and when: it would rather be silent than late, and never two at once.

Where silence could make somebody miss a meeting, the reason asks for a call.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...post.rules import tells
from .hours import Hours
from .words import Why

# A letter moved out of quiet hours still has to leave its reader this long.
LEAST_NOTICE = timedelta(minutes=30)
# How late a letter may be: this share of its lead, within these bounds.
LATE_SHARE = 3 / 4
LEAST_PATIENCE, MOST_PATIENCE = timedelta(minutes=10), timedelta(hours=18)
# No more than this reaches one person in this time (brief 6.2).
MOST_LETTERS, WITHIN = 3, timedelta(days=7)
# A worker unheard of for this long has let go of what it had claimed and not handed over.
CLAIM_LASTS = timedelta(seconds=30)
# Longer than a mail server may take for its last two answers (EMAIL_TIMEOUT each).
UNCERTAIN_AFTER = timedelta(seconds=50)
LONGEST_PAUSE = timedelta(minutes=30)
ASLEEP_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Case:
    """All that decides about one letter. `lately`: how many its reader had within seven days."""

    lead: int
    written_for: datetime
    planned_at: datetime
    starts_at: datetime
    leads: tuple[int, ...]
    cancelled: bool = False
    held: bool = False
    withdrawn: bool = False
    wants_letters: bool = True
    neutral_name: str
    hours: Hours
    lately: int = 0


@dataclass(frozen=True)
class Verdict:
    """The letter leaves at a time, or stays for a reason."""

    leaves_at: datetime | None = None
    why: Why | None = None

    def goes(self, at: datetime) -> bool:
        return self.leaves_at is not None and self.leaves_at <= at


def due_times(*, starts_at: datetime, leads) -> dict[int, datetime]:
    """When each letter of a meeting is due, by its lead in minutes."""
    return {lead: starts_at - timedelta(minutes=lead) for lead in leads if lead > 0}


def leave_at(*, due_at: datetime, starts_at: datetime, hours: Hours) -> datetime | None:
    """When it is due, or the next allowed hour; None when no hour before the meeting is of use."""
    leaves = hours.next_allowed(due_at)
    if leaves is None or leaves >= starts_at:
        return None
    if leaves > due_at and starts_at - leaves < LEAST_NOTICE:
        return None
    return leaves


def too_late(*, at: datetime, leaves_at: datetime, starts_at: datetime, lead: int) -> bool:
    patience = min(max(timedelta(minutes=lead) * LATE_SHARE, LEAST_PATIENCE), MOST_PATIENCE)
    return at >= starts_at or at - leaves_at > patience


def pause_after(*, tries: int) -> timedelta:
    """One minute, then two, four … until the mail server is asked again for this letter."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_PAUSE)


def asleep(*, last_at: datetime | None, now: datetime) -> bool:
    """Whether nobody has looked at the letters for too long."""
    return last_at is None or now - last_at > ASLEEP_AFTER


def verdict(case: Case, *, at: datetime) -> Verdict:
    """What becomes of a letter, seen from this moment."""
    if why := _unwanted(case):
        return Verdict(why=why)
    times = _leave_times(case)
    leaves = times.pop(case.lead)
    if leaves is None:
        return Verdict(why=Why.NO_HOUR)
    nearer = [time for lead, time in times.items() if lead < case.lead and time is not None]
    if why := _untimely(case, leaves, nearer, at=at):
        return Verdict(why=why)
    return Verdict(leaves_at=_not_before(case, leaves, at=at))


def _unwanted(case):
    reasons = (
        (case.cancelled, Why.CANCELLED),
        (case.held, Why.HELD),
        (case.withdrawn, Why.WITHDRAWN),
        (case.starts_at != case.written_for, Why.MOVED),
        (case.lead not in case.leads, Why.DROPPED),
        (not case.wants_letters, Why.UNWANTED),
        (tells(case.neutral_name), Why.NAME_TELLS),
    )
    return next((why for holds, why in reasons if holds), None)


def _leave_times(case):
    dues = due_times(starts_at=case.starts_at, leads=case.leads)
    return {
        lead: leave_at(due_at=due, starts_at=case.starts_at, hours=case.hours)
        for lead, due in dues.items()
    }


def _untimely(case, leaves, nearer, *, at):
    def late(moment):
        return too_late(at=moment, leaves_at=leaves, starts_at=case.starts_at, lead=case.lead)

    still_to_come = any(time > case.planned_at for time in nearer)
    reasons = (
        (late(case.planned_at), Why.BOOKED_LATE),
        (leaves < case.planned_at and still_to_come, Why.BOOKED_LATE),
        (any(time <= at for time in nearer), Why.NEARER),
        (late(_not_before(case, leaves, at=at)), Why.TOO_LATE),
        (case.lately >= MOST_LETTERS, Why.ENOUGH),
    )
    return next((why for holds, why in reasons if holds), None)


def _not_before(case, leaves, *, at):
    """A late letter is no reason to write at night either."""
    if at <= leaves:
        return leaves
    return case.hours.next_allowed(at) or case.starts_at
