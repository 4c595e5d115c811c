from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ..models import Meeting
from ..rules import times
from ..rules.stages import Stage
from . import bookings
from .steps import TimeIsPast, editing, locked


class MeetingIsOver(Exception):
    def __str__(self):
        return "This meeting was already held or cancelled, so nothing was changed."


class NotTheDayAfter(Exception):
    def __str__(self):
        return (
            "The meeting of the next day starts on the day after the session, "
            "12 to 36 hours after the dose."
        )


def check_time(plan, kind, starts_at, *, at):
    if starts_at <= at:
        raise TimeIsPast
    if kind == times.MeetingKind.NEXT_DAY and not times.next_day_fits(
        session_at=plan.starts_at, meeting_at=starts_at, zone=plan.zone
    ):
        raise NotTheDayAfter


@transaction.atomic
def book_meetings(*, plan, meetings, by, at):
    """Make the plan's meetings these: `meetings` is a list of dicts of `Meeting` fields.

    A kind that is not named is cancelled; one that is named is moved or booked; one that took
    place stays as it was. Room and therapist are the session's unless the dict says others.
    Raises `NotTheDayAfter`, `TimeIsPast`, `TimeIsTaken` and `RoomIsClosed`.
    """
    with editing(plan, deed="meetings booked", by=by, at=at) as plan:
        held = set(plan.meetings.filter(held_at__isnull=False).values_list("kind", flat=True))
        booked = {m.kind: m for m in plan.meetings.standing()}
        # All at once, so that two of them may change places.
        for meeting in booked.values():
            bookings.free(plan=plan, meeting=meeting)
        for wished in (m for m in meetings if m["kind"] not in held):
            meeting = booked.pop(wished["kind"], None) or Meeting(
                plan=plan, booked_by=by, booked_at=at
            )
            check_time(plan, wished["kind"], wished["starts_at"], at=at)
            _book(meeting, {"therapist": plan.therapist, "room": plan.room} | wished, by=by, at=at)
        for meeting in booked.values():
            _cancel(meeting, why="No longer part of the plan.", by=by, at=at)
    return plan


def _book(meeting, wished, *, by, at):
    for name, value in wished.items():
        setattr(meeting, name, value)
    meeting.full_clean()
    meeting.save()
    bookings.take(plan=meeting.plan, meeting=meeting, by=by, at=at)


def _cancel(meeting, *, why, by, at):
    bookings.free(plan=meeting.plan, meeting=meeting)
    meeting.cancelled_by, meeting.cancelled_at, meeting.cancelled_why = by, at, why
    meeting.save(update_fields=["cancelled_by", "cancelled_at", "cancelled_why"])
    record(deed="meeting cancelled", subject=meeting, by=by, at=at)


def _standing(meeting):
    """The meeting as it stands now, locked; raises `MeetingIsOver`."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.cancelled_at or meeting.held_at:
        raise MeetingIsOver
    return meeting


def _change(meeting, deed, *, by, at, change):
    """Apply `change` to a standing meeting; before the session it is a change of the plan.

    Afterwards the plan is a record of what was held, and its meetings live on by themselves.
    """
    plan = locked(meeting.plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    if Stage(plan.stage) == Stage.HELD:
        meeting = _standing(meeting)
        change(meeting)
        record(deed=deed, subject=meeting, by=by, at=at)
        return meeting
    with editing(plan, deed=deed, by=by, at=at):
        meeting = _standing(meeting)
        change(meeting)
    return meeting


@transaction.atomic
def move_meeting(*, meeting, starts_at, minutes, by, at):
    """Put a meeting on another time; letters for the old time are no longer due."""

    def change(meeting):
        check_time(meeting.plan, meeting.kind, starts_at, at=at)
        meeting.starts_at, meeting.minutes = starts_at, minutes
        meeting.save(update_fields=["starts_at", "minutes"])
        bookings.take(plan=meeting.plan, meeting=meeting, by=by, at=at)

    return _change(meeting, "meeting moved", by=by, at=at, change=change)


@transaction.atomic
def cancel_meeting(*, meeting, why, by, at):
    """Cancel a meeting; none of its letters will leave."""

    def change(meeting):
        _cancel(meeting, why=why, by=by, at=at)

    return _change(meeting, "plan lost a meeting", by=by, at=at, change=change)


@transaction.atomic
def hold_meeting(*, meeting, by, at):
    """Record that the meeting took place."""
    require(account=by, clinic=meeting.plan.couple.clinic, action=Action.PLAN)
    meeting = _standing(meeting)
    meeting.held_by, meeting.held_at = by, at
    meeting.save(update_fields=["held_by", "held_at"])
    record(deed="meeting held", subject=meeting, by=by, at=at)
    return meeting
