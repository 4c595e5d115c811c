from django.db import transaction
from django.db.models import prefetch_related_objects

from ...audit.actions import record
from ...people.rules import Action
from .. import dates, facts
from . import bookings
from .bookings import ReasonForDoubleBooking
from .meetings import check_time
from .steps import TimeIsPast, editing


class DateDoesNotHold(Exception):
    """Something that is on record will not be right on that day; `problems` says each."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems

    def __str__(self):
        return " ".join(self.problems)


def check_date(plan, *, at):
    # Read once: the date, the approvals and the booking all ask for these two.
    prefetch_related_objects([plan], "parts")
    on = facts.day_of(plan, at)
    if problems := dates.problems(plan, on=on, known=facts.charts(plan, on=on)):
        raise DateDoesNotHold([problem.sentence for problem in problems])


@transaction.atomic
def schedule(
    *, plan, starts_at, minutes, zone, place, room, therapist, by, at, along=None, seen=None
):
    """Book the session; `starts_at` is T0, the moment the dose is taken.

    `along` says where meetings go with it, as {pk: moment}; those that were held stay. Raises
    `TimeIsPast`, `DateDoesNotHold`, `NotTheDayAfter`, and `TimeIsTaken` or `RoomIsClosed` where
    somebody or a room is not free.
    """
    stations = ("schedule", "meetings") if along else ("schedule",)
    told = {"deed": "session scheduled", "by": by, "at": at}
    with editing(plan, stations=stations, seen=seen, **told) as plan:
        moved, other_therapist = starts_at != plan.starts_at, therapist != plan.therapist
        if moved and starts_at <= at:
            raise TimeIsPast
        plan.starts_at, plan.minutes, plan.zone = starts_at, minutes, zone
        plan.place, plan.room, plan.therapist = place, room, therapist
        if moved or other_therapist:
            check_date(plan, at=at)
        with_it = list(plan.meetings.standing().filter(pk__in=along or {}))
        had = {each.pk: bookings.free(plan=plan, meeting=each) for each in with_it}
        bookings.take(plan=plan, by=by, at=at)
        for meeting in with_it:
            told = {"starts_at": along[meeting.pk], "had": had[meeting.pk]}
            _move_along(plan, meeting, **told, by=by, at=at)
    return plan


@transaction.atomic
def double_book(*, plan, starts_at, minutes, zone, room, therapist, why, by, at, seen=None):
    """Book the session on a time that is taken, on purpose; only where `why` is written.

    What is not taken is booked as ever. Raises `ReasonForDoubleBooking`, `TimeIsPast`,
    `DateDoesNotHold`, `RoomIsClosed`, `ChangedMeanwhile`.
    """
    if not why.strip():
        raise ReasonForDoubleBooking
    act = {"deed": "session scheduled", "by": by, "at": at, "action": Action.OVERRIDE_BOOKING}
    with editing(plan, stations=("schedule",), seen=seen, **act) as plan:
        if starts_at <= at:
            raise TimeIsPast
        plan.starts_at, plan.minutes, plan.zone = starts_at, minutes, zone
        plan.place = plan.place or plan.couple.clinic.address
        plan.room, plan.therapist = room, therapist
        check_date(plan, at=at)
        bookings.take(plan=plan, by=by, at=at, allowed_why=why.strip())
    return plan


def _move_along(plan, meeting, *, starts_at, had, by, at):
    check_time(plan, meeting.kind, starts_at, at=at)
    meeting.starts_at = starts_at
    meeting.changes += 1
    meeting.save(update_fields=["starts_at", "changes"])
    bookings.take(plan=plan, meeting=meeting, by=by, at=at, had=had)
    record(deed="meeting moved", subject=meeting, by=by, at=at)
