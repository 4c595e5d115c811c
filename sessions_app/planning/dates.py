"""What the records say about the day of a session."""

from datetime import datetime

from ..people.models import Licence
from ..people.rules import local_day
from .models import Plan
from .rules import dates as rules
from .rules.dates import Problem
from .rules.gates import next_day_seed
from .rules.stages import Stage


def problems(plan, *, on, known):
    """Why the session cannot be on the day it has, each in words; nothing without a date.

    `known` are the charts of both partners on the day it is, `on`.
    """
    if plan.starts_at is None:
        return []
    day = local_day(at=plan.starts_at, zone=plan.zone)
    others = other_sessions(plan)
    found = [_meeting(day, on, others), _licence(plan, day)]
    for chart in known:
        if chart.part.doses and chart.carries:
            found += _approval(chart, day, others)
    return [each for each in found if each]


def _problem(sentence, seed):
    return Problem(sentence, seed) if sentence else None


def _approval(chart, day, others):
    name, approval = chart.partner.called, chart.approval
    begins = rules.approval_begins(name=name, valid_from=approval.valid_from, day=day)
    ends = rules.approval_ends(name=name, valid_until=approval.valid_until, day=day)
    close = rules.too_close(
        partner=chart.partner.side,
        name=name,
        day=day,
        least_days=approval.min_days_between,
        others=others,
    )
    return _problem(begins or ends, "S7"), _problem(close, "S11")


def _licence(plan, day):
    ends = rules.licence_ends(name=plan.therapist.name, expires_on=_licence_until(plan), day=day)
    return _problem(ends, "S15")


def _licence_until(plan):
    if hasattr(plan, "licence_until"):
        return plan.licence_until
    licence = Licence.objects.filter(account=plan.therapist, clinic=plan.couple.clinic).first()
    return licence and licence.expires_on


def _meeting(day, on, others):
    missing = rules.meeting_is_missing(day=day, on=on, others=others)
    before = rules.session_before(day=day, others=others)
    return _problem(missing, before and next_day_seed(before.approach))


def beside(plan):
    """The couple's other plans that stand, as rows; asked for unless they were read along."""
    if hasattr(plan, "others"):
        return plan.others
    return Plan.objects.with_day().values_list("others", flat=True).get(pk=plan.pk)


def other_sessions(plan):
    """The other sessions of the couple that have a day."""
    return [_other(row) for row in beside(plan) if row["starts_at"]]


def _moment(said):
    return datetime.fromisoformat(said) if said else None


def _other(row):
    standing = next((m for m in row["first"] if not m["cancelled_at"]), None)
    held_at = _moment(row["held_at"])
    let_go = held_at and any(
        m["cancelled_at"] and _moment(m["cancelled_at"]) >= held_at for m in row["first"]
    )
    return rules.OtherSession(
        number=row["number"],
        day=local_day(at=_moment(row["starts_at"]), zone=row["zone"]),
        held=row["stage"] == Stage.HELD.value,
        dosing=frozenset(row["dosing"]),
        approach=row["approach"] or "",
        next_day_required=row["next_day_required"],
        next_day_on=local_day(at=_moment(standing["starts_at"]), zone=standing["zone"])
        if standing
        else None,
        next_day_done=bool(standing["held_at"] if standing else let_go),
    )
