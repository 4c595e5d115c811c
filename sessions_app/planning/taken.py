"""Which times people and rooms have given away already, and the meetings proposed around them."""

from dataclasses import replace
from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import OuterRef, Q, Subquery

from .models import Booking, Room
from .rules import bookings as rules
from .rules import times

# The last meeting is a month after the session, and a free time is looked for in the weeks after.
LOOKED_AT = timedelta(days=60)


def with_allowed(meetings):
    """Meetings that know of a double booking on purpose, by whom and why."""
    allowed = Booking.objects.filter(meeting=OuterRef("pk")).exclude(allowed_at=None)
    return meetings.annotate(
        allowed_why=Subquery(allowed.values("allowed_why")[:1]),
        allowed_by_name=Subquery(allowed.values("allowed_by__name")[:1]),
    )


def overlapping(people, span):
    """Bookings of these people and rooms that share a moment of this stretch of time.

    `people` maps `therapist`, `partner` and `room` to lists of them.
    """
    same = Q(pk__in=[])
    for name, each in people.items():
        same |= Q(**{f"{name}__in": each})
    return Booking.objects.filter(same, during__overlap=DateTimeTZRange(*span))


def spans(people, span):
    """The stretches that are taken, for whoever looks for a free one among them."""
    return [(each.during.lower, each.during.upper) for each in overlapping(people, span)]


def fits(plan, kind):
    """Whether a meeting of this kind may start at a moment, by the rule of the next day."""

    def next_day(starts_at):
        return times.next_day_fits(session_at=plan.starts_at, meeting_at=starts_at, zone=plan.zone)

    return next_day if kind == times.MeetingKind.NEXT_DAY else lambda starts_at: True


def proposals(plan, templates, *, booked=frozenset()):
    """The meetings the protocol proposes for this session, in order, each at a free time.

    Those of a kind that is booked have their time, so for them none is looked for.
    """
    wanted = {template.kind: template for template in templates}
    found = [
        _proposal(plan, kind, wanted[kind.value])
        for kind in times.MeetingKind
        if kind.value in wanted
    ]
    if {proposal.kind.value for proposal in found} <= booked:
        return found
    people = {
        "therapist": [plan.therapist_id],
        "partner": [part.partner_id for part in plan.pair],
        "room": Room.objects.filter(clinic=plan.couple.clinic_id, name=plan.room),
    }
    taken = spans(people, (plan.starts_at, plan.starts_at + LOOKED_AT))
    return [
        each if each.kind.value in booked else _at_a_free_time(plan, each, taken) for each in found
    ]


def along(plan, meetings, *, to_at):
    """Where each meeting goes when the session moves: as {pk: moment}, None where it must be said.

    The meeting of the next day goes where its rule lets it, the others keep their clock.
    """
    return {meeting.pk: _along(plan, meeting, to_at) for meeting in meetings}


def _along(plan, meeting, to_at):
    at = times.moved_along(
        meeting_at=meeting.starts_at, from_at=plan.starts_at, to_at=to_at, zone=meeting.zone
    )
    if meeting.kind != times.MeetingKind.NEXT_DAY:
        return at
    if at and times.next_day_fits(session_at=to_at, meeting_at=at, zone=plan.zone):
        return at
    return times.propose(
        kind=times.MeetingKind.NEXT_DAY,
        session_at=to_at,
        minutes=meeting.minutes,
        leads=meeting.leads,
        zone=plan.zone,
    ).starts_at


def _proposal(plan, kind, template):
    return times.propose(
        kind=kind,
        session_at=plan.starts_at,
        minutes=template.minutes,
        leads=times.leads_for(
            kind, protocol=template.leads, clinic=plan.couple.clinic.letter_leads
        ),
        zone=plan.zone,
    )


def _at_a_free_time(plan, proposal, taken):
    """The proposal itself where it is free or nothing else is, else the next free time."""
    here = rules.span_of(starts_at=proposal.starts_at, minutes=proposal.minutes)
    if not any(rules.overlap(here, other) for other in taken):
        return proposal
    free = rules.free_starts(
        taken=taken,
        wanted=proposal.starts_at,
        minutes=proposal.minutes,
        before=0,
        zone=plan.zone,
        fits=fits(plan, proposal.kind),
    )
    return replace(proposal, starts_at=free[0]) if free else proposal
