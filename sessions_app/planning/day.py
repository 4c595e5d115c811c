"""The day of a session, as the gates read it: whether it will do, what was asked and measured."""

from ..approvals.models import Reading
from ..people.rules import local_day
from ..screening.models import DayCheck, DayQuestion
from ..screening.rules.day import BEFORE, Told, is_near, settled
from . import dates
from .rules.stages import Stage


def gate_facts(plan, *, on, known):
    """Whether there is a day, why it will not do, and whether it is over."""
    if plan.starts_at is None:
        return {}
    return {
        "session_booked": True,
        "day": tuple(dates.problems(plan, on=on, known=known)),
        "day_is_over": _session_on(plan) < on,
    }


def asked_and_measured(plan, *, on, told=None):
    """What both were asked alone, and how those who dose were found; {} while not due."""
    if not is_due(plan, on=on):
        return {}
    asked, measured, checked = told or _told([plan])
    day = _session_on(plan)
    dosing = [part.partner_id for part in plan.pair if part.doses]
    return {
        "day_is_near": True,
        "settled_alone": all(
            settled(asked.get(part.partner_id, []), session_on=day) for part in plan.pair
        ),
        "day_is_here": on == day,
        "measured": all(measured.get((partner, day)) for partner in dosing),
        "checked": all(checked.get((partner, day)) for partner in dosing),
    }


def told(plans, *, days):
    """The same of many, to be brought along; three queries, and none while no day is near."""
    return _told([plan for plan in plans if is_due(plan, on=days[plan.pk])])


def _session_on(plan):
    return local_day(at=plan.starts_at, zone=plan.zone)


def is_due(plan, *, on):
    """Whether a signed plan has its session on this day or the next."""
    signed = plan.stage == Stage.CLEARED.value and plan.starts_at is not None
    return signed and is_near(session_on=_session_on(plan), on=on)


def _told(plans):
    """What each partner answered, oldest first; of each of their days, whether the last reading
    was within the limits, and whether the last check was as asked throughout."""
    if not plans:
        return {}, {}, {}
    zones = {part.partner_id: plan.zone for plan in plans for part in plan.pair}
    since = min(_session_on(plan) for plan in plans) - BEFORE
    return _asked(zones, since=since), _measured(zones, since=since), _checked(zones, since=since)


def _asked(zones, *, since):
    found = {}
    rows = DayQuestion.objects.filter(partner__in=zones, asked_on__gte=since).flagged()
    for row in rows.order_by("asked_on", "pk"):
        found.setdefault(row.partner_id, []).append(Told(row.asked_on, row.wish, row.flag_open))
    return found


def _measured(zones, *, since):
    rows = Reading.objects.filter(approval__partner__in=zones, taken_at__date__gte=since - BEFORE)
    rows = rows.order_by("taken_at", "pk").values_list("approval__partner", "taken_at", "outside")
    return {
        (partner, local_day(at=at, zone=zones[partner])): not outside
        for partner, at, outside in rows
    }


def _checked(zones, *, since):
    rows = DayCheck.objects.filter(partner__in=zones, checked_on__gte=since)
    rows = rows.order_by("checked_on", "pk")
    return {(row.partner_id, row.checked_on): row.as_asked for row in rows}
