"""Appointments as a calendar program outside the app reads them: a time, and initials.

No place, no kind, no note: whoever looks over a shoulder learns nothing else. Times are told in
UTC, which every program shows on the clock of its own reader.
"""

from datetime import UTC, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event

from ..people.models import Membership
from ..planning.models import Meeting, Plan
from ..planning.rules.stages import OPEN, Stage
from . import rules

BACK, AHEAD = timedelta(days=30), timedelta(days=400)
WITH_A_TIME = [stage.value for stage in (*OPEN, Stage.HELD)]


def _works_there(account, clinic):
    return Exists(Membership.objects.standing().filter(account=account, clinic=OuterRef(clinic)))


def appointments(account, *, now):
    """(what, starts at, minutes, names) of all this person leads, in every clinic of theirs."""
    around = (now - BACK, now + AHEAD)
    sessions = Plan.objects.filter(
        _works_there(account, "couple__clinic"),
        therapist=account,
        stage__in=WITH_A_TIME,
        starts_at__range=around,
    )
    meetings = Meeting.objects.filter(
        Q(therapist=account) | Q(therapist=None, plan__therapist=account),
        _works_there(account, "plan__couple__clinic"),
        cancelled_at=None,
        starts_at__range=around,
    )
    for plan in sessions.prefetch_related("couple__partners").order_by("starts_at"):
        yield f"1-{plan.pk}", plan.starts_at, plan.minutes, _names(plan.couple)
    for each in meetings.prefetch_related("plan__couple__partners").order_by("starts_at"):
        yield f"2-{each.pk}", each.starts_at, each.minutes, _names(each.plan.couple)


def _names(couple):
    return [partner.called for partner in couple.pair]


def written(account, *, now):
    """The calendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Appointments")
    for what, starts_at, minutes, names in appointments(account, now=now):
        event = Event()
        event.add("uid", salted_hmac("calendar", what).hexdigest()[:32])
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", starts_at.astimezone(UTC))
        event.add("dtend", starts_at.astimezone(UTC) + timedelta(minutes=minutes))
        event.add("summary", rules.neutral_title(names))
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return calendar.to_ical()
