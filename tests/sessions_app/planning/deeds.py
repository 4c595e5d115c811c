"""Every deed that edits a plan: once as the plan is, and once for each thing it can change."""

from datetime import time, timedelta

from protocols.rules import Approach
from sessions_app.people.rules import Role
from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Meeting, Plan
from tests.factories.people import colleague
from tests.factories.planning import NOW

HOUR = timedelta(hours=1)
COUPLE = ("goals", "comfort", "reactivity", "companion_need", "stuck_pattern", "setting",
          "third_sober_adult")  # fmt: skip
SHARED = ("stop_word", "hand_sign", "companion", "companion_phone", "companion_arrives",
          "companion_confirmed", "ride", "ride_phone", "ride_confirmed")  # fmt: skip
SESSION = ("starts_at", "minutes", "zone", "place", "room", "therapist")
MEETING = ("kind", "starts_at", "minutes", "zone", "place", "leads")


def _each(plan, name):
    return {part.partner.side: getattr(part, name) for part in plan.pair}


def _kept(thing, names):
    return {name: getattr(thing, name) for name in names}


def record_facts(plan, **change):
    sober = {f"sober_{side}": value for side, value in _each(plan, "can_stay_sober").items()}
    return actions.record_facts, _kept(plan, COUPLE) | sober | change


def choose(plan, **change):
    return actions.choose, {"approach": plan.approach, "reason": plan.choice_reason} | change


def set_roles(plan, **change):
    touch = {side: {"touch": kinds} for side, kinds in _each(plan, "touch").items()}
    return actions.set_roles, {"parts": touch} | _kept(plan, SHARED) | change


def write_intentions(plan, **change):
    written = {
        "joint": plan.joint_intention,
        "private": _each(plan, "private_intention"),
        "agrees": _each(plan, "agrees_joint"),
    }
    return actions.write_intentions, written | change


def confirm_preparation(plan, **change):
    kept = {
        "questions": [chosen.question for chosen in plan.chosen_questions.all()],
        "topics": [(chosen.topic, chosen.opening) for chosen in plan.chosen_topics.all()],
        "told": {
            part.partner.side: _kept(part, ("acknowledged", "consented_on")) for part in plan.pair
        },
    } | _kept(plan, ("confirmed", "mode", "reflection_minutes", "parked"))
    return actions.confirm_preparation, kept | change


def schedule(plan, **change):
    return actions.schedule, _kept(plan, SESSION) | change


def book_meetings(plan, *, only=None, **change):
    meetings = [_kept(m, MEETING) for m in plan.meetings.all() if m.cancelled_at is None]
    meetings[0] |= change
    return actions.book_meetings, {"meetings": meetings[:only]}


UNCHANGED = {
    "facts recorded": record_facts,
    "approach chosen": choose,
    "roles set": set_roles,
    "intentions written": write_intentions,
    "preparation set": confirm_preparation,
    "session scheduled": schedule,
    "meetings booked": book_meetings,
}


def changes(plan):
    """What may change in a plan, by (name of the deed in the trail, what changes)."""
    first = plan.meetings.first()
    questions = [chosen.question for chosen in plan.chosen_questions.all()]
    openings = [(chosen.topic, "Other words.") for chosen in plan.chosen_topics.all()]
    other = colleague(plan.couple.clinic, Role.THERAPIST)
    facts = {
        "goals": [*plan.goals, "deep_shift"], "comfort": "unsure", "reactivity": "moderate",
        "companion_need": "any_sober_adult", "stuck_pattern": True,
        "setting": "remote_with_therapist", "third_sober_adult": False,
        "sober_a": False, "sober_b": False,
    }  # fmt: skip
    people = dict.fromkeys(SHARED, "Other") | {
        "companion_arrives": time(12, 30),
        "companion_confirmed": False,
        "ride_confirmed": False,
        "parts": {"a": {"touch": ["hand", "hug"]}, "b": {"touch": ["hug"]}},
    }
    words = {
        "joint": "Other.",
        "private": {"a": "Other.", "b": "Own words of B."},
        "agrees": {"a": True, "b": False},
    }
    ready = {
        "questions": questions[::-1], "topics": openings, "confirmed": plan.confirmed[1:],
        "mode": "couple_led", "reflection_minutes": 11, "parked": "Other.",
        "told": {"a": {"acknowledged": [], "consented_on": None},
                 "b": {"acknowledged": [], "consented_on": None}},
    }  # fmt: skip
    session = {
        "starts_at": plan.starts_at + HOUR, "minutes": 140, "zone": "America/New_York",
        "place": "Elsewhere", "room": "Room 9", "therapist": other,
    }  # fmt: skip
    meeting = {"starts_at": first.starts_at + HOUR, "minutes": 75, "place": "Elsewhere",
               "zone": "America/New_York", "only": 2}  # fmt: skip
    table = {
        record_facts: ("facts recorded", facts),
        set_roles: ("roles set", people),
        write_intentions: ("intentions written", words),
        confirm_preparation: ("preparation set", ready),
        schedule: ("session scheduled", session),
        book_meetings: ("meetings booked", meeting),
    }
    found = {
        (name, what): make(plan, **{what: value})
        for make, (name, told) in table.items()
        for what, value in told.items()
    }
    return found | _others(plan, first)


def set_lists(plan, **change):
    return actions.set_lists, _kept(plan, ("left_out", "own_packing", "own_room")) | change


def set_line(plan, **change):
    return actions.set_line, {"minutes": plan.line} | change


def own_minutes(plan):
    """A longer last part of the usual route."""
    phases = plan.version.phases.filter(route="sublingual", ends__isnull=False)
    minutes = [phase.ends - phase.starts for phase in phases]
    return {"sublingual": [*minutes[:-1], minutes[-1] + 5]}


def _others(plan, first):
    talk = Approach.EXTENDED_DISCUSSION
    lists = {"left_out": ["packing:1"], "own_packing": ["Tea"], "own_room": ["A lamp"]}
    moved = {"meeting": first, "starts_at": first.starts_at + HOUR, "minutes": first.minutes}
    return {
        **{("lists set", what): set_lists(plan, **{what: value}) for what, value in lists.items()},
        ("session line set", "minutes"): set_line(plan, minutes=own_minutes(plan)),
        ("approach chosen", "approach"): (actions.choose, {"approach": talk, "reason": "Wished."}),
        ("approach chosen", "reason"): choose(plan, reason="They asked for it."),
        ("meeting moved", "starts_at"): (actions.move_meeting, moved),
        ("plan lost a meeting", "meeting"): (
            actions.cancel_meeting,
            {"meeting": Meeting.objects.get(pk=first.pk), "why": "They are away."},
        ),
    }


def do(deed, plan, *, by, at):
    """Do it as a page does; a deed on a meeting finds its plan by itself."""
    act, told = deed
    about = {} if "meeting" in told else {"plan": plan}
    return act(**about, **told, by=by, at=at)


def now(plan):
    """The plan as it stands in the database."""
    return Plan.objects.get(pk=plan.pk)


def whole(plan):
    """All of it that would be signed today."""
    return content(now(plan), on=facts.day_of(plan, NOW))
