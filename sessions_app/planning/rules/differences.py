"""What changed between two contents of one plan, in sentences for clinicians.

Plain dicts in, sentences out. A key that one of the two does not know counts as empty, so that a
content kept by an older version of the app can be compared too. Private words are never repeated
here: a sentence says whose they are and that they changed. Of reasons that were told alone it
says neither whose nor which.
"""

from datetime import datetime
from decimal import Decimal

from protocols.rules import rows_for_both

from ...approvals.rules import SETTING_LABELS
from ...people.rules import place_of, plain_figures
from . import wishes
from .times import MEETING_LABELS

SHORT = 12
BLANK: tuple = (None, "", [], {})
YES_NO = {True: "yes", False: "no"}

# How each place in the content is called; a place without a name is called by its key.
LABELS = {
    "partner.name": "name",
    "partner.called": "called",
    "partner.born_on": "born on",
    "partner.doses": "takes medicine",
    "partner.fraction": "planned part of the dose",
    "partner.fraction_words": "planned part in words",
    "partner.role": "role",
    "partner.support": "supports by",
    "partner.booster": "a booster is planned",
    "partner.acknowledged": "acknowledges",
    "partner.consented_on": "consent given on",
    "partner.can_stay_sober": "can stay sober that day",
    "approval.signed_digest": "approval, signature",
    "approval.status": "approval, state",
    "approval.medicine": "approval, medicine",
    "approval.form": "approval, form",
    "approval.dose_mg": "approved dose in mg",
    "approval.session_max_mg": "most for one session in mg",
    "approval.planned_mg": "planned part in mg",
    "approval.prescriber": "approval, prescriber",
    "approval.valid_from": "approval, first day",
    "approval.valid_until": "approval, last day",
    "approval.conditions": "approval, conditions",
    "approach.key": "Approach",
    "approach.name": "Name of the approach",
    "approach.version": "Version of the protocol",
    "approach.wording": "Wording of the protocol",
    "approach.protocol_digest": "Digest of the protocol",
    "approach.reason": "Reason for the choice",
    "fit.rule_set": "Rules of the fit",
    "fit.level": "Verdict",
    "fit.fired": "Reasons of the verdict",
    "fit.met": "Indicators of the verdict",
    "fit.facts": "Facts of the verdict",
    "fired.cap": "says",
    "fired.acknowledge": "to be acknowledged by the prescriber",
    "fact.value": "its value",
    "facts.goals": "What they hope for",
    "facts.comfort": "Separate inward time",
    "facts.reactivity": "Conflict reactivity",
    "facts.companion_need": "Sober companion wished for",
    "facts.stuck_pattern": "Stuck in a pattern",
    "facts.setting": "Where",
    "facts.third_sober_adult": "A third sober adult there",
    "safety.companion": "Stand-by companion",
    "safety.companion_phone": "Phone of the companion",
    "safety.companion_arrives": "The companion arrives",
    "safety.companion_confirmed": "The companion has confirmed",
    "safety.ride": "Ride home",
    "safety.ride_phone": "Phone for the ride",
    "safety.ride_confirmed": "The ride is confirmed",
    "safety.touch": "Touch agreed",
    "intentions.joint": "Joint intention",
    "preparation.mode": "The talk",
    "preparation.reflection_minutes": "Minutes of silent reflection",
    "preparation.confirmed": "Confirmed with the couple",
    "preparation.parked": "Not for this session",
    "lists.packing_left_out": "Packing list, left out",
    "lists.packing_added": "Packing list, own lines",
    "lists.room_left_out": "Room checklist, left out",
    "lists.room_added": "Room checklist, own lines",
    "session.starts_at": "Session",
    "session.minutes": "Length in minutes",
    "meeting.starts_at": "time",
    "meeting.minutes": "length in minutes",
}
WORDS = {
    "partner.role": wishes.NONDOSING_ROLES,
    "partner.support": wishes.SUPPORT_STYLES,
    "facts.goals": wishes.GOALS,
    "facts.comfort": wishes.COMFORT,
    "facts.reactivity": wishes.REACTIVITY,
    "facts.companion_need": wishes.COMPANION_NEED,
    "facts.setting": SETTING_LABELS,
    "preparation.mode": wishes.MODES,
}
# Said by another change already: (place, the place that says it).
SAID = {
    "partner.fraction_words": "partner.fraction",
    "approach.name": "approach.key",
    "approach.protocol_digest": "approach.version",
}
# Lists of dicts: what makes two of them the same thing, and how that thing is called.
THINGS = {
    "meetings": (
        "kind",
        lambda meeting: f"{MEETING_LABELS.get(meeting['kind'], 'Another')} meeting",
    ),
    "waivers": ("title", lambda waiver: f"Waived, {waiver['title']}"),
    "intentions.agreed": ("name", lambda each: f"{each['name']} agrees to the joint intention"),
    "session.line": ("title", lambda phase: f"Own minutes of “{phase['title']}”"),
    "preparation.topics": ("title", lambda topic: f"Topic “{topic['title']}”"),
    "fit.fired": (("id", "sentence"), lambda fired: f"Reason {fired['id']} of the verdict"),
    "fit.met": ("seed", lambda met: f"Indicator {met['seed']}"),
    "fit.facts": (("side", "fact"), lambda fact: f"Fact of the verdict, {_whose(fact)}"),
}
TOUCH_NOT_ASKED = "not asked of each alone"


