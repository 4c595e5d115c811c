"""What both partners may read of a plan, and nothing else (brief 3.8).

A sheet is written from one partner's own words and from this. It is gathered here, field by
field, and holds no row of the database: what is not copied here cannot reach the other's paper.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..planning import facts
from ..planning.rules import wishes


@dataclass(frozen=True)
class Booked:
    """A meeting after the session."""

    kind: str
    label: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str


@dataclass(frozen=True)
class Sober:
    """The partner who takes nothing that day, as both agreed on the role."""

    called: str
    role: str
    support: tuple[str, ...]


@dataclass(frozen=True)
class Protocol:
    """The approach in the words of its version; the same for every couple."""

    name: str
    edition: str
    short: str
    questions: tuple
    topics: tuple
    prompts: tuple
    items: tuple[str, ...]
    phases: dict


@dataclass(frozen=True)
class Joint:
    approach: str
    protocol: Protocol
    called: dict
    fractions: dict
    sober: Sober | None
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    room: str
    at_home: bool
    therapist: str
    clinic: str
    phone: str
    emergency: str
    paper: str
    companion: str
    companion_phone: str
    ride: str
    intention: str
    touch: tuple[str, ...] | None
    stop_word: str
    hand_sign: str
    mode: str
    reflection_minutes: int | None
    meetings: tuple[Booked, ...]
    confirmed: bool


def joint(plan, *, protocol, confirmed):
    """The shared side of a plan; `confirmed` says whether the prescriber's signature stands.

    `protocol` is the plan's version with its lists, as `version.parts()` gives them.
    """
    clinic, touch = plan.couple.clinic, facts.touch_agreement(plan)
    return Joint(
        approach=plan.approach,
        protocol=_protocol(plan, protocol),
        called={part.partner.side: part.partner.called for part in plan.pair},
        fractions={part.partner.side: part.fraction or "0" for part in plan.pair},
        sober=_sober(plan),
        starts_at=plan.starts_at,
        ends_at=plan.starts_at + timedelta(minutes=plan.minutes),
        zone=plan.zone,
        place=plan.place,
        room=plan.room,
        at_home=plan.setting == "home_self_directed",
        therapist=str(plan.therapist),
        clinic=clinic.name,
        phone=clinic.phone,
        emergency=clinic.emergency_text,
        paper=clinic.paper,
        companion=plan.companion,
        companion_phone=plan.companion_phone,
        ride=plan.ride,
        intention=_agreed_intention(plan),
        touch=None if touch is None else tuple(touch),
        stop_word=plan.stop_word,
        hand_sign=plan.hand_sign,
        mode=wishes.MODES.get(plan.mode, ""),
        reflection_minutes=plan.reflection_minutes,
        meetings=tuple(_booked(meeting) for meeting in facts.standing_meetings(plan)),
        confirmed=confirmed,
    )


def _agreed_intention(plan):
    """Words that one of the two has not agreed to are not joint words."""
    return plan.joint_intention if all(part.agrees_joint for part in plan.pair) else ""


def _sober(plan):
    for part in plan.pair:
        if not part.doses:
            support = tuple(wishes.SUPPORT_STYLES[style] for style in part.support_styles)
            return Sober(part.partner.called, part.nondosing_role, support)
    return None


def _booked(meeting):
    return Booked(
        kind=meeting.kind,
        label=meeting.label,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        zone=meeting.zone,
        place=meeting.place,
    )


def _protocol(plan, lists):
    topics = [(chosen.topic, chosen.opening) for chosen in plan.chosen_topics.all()]
    questions = [chosen.question for chosen in plan.chosen_questions.all()]
    words = protocol_words(plan.version, lists, questions=questions, topics=topics)
    return replace(words, items=(*words.items, *plan.own_packing))


def protocol_words(version, lists, *, questions, topics):
    """A version as a sheet tells it, with these questions and (topic, opening)."""
    phases = {}
    for phase in lists["phases"]:
        phases.setdefault(phase.route, []).append(
            (phase.starts, phase.ends, phase.title, phase.nondosing_title)
        )
    return Protocol(
        name=version.name,
        edition=version.edition,
        short=version.short,
        questions=tuple((each.audience, each.private, each.text) for each in questions),
        topics=tuple((topic.title, opening, tuple(topic.follow_ups)) for topic, opening in topics),
        prompts=tuple(
            (prompt.audience, prompt.text)
            for prompt in lists["prompts"]
            if prompt.when == "same_day"
        ),
        items=tuple(item.text for item in lists["items"] if item.list == "packing"),
        phases=phases,
    )
