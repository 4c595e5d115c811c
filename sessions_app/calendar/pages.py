"""The sessions and meetings of some days, with no more than their reader may know."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse

from ..desk import rows
from ..people.rules import local_day
from ..planning import standing
from ..planning.models import Booking, Meeting, Plan
from ..planning.rules.stages import OPEN, Stage
from . import rules

SHOWN = [stage.value for stage in (*OPEN, Stage.HELD)]


@dataclass(frozen=True)
class Entry:
    at: datetime
    clock: str
    couple: str
    what: str
    url: str
    stage: str
    label: str
    where: str
    allowed: bool


def entries(account, *, days, zone, now, person=None, room=""):
    """All sessions and meetings of these days, by time."""
    span = rules.begins(days[0], zone), rules.begins(days[-1] + rules.DAY, zone)
    plans = list(_plans(account, span, person, room))
    meetings = list(_meetings(account, span, person, room))
    couples = [plan.couple for plan in plans] + [each.plan.couple for each in meetings]
    prefetch_related_objects(couples, "partners")
    standing.look_at_signed(plans, at=now)
    doubled = _doubled(plans, meetings)
    found = [_session(plan, zone, doubled) for plan in plans]
    found += [_meeting(each, zone, doubled) for each in meetings]
    return sorted(found, key=lambda entry: (entry.at, entry.couple))


def _plans(account, span, person, room):
    found = Plan.objects.visible_to(account).filter(
        stage__in=SHOWN, starts_at__gte=span[0], starts_at__lt=span[1]
    )
    if person:
        found = found.filter(therapist=person)
    if room:
        found = found.filter(room__iexact=room)
    return rows.told(found, account, couple="couple").select_related("couple", "therapist")


def _meetings(account, span, person, room):
    found = Meeting.objects.visible_to(account).filter(
        cancelled_at=None, starts_at__gte=span[0], starts_at__lt=span[1]
    )
    if person:
        found = found.filter(Q(therapist=person) | Q(therapist=None, plan__therapist=person))
    if room:
        found = found.filter(room__iexact=room)
    told = rows.told(found, account, couple="plan__couple")
    return told.select_related("plan__couple", "plan__therapist", "therapist")


def _doubled(plans, meetings):
    """What was booked on a taken time on purpose, as (plan, meeting)."""
    mine = Q(plan__in=plans, meeting=None) | Q(meeting__in=meetings)
    return set(
        Booking.objects.filter(mine).exclude(allowed_at=None).values_list("plan_id", "meeting_id")
    )


def _session(plan, zone, doubled):
    where = " · ".join(filter(None, [plan.room, plan.therapist.name]))
    return Entry(
        at=plan.starts_at,
        clock=_clock(plan.starts_at, zone),
        couple=str(plan.couple),
        what="Session",
        url=rows.plan_url(plan) if plan.clinical else rows.folder_url(plan),
        stage=plan.state,
        label=plan.state_label,
        where=where if plan.clinical else "",
        allowed=(plan.pk, None) in doubled,
    )


def _meeting(meeting, zone, doubled):
    plan = meeting.plan
    leads = meeting.therapist or plan.therapist
    where = " · ".join(filter(None, [meeting.room, leads and leads.name]))
    page = reverse("integration:meeting", args=[meeting.pk])
    return Entry(
        at=meeting.starts_at,
        clock=_clock(meeting.starts_at, zone),
        couple=str(plan.couple),
        what=f"{meeting.label} meeting",
        url=page if meeting.clinical else rows.folder_url(plan),
        stage="",
        label="Took place" if meeting.held_at else "",
        where=where if meeting.clinical else "",
        allowed=(plan.pk, meeting.pk) in doubled,
    )


def _clock(at, zone):
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def by_day(found, days, *, zone, today, month=None):
    """The days of a page, each with its entries and what is to be said of the day itself."""
    return [
        {
            "day": day,
            "today": day == today,
            "outside": month is not None and day.month != month,
            "change": rules.clocks_change(day, zone),
            "entries": [entry for entry in found if local_day(at=entry.at, zone=zone) == day],
        }
        for day in days
    ]
