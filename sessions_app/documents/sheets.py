"""One partner's preparation sheet as plain values.

The sheet is written from `Own`, which is read from this partner's part and record alone, and from
`Joint`. No milligrams, no verdicts, no conditions: those belong to the clinicians' paper.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from ..people.rules import local_day, place_of
from . import rules

# The brief's common flow. The sober partner's sheet always follows it: the minutes of another
# route would tell which form the partner's medicine has.
COMMON_ROUTE = "sublingual"
QUIET_BEFORE = -15
HOME_ONLY = "(home only)"


@dataclass(frozen=True)
class Own:
    side: str
    called: str
    doses: bool
    role: str
    intention: str
    zone: str
    route: str
    solids_h: Decimal | None
    clear_h: Decimal | None


def own(chart, *, clinic_zone):
    """What this partner brings to the sheet, from this partner's own record."""
    part = chart.part
    approval = chart.approval if part.doses and chart.carries else None
    return Own(
        side=part.partner.side,
        called=part.partner.called,
        doses=part.doses,
        role=part.nondosing_role,
        intention=part.private_intention,
        zone=part.partner.zone or clinic_zone,
        route=approval.route if approval else COMMON_ROUTE,
        solids_h=approval.fast_solids_h if approval else None,
        clear_h=approval.fast_clear_h if approval else None,
    )


def sheet(own, joint):
    """The sheet of one partner, from own and joint words only."""
    return _who(own, joint) | _session(own, joint) | _words(own, joint) | _on_the_day(own, joint)


def _who(own, joint):
    return {
        "called": own.called,
        "other": joint.called["b" if own.side == "a" else "a"],
        "names": joint.called,
        "side": own.side,
        "doses": own.doses,
        "role": own.role,
        "fractions": joint.fractions,
        "approach": joint.approach,
        "protocol": f"{joint.protocol.name}, {joint.protocol.edition}",
        "short": joint.protocol.short,
        "confirmed": joint.confirmed,
        "clinic": joint.clinic,
        "phone": joint.phone,
        "emergency": joint.emergency,
        "paper": joint.paper,
    }


def _session(own, joint):
    return {
        "when": _when(own, joint),
        "place": joint.place,
        "room": joint.room,
        "therapist": joint.therapist,
        "companion": joint.companion,
        "companion_phone": joint.companion_phone,
        "ride": joint.ride,
        "meetings": [_meeting(booked, own) for booked in joint.meetings],
    }


def _words(own, joint):
    return {
        "own_intention": own.intention,
        "joint_intention": joint.intention,
        "questions": _questions(own, joint),
        "topics": [
            {"title": title, "opening": opening, "follow_ups": list(follow_ups)}
            for title, opening, follow_ups in joint.protocol.topics
        ],
        "mode": joint.mode,
        "reflection_minutes": joint.reflection_minutes,
        "prompts": [
            text for audience, text in joint.protocol.prompts if audience == "all" or not own.doses
        ],
    }


def _on_the_day(own, joint):
    return {
        "fasting": _fasting(own, joint),
        "items": _items(own, joint),
        "flow": _flow(own, joint),
        "sober": _sober(joint),
        "stop_word": joint.stop_word,
        "hand_sign": joint.hand_sign,
        "touch": None if joint.touch is None else _touch(joint.touch),
    }


def _phases(own, joint):
    return joint.protocol.phases[own.route]


def _when(own, joint):
    arrive = joint.starts_at + timedelta(minutes=min(p[0] for p in _phases(own, joint)))
    return {
        "day": rules.day_words(joint.starts_at, joint.zone),
        "arrive": rules.clock(arrive, joint.zone),
        "begin": rules.clock(joint.starts_at, joint.zone),
        "end": rules.clock(joint.ends_at, joint.zone),
        "town": place_of(joint.zone),
        "own": _own_clock(joint.starts_at, joint.zone, own.zone),
    }


def _own_clock(at, zone, own_zone):
    """The same moment where the partner lives, when clocks there show something else."""
    return rules.moment_words(at, own_zone) if rules.clocks_differ(at, zone, own_zone) else ""


def _meeting(booked, own):
    return {
        "kind": booked.kind,
        "label": booked.label,
        "day": rules.day_words(booked.starts_at, booked.zone),
        "clock": rules.clock(booked.starts_at, booked.zone),
        "town": place_of(booked.zone),
        "minutes": booked.minutes,
        "place": booked.place,
        "own": _own_clock(booked.starts_at, booked.zone, own.zone),
    }


def _fasting(own, joint):
    """Until when this partner may eat and drink, as their own prescriber wrote it."""
    if own.solids_h is None:
        return None
    return {
        "solids": _before(own.solids_h, joint),
        "clear": _before(own.clear_h, joint),
    }


def _before(hours, joint):
    at = joint.starts_at - timedelta(minutes=int(hours * 60))
    days = [local_day(at=moment, zone=joint.zone) for moment in (at, joint.starts_at)]
    day = "" if days[0] == days[1] else f" on {rules.day_words(at, joint.zone)}"
    return {"from": f"{rules.clock(at, joint.zone)}{day}", "hours": rules.hours_words(hours)}


def _items(own, joint):
    return [
        text.replace(HOME_ONLY, "").strip()
        for text in joint.protocol.items
        if HOME_ONLY not in text or (joint.at_home and own.doses)
    ]


def _questions(own, joint):
    return [
        {"text": text, "private": private, "together": audience == "both"}
        for audience, private, text in joint.protocol.questions
        if rules.is_asked(audience=audience, doses=own.doses)
    ]


def _flow(own, joint):
    """The parts of the session with the time on the wall, in the words for this partner."""
    return [
        {
            "clock": rules.clock(joint.starts_at + timedelta(minutes=starts), joint.zone),
            "title": title if own.doses else nondosing or title,
        }
        for starts, ends, title, nondosing in _phases(own, joint)
        if starts >= QUIET_BEFORE and ends is not None
    ]


def _sober(joint):
    if joint.sober is None:
        return None
    return {
        "called": joint.sober.called,
        "role": joint.sober.role,
        "support": [style.lower() for style in joint.sober.support],
    }


def _touch(kinds):
    return rules.in_a_row([kind[0].lower() + kind[1:] for kind in kinds]) if kinds else ""
