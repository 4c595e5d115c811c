"""Appointments as a calendar program outside the app reads them: a time, and initials.

No place, no kind, no note: whoever looks over a shoulder learns nothing else. Times are told in
UTC, which every program shows on the clock of its own reader.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from ..people.models import Membership
from ..planning.models import Meeting, Plan
from ..planning.rules.stages import Stage
from . import rules

BACK, AHEAD = timedelta(days=30), timedelta(days=400)


@dataclass(frozen=True)
class Appointment:
    what: str
    starts_at: datetime
    minutes: int
    names: list[str]
    called_off: bool
    # Rises with every change of it, so that a calendar program knows the newer of two.
    changes: int


def _works_there(account, clinic):
    return Exists(Membership.objects.standing().filter(account=account, clinic=OuterRef(clinic)))


def appointments(account, *, now):
    """All this person leads or led, called off or not, in every clinic of theirs."""
    around = (now - BACK, now + AHEAD)
    sessions = Plan.objects.filter(
        _works_there(account, "couple__clinic"),
        therapist=account,
        starts_at__range=around,
    )
    meetings = Meeting.objects.filter(
        Q(therapist=account) | Q(therapist=None, plan__therapist=account),
        _works_there(account, "plan__couple__clinic"),
        starts_at__range=around,
    )
    for plan in sessions.prefetch_related("couple__partners").order_by("starts_at"):
        yield _session(plan)
    for each in meetings.prefetch_related("plan__couple__partners").order_by("starts_at"):
        yield _meeting(each)


def _session(plan):
    withdrawn = plan.stage == Stage.WITHDRAWN.value
    return Appointment(
        what=f"1-{plan.pk}",
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        names=_names(plan.couple),
        called_off=withdrawn,
        # Taking a plan back and up again is no saved edit; the revision rises with the second.
        changes=2 * (plan.changes + plan.revision) + withdrawn,
    )


def _meeting(meeting):
    return Appointment(
        what=f"2-{meeting.pk}",
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        names=_names(meeting.plan.couple),
        called_off=meeting.cancelled_at is not None,
        changes=meeting.changes,
    )


def _names(couple):
    return [partner.called for partner in couple.pair]


def written(account, *, now):
    """The calendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Appointments")
    for each in appointments(account, now=now):
        calendar.add_component(_event(each, now=now))
    return calendar.to_ical()


def _event(appointment, *, now):
    begins = appointment.starts_at.astimezone(UTC)
    event = Event()
    event.add("uid", salted_hmac("calendar", appointment.what).hexdigest()[:32])
    event.add("sequence", appointment.changes)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=appointment.minutes))
    event.add("summary", rules.neutral_title(appointment.names))
    event.add("status", "CANCELLED" if appointment.called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if appointment.called_off else "OPAQUE")
    event.add("class", "PRIVATE")
    return event
