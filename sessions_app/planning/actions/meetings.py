from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ..models import Meeting
from ..rules import times
from ..rules.stages import Stage
from . import bookings
from .bookings import ReasonForDoubleBooking, RoomIsClosed, TimeIsTaken
from .steps import TimeIsPast, editing, locked


class MeetingIsOver(Exception):
    def __str__(self):
        return "This meeting was already held or cancelled, so nothing was changed."


class MeetingChangedMeanwhile(Exception):
    def __str__(self):
        return (
            "Somebody changed this meeting while you were working on it. What stands now is above, "
            "what you typed below. Look at both, and save again."
        )


class NotTheDayAfter(Exception):
    def __str__(self):
        return (
            "The meeting of the next day starts on the day after the session, "
            "12 to 36 hours after the dose."
        )


REFUSALS = (TimeIsPast, NotTheDayAfter, TimeIsTaken, RoomIsClosed)


def check_time(plan, kind, starts_at, *, at, before=None):
    """`before` is the time it has: one that has begun may keep it."""
    if starts_at <= at and starts_at != before:
        raise TimeIsPast
    if kind == times.MeetingKind.NEXT_DAY and not times.next_day_fits(
        session_at=plan.starts_at, meeting_at=starts_at, zone=plan.zone
    ):
        raise NotTheDayAfter


@transaction.atomic
def book_meetings(*, plan, meetings, by, at, seen=None):
    """Make the plan's meetings these: `meetings` is a list of dicts of `Meeting` fields.

    A kind that is not named is cancelled; one that is named is moved or booked; one that took
    place stays as it was. Place, room and therapist of a new one are the session's unless the dict
    says others; one that is booked keeps its own. A refusal carries the `kind` it is about. Raises
    `NotTheDayAfter`, `TimeIsPast`, `TimeIsTaken`, `RoomIsClosed` and `ChangedMeanwhile`.
    """
    told = {"deed": "meetings booked", "by": by, "at": at}
    with editing(plan, stations=("meetings",), seen=seen, **told) as plan:
        held = set(plan.meetings.filter(held_at__isnull=False).values_list("kind", flat=True))
        booked = {m.kind: m for m in plan.meetings.standing()}
        # All at once, so that two of them may change places.
        had = {m.pk: bookings.free(plan=plan, meeting=m) for m in booked.values()}
        new = {"place": plan.place, "room": plan.room, "therapist": plan.therapist}
        for wished in (m for m in meetings if m["kind"] not in held):
            meeting = booked.pop(wished["kind"], None) or Meeting(
                plan=plan, booked_by=by, booked_at=at, **new
            )
            try:
                _book(meeting, wished, had=had.get(meeting.pk, ()), by=by, at=at)
            except REFUSALS as refusal:
                refusal.kind = wished["kind"]
                raise
        for meeting in booked.values():
            _cancel(meeting, why="No longer part of the plan.", by=by, at=at)
    return plan


def _book(meeting, wished, *, had, by, at):
    before, began = meeting.as_told, meeting.starts_at
    for name, value in wished.items():
        setattr(meeting, name, value)
    check_time(meeting.plan, meeting.kind, meeting.starts_at, at=at, before=began)
    meeting.changes += meeting.as_told != before
    meeting.full_clean()
    meeting.save()
    bookings.take(plan=meeting.plan, meeting=meeting, by=by, at=at, had=had)


def _cancel(meeting, *, why, by, at):
    bookings.free(plan=meeting.plan, meeting=meeting)
    meeting.cancelled_by, meeting.cancelled_at, meeting.cancelled_why = by, at, why
    meeting.changes += 1
    meeting.save(update_fields=["cancelled_by", "cancelled_at", "cancelled_why", "changes"])
    record(deed="meeting cancelled", subject=meeting, by=by, at=at)


