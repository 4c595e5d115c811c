"""Taking and freeing people and rooms. Called by the deeds that give something its time."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from ...audit.actions import record
from ...couples.models import Couple, Partner
from ...people.models import Account
from .. import lines, taken
from ..models import Booking, Room
from ..models.booking import TAKEN
from ..rules import bookings as rules

SHORT_LIST = 5
UNNAMED = "another booking"


class TimeIsTaken(Exception):
    """Somebody or a room is taken then.

    `clashes` says by what, as far as the reader may know; `free` holds the next free times, and
    `kind` the meeting it is about where several were booked at once.
    """

    kind = ""

    def __init__(self, clashes, *, free=(), zone="UTC"):
        super().__init__(clashes)
        self.clashes, self.free, self.zone = clashes, list(free), zone

    def __str__(self):
        said = [clash.sentence for clash in self.clashes[:SHORT_LIST]]
        more = len(self.clashes) - len(said)
        return " ".join(said + [f"And {more} more."] * bool(more))


class ReasonForDoubleBooking(Exception):
    def __str__(self):
        return "Please write why people or a room may be booked twice here."


class RoomIsClosed(Exception):
    def __init__(self, name):
        super().__init__(name)
        self.name = name

    def __str__(self):
        return f"{self.name} is no longer used. Choose another room, or ask an admin to reopen it."


def room_called(name, *, clinic):
    """The room of this name, known from now on; None without a name. Raises `RoomIsClosed`."""
    name = " ".join(name.split())
    if not name:
        return None
    room = Room.objects.filter(clinic=clinic, name__iexact=name).first()
    if room is None:
        room, _ = Room.objects.get_or_create(clinic=clinic, name=name)
    if not room.active:
        raise RoomIsClosed(room.name)
    return room


def free(*, plan, meeting=None):
    """Give back what a session, or one of its meetings, had taken; the rows as they were."""
    had = list(Booking.objects.of(plan=plan, meeting=meeting))
    Booking.objects.filter(pk__in=[row.pk for row in had]).delete()
    return had


def _wish(plan, meeting):
    """(what is taken from when to when, by whom) for a session or one of its meetings."""
    if meeting is None:
        span = rules.span_of(
            starts_at=plan.starts_at, minutes=plan.minutes, before=lines.arrival(plan)
        )
        return span, plan.therapist, plan.room
    span = rules.span_of(starts_at=meeting.starts_at, minutes=meeting.minutes)
    return span, meeting.therapist or plan.therapist, meeting.room


def _wanted(plan, meeting):
    span, therapist, room = _wish(plan, meeting)
    during = DateTimeTZRange(*span)
    rows = [Booking(partner=part.partner) for part in plan.pair]
    if therapist is not None:
        rows.insert(0, Booking(therapist=therapist))
    if room := room_called(room, clinic=plan.couple.clinic):
        rows.append(Booking(room=room))
    for row in rows:
        row.plan, row.meeting, row.during = plan, meeting, during
    return span, rows


def _hold_still(rows):
    """Lock the people and rooms in one fixed order, so that two bookings never wait in a ring."""
    for model, name in ((Room, "room"), (Account, "therapist"), (Partner, "partner")):
        ids = [pk for row in rows if (pk := getattr(row, f"{name}_id"))]
        list(
            model.objects.select_for_update(no_key=True, of=("self",))
            .filter(pk__in=ids)
            .order_by("pk")
            .values_list("pk")
        )


def _people(rows):
    return {name: [each for row in rows if (each := getattr(row, name))] for name in TAKEN}


def _in_the_way(rows, span):
    return list(
        taken.overlapping(_people(rows), span)
        .select_related("therapist", "partner", "room", "meeting", "plan__couple")
        .prefetch_related("plan__couple__partners")
        .order_by("during", "pk")
    )


def _clashes(found, *, by, zone):
    """The bookings in the way, one for each session or meeting, told as `by` may know them."""
    couples = {booking.plan.couple_id for booking in found}
    known = set(Couple.objects.visible_to(by).filter(pk__in=couples).values_list("pk", flat=True))
    takers = {}
    for booking in found:
        key = (booking.plan_id, booking.meeting_id)
        takers.setdefault(key, (booking, []))[1].append(_called(booking))
    return [
        rules.Clash(
            takers=tuple(names),
            what=_what(booking) if booking.plan.couple_id in known else UNNAMED,
            span=(booking.during.lower, booking.during.upper),
            zone=zone,
        )
        for booking, names in takers.values()
    ]


def _called(booking):
    if booking.therapist:
        return booking.therapist.name
    return booking.partner.called if booking.partner else booking.room.name


def _what(booking):
    kind = "session" if booking.meeting is None else "meeting"
    return f"a {kind} with {booking.plan.couple}"


def _free_starts(rows, span, *, plan, meeting):
    timed = meeting or plan
    wide = span[0] - timedelta(days=1), span[1] + timedelta(days=rules.DAYS_LOOKED_AT + 1)
    return rules.free_starts(
        taken=taken.spans(_people(rows), wide),
        wanted=timed.starts_at,
        minutes=timed.minutes,
        before=0 if meeting else lines.arrival(plan),
        zone=timed.zone,
        fits=taken.fits(plan, meeting.kind if meeting else ""),
    )


def _stays(row, had):
    """Whether it was held before and stands as it did, also where it was allowed on purpose."""
    for other in had:
        if (row.taken, row.during) == (other.taken, other.during):
            row.allowed_by, row.allowed_at = other.allowed_by, other.allowed_at
            row.allowed_why = other.allowed_why
            return True
    return False


def take(*, plan, meeting=None, by, at, allowed_why="", had=None):
    """Take the people and the room for the time that a session or one of its meetings has.

    What it had taken before, `had` where that was given back already, and still wants is not asked
    about again. With `allowed_why` what is taken already is taken twice on purpose, and the trail
    says so. Raises `TimeIsTaken`, `RoomIsClosed`.
    """
    had = free(plan=plan, meeting=meeting) if had is None else had
    span, rows = _wanted(plan, meeting)
    _hold_still(rows)
    new = [row for row in rows if not _stays(row, had)]
    found = _in_the_way(new, span)
    if found and not allowed_why:
        raise _refusal(found, rows, span, plan=plan, meeting=meeting, by=by)
    for row in new:
        if any(row.taken == other.taken for other in found):
            row.allowed_by, row.allowed_at, row.allowed_why = by, at, allowed_why
    _keep(rows, span, plan=plan, meeting=meeting, by=by)
    if found:
        record(deed="double booking allowed", subject=meeting or plan, by=by, at=at)


def _keep(rows, span, *, plan, meeting, by):
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(rows)
    except IntegrityError as error:
        # The database saw what the search above could not: a clinic we may not read.
        clash = rules.Clash(("Somebody or the room",), UNNAMED, span, (meeting or plan).zone)
        raise TimeIsTaken([clash], zone=(meeting or plan).zone) from error


def _refusal(found, rows, span, *, plan, meeting, by):
    zone = (meeting or plan).zone
    return TimeIsTaken(
        _clashes(found, by=by, zone=zone),
        free=_free_starts(rows, span, plan=plan, meeting=meeting),
        zone=zone,
    )
