"""The course of one couple: what was and what is to come, and whose turn it is."""

from protocols.course_line import course_line

from ..people.rules import local_day
from ..planning import facts
from ..planning.rules.course import sessions_alone, turn
from ..planning.rules.stages import Stage
from . import rules


def line(plans, meetings, *, today):
    """Drawn from plans and meetings that were read already; None before the first session."""
    alive = [plan for plan in plans if plan.starts_at and plan.stage != Stage.WITHDRAWN.value]
    events = [_session(plan) for plan in alive] + [_meeting(each) for each in meetings]
    return course_line(events, today=today)


def _event(kind, *, at, zone, number, done, words):
    day = local_day(at=at, zone=zone)
    return {
        "day": day,
        "kind": kind,
        "number": number,
        "done": done,
        "says": f"{rules.short_day(day)}: {words}, {'took place' if done else 'planned'}",
    }


def _session(plan):
    done = plan.stage == Stage.HELD.value
    told = {"at": plan.starts_at, "zone": plan.zone, "number": plan.number, "done": done}
    return _event("session", words=f"session {plan.number}", **told)


def _meeting(meeting):
    done, number = meeting.held_at is not None, meeting.plan.number
    told = {"at": meeting.starts_at, "zone": meeting.zone, "number": number, "done": done}
    return _event("meeting", words=f"{meeting.label.lower()} meeting", **told)


def whose_turn(plans, *, both_approved):
    """How often each of the two had, or is planned to have, a session alone."""
    alive = [plan for plan in plans if plan.stage != Stage.WITHDRAWN.value]
    if not alive:
        return ""
    counts = sessions_alone(
        (plan.approach, [part.partner.side for part in plan.pair if part.doses]) for plan in alive
    )
    return turn(counts, names=facts.told_apart(alive[0]), both_approved=both_approved)