def _standing(meeting, seen=None):
    """The meeting as it stands now, locked. Raises `MeetingIsOver`, `MeetingChangedMeanwhile`."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.cancelled_at or meeting.held_at:
        raise MeetingIsOver
    if seen is not None and seen != meeting.changes:
        raise MeetingChangedMeanwhile
    return meeting


def _change(meeting, deed, *, by, at, change, seen=None, action=Action.PLAN):
    """Apply `change` to a standing meeting; before the session it is a change of the plan.

    Afterwards the plan is a record of what was held, and its meetings live on by themselves.
    """
    plan = locked(meeting.plan)
    require(account=by, clinic=plan.couple.clinic, action=action)
    if Stage(plan.stage) == Stage.HELD:
        meeting = _standing(meeting, seen)
        change(meeting)
        record(deed=deed, subject=meeting, by=by, at=at)
        return meeting
    with editing(plan, deed=deed, by=by, at=at, stations=("meetings",), action=action):
        meeting = _standing(meeting, seen)
        change(meeting)
    return meeting


def _put(meeting, told, *, by, at, allowed_why=""):
    """Give a meeting this time, place, room and therapist, and take them."""
    before, began, led = meeting.as_told, meeting.starts_at, (meeting.room, meeting.therapist)
    for name, value in told.items():
        setattr(meeting, name, value)
    if meeting.as_told == before:
        return
    if meeting.starts_at != began:
        check_time(meeting.plan, meeting.kind, meeting.starts_at, at=at)
    meeting.changes += 1
    meeting.full_clean()
    meeting.save()
    bookings.take(plan=meeting.plan, meeting=meeting, by=by, at=at, allowed_why=allowed_why)
    if (meeting.room, meeting.therapist) != led:
        record(deed="meeting given another room or therapist", subject=meeting, by=by, at=at)


@transaction.atomic
def move_meeting(*, meeting, starts_at, minutes, by, at, seen=None, **where):
    """Put a meeting on another time; letters for the old time are no longer due.

    `where` holds its `place`, `room` and `therapist` where they are to be others. `seen` is the
    number of changes it had when the page was shown. Raises `MeetingIsOver`, `TimeIsPast`,
    `MeetingChangedMeanwhile`, `NotTheDayAfter`, `TimeIsTaken`, `RoomIsClosed` and `PlanIsClosed`.
    """
    told = {"starts_at": starts_at, "minutes": minutes} | where

    def change(meeting):
        _put(meeting, told, by=by, at=at)

    return _change(meeting, "meeting moved", by=by, at=at, change=change, seen=seen)


@transaction.atomic
def double_book_meeting(*, meeting, starts_at, minutes, room, therapist, why, by, at, seen=None):
    """Put a meeting on a time that is taken, on purpose; only where `why` is written.

    Raises what `move_meeting` does except `TimeIsTaken`, and `ReasonForDoubleBooking`.
    """
    if not why.strip():
        raise ReasonForDoubleBooking
    told = {"starts_at": starts_at, "minutes": minutes, "room": room, "therapist": therapist}

    def change(meeting):
        _put(meeting, told, by=by, at=at, allowed_why=why.strip())

    act = {"by": by, "at": at, "seen": seen, "action": Action.OVERRIDE_BOOKING}
    return _change(meeting, "meeting moved", change=change, **act)


@transaction.atomic
def cancel_meeting(*, meeting, why, by, at, seen=None):
    """Cancel a meeting; none of its letters will leave."""

    def change(meeting):
        _cancel(meeting, why=why, by=by, at=at)

    return _change(meeting, "plan lost a meeting", by=by, at=at, change=change, seen=seen)


@transaction.atomic
def hold_meeting(*, meeting, by, at):
    """Record that the meeting took place."""
    require(account=by, clinic=meeting.plan.couple.clinic, action=Action.PLAN)
    meeting = _standing(meeting)
    meeting.held_by, meeting.held_at = by, at
    meeting.save(update_fields=["held_by", "held_at"])
    record(deed="meeting held", subject=meeting, by=by, at=at)
    return meeting
