"""What the records say about the day of a session."""

from ..approvals.rules import Status
from ..people.models import Licence
from ..people.rules import local_day
from . import facts
from .models import Plan
from .rules import dates as rules
from .rules.stages import OPEN, Stage
from .rules.times import MeetingKind

WITH_A_DAY = [stage.value for stage in (*OPEN, Stage.HELD)]


def problems(plan, *, at):
    """Why the session cannot be on the day it has, each in words; nothing without a date."""
    if plan.starts_at is None:
        return []
    day = local_day(at=plan.starts_at, zone=plan.zone)
    others = _others(plan, at=at)
    found = [rules.meeting_is_missing(day=day, others=others), _licence(plan, day)]
    for chart in facts.charts(plan, on=facts.day_of(plan, at)):
        if chart.part.doses and chart.status == Status.ACTIVE:
            found += _approval(chart, day, others)
    return [each for each in found if each]


def _approval(chart, day, others):
    name, approval = chart.partner.called, chart.approval
    yield rules.approval_ends(name=name, valid_until=approval.valid_until, day=day)
    yield rules.too_close(
        partner=chart.partner.side,
        name=name,
        day=day,
        least_days=approval.min_days_between,
        others=others,
    )


def _licence(plan, day):
    licence = Licence.objects.filter(account=plan.therapist, clinic=plan.couple.clinic).first()
    return rules.licence_ends(
        name=plan.therapist.name, expires_on=licence and licence.expires_on, day=day
    )


def _others(plan, *, at):
    """The other sessions of the couple that have a day."""
    plans = Plan.objects.filter(couple=plan.couple_id, stage__in=WITH_A_DAY)
    plans = plans.exclude(pk=plan.pk).exclude(starts_at=None)
    return [_other(each, at=at) for each in plans.prefetch_related("parts", "meetings", "version")]


def _other(plan, *, at):
    first = [m for m in plan.meetings.all() if m.kind == MeetingKind.NEXT_DAY.value]
    standing = next((m for m in first if m.cancelled_at is None), None)
    let_go = plan.held_at and any(m.cancelled_at and m.cancelled_at >= plan.held_at for m in first)
    return rules.OtherSession(
        number=plan.number,
        day=local_day(at=plan.starts_at, zone=plan.zone),
        held=plan.held_at is not None,
        dosing=frozenset(part.partner.side for part in plan.parts.all() if part.doses),
        next_day_required=plan.version is not None and _is_required(plan.version),
        next_day_booked=standing is not None,
        next_day_done=bool(standing.held_at if standing else let_go),
        next_day_over=standing is not None and standing.starts_at <= at,
    )


def _is_required(version):
    return version.meetings.filter(kind=MeetingKind.NEXT_DAY.value, required=True).exists()
