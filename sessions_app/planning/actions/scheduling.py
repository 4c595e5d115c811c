from django.db import transaction

from . import bookings
from .steps import TimeIsPast, editing


@transaction.atomic
def schedule(*, plan, starts_at, minutes, zone, place, room, therapist, by, at):
    """Book the session; `starts_at` is T0, the moment the dose is taken.

    Raises `TimeIsPast`, and `TimeIsTaken` or `RoomIsClosed` where somebody or a room is not free.
    """
    with editing(plan, deed="session scheduled", by=by, at=at) as plan:
        if starts_at != plan.starts_at and starts_at <= at:
            raise TimeIsPast
        plan.starts_at, plan.minutes, plan.zone = starts_at, minutes, zone
        plan.place, plan.room, plan.therapist = place, room, therapist
        bookings.take(plan=plan, by=by, at=at)
    return plan