def differences(before, after):
    """Sentences in the order of the plan; none when nothing that is signed has changed."""
    found = []
    for key in _keys(before, after):
        old, new = before.get(key), after.get(key)
        if key == "partners":
            for one, other in _pairs(old, new):
                found += _partner(one, other)
        elif key in THINGS:
            found += _things(key, old, new)
        else:
            found += _value(key, old, new)
    return found


def _keys(old, new):
    return [*new, *(key for key in old if key not in new)]


def _pairs(old, new):
    old, new = old or [], new or []
    most = max(len(old), len(new))
    return zip(*((each + [{}] * (most - len(each))) for each in (old, new)), strict=True)


def _partner(old, new):
    called = new.get("called") or old.get("called") or "Partner"
    return [f"{called}, {sentence}" for sentence in _dict("partner", old, new)]


def _value(path, old, new):
    """Sentences about one place, whatever stands there."""
    if old == new or (old in BLANK and new in BLANK and path != "safety.touch"):
        return []
    if path in THINGS:
        return _things(path, old, new)
    if path == "intentions.private":
        return [f"The own words of partner {s.upper()} have changed." for s in _changed(old, new)]
    if path == "partner.approval" and (old in BLANK or new in BLANK):
        return [_approval_came_or_went(old, new)]
    if _both(dict, old, new):
        return _dict(path.split(".")[-1], old or {}, new or {})
    if path != "safety.touch" and _both(list, old, new):
        return _list(path, old or [], new or [])
    return [f"{_label(path)}: now {_words(path, new)}, before {_words(path, old)}."]


def _both(kind, old, new):
    return all(isinstance(each, kind) or each in BLANK for each in (old, new))


def _changed(old, new):
    old, new = old or {}, new or {}
    return [key for key in _keys(old, new) if (old.get(key) or "") != (new.get(key) or "")]


def _dict(section, old, new):
    sentences = {}
    for key in _keys(old, new):
        path = f"{section}.{key}"
        here = [old, new] if path in ("session.starts_at", "meeting.starts_at") else []
        if here and old.get(key) != new.get(key):
            sentences[path] = [_moved(path, old, new)]
        else:
            sentences[path] = _value(path, old.get(key), new.get(key))
    return [
        sentence
        for path, told in sentences.items()
        if not sentences.get(SAID.get(path, ""))
        for sentence in told
    ]


def _moved(path, old, new):
    return f"{_label(path)}: now {_moment(new)}, before {_moment(old)}."


def _moment(said):
    if not said.get("starts_at"):
        return "without a date"
    at = datetime.fromisoformat(said["starts_at"])
    return f"{at:%a} {at.day} {at:%B %Y, %H:%M} ({place_of(said['zone'])})"


def _list(path, old, new):
    label = _label(path)
    found = [f"{label}: added {_words(path, each)}." for each in new if each not in old]
    found += [f"{label}: taken out {_words(path, each)}." for each in old if each not in new]
    return found or [f"{label}: now in another order."]


def _whose(fact):
    side = f" of partner {fact['side'].upper()}" if fact["side"] else ""
    return f"{fact['fact'].lower()}{side}"


def _same(key, each):
    """What makes a thing the same thing: one value, or several together."""
    return each[key] if isinstance(key, str) else tuple(each[part] for part in key)


def _things(path, old, new):
    """Added, taken out, changed in itself, or in another order."""
    if path == "fit.fired":
        old, new = (rows_for_both(rows or []) for rows in (old, new))
    key, called = THINGS[path]
    olds, news = (_by(key, things or []) for things in (old, new))
    found = [f"{called(news[name])}: added." for name in news if name not in olds]
    found += [f"{called(olds[name])}: taken out." for name in olds if name not in news]
    section = path.split(".")[-1].removesuffix("s")
    for name in (each for each in news if each in olds):
        found += [f"{called(news[name])}, {s}" for s in _dict(section, olds[name], news[name])]
    stayed = [[name for name in names if name in olds and name in news] for names in (olds, news)]
    if stayed[0] != stayed[1] and path != "meetings":
        found.append(f"{_label(path)}: now in another order.")
    return found


def _by(key, things):
    """The things by what names each; one that an older content holds as a word has no more."""
    named = [each if isinstance(each, dict) else {key: each} for each in things]
    return {_same(key, each): each for each in named}


def _approval_came_or_went(old, new):
    said = new or old
    what = f"{said['medicine']}, {said['form']}, approved by {said['prescriber']}"
    return f"approval {'added' if new else 'taken out'} ({what})."


def _label(path):
    return LABELS.get(path) or path.split(".")[-1].replace("_", " ").capitalize()


def _words(path, value):
    if path == "safety.touch":
        return TOUCH_NOT_ASKED if value is None else ", ".join(value) or "no touch"
    if value in BLANK:
        return "nothing"
    if isinstance(value, bool):
        return YES_NO[value]
    if path.endswith("digest"):
        return value[:SHORT]
    if path.endswith("_mg"):
        return plain_figures(Decimal(value))
    if not isinstance(value, str):
        return str(value)
    return WORDS.get(path, {}).get(value) or f"“{value}”"
