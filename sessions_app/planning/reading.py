"""The signed content of a plan in the words a page shows.

Only the dict itself is read, so nothing can stand in a page's frame that is not signed; and every
value of it comes out somewhere, so nothing is signed that the reader was not shown.
"""

from datetime import date, datetime
from decimal import Decimal

from protocols.rules import CODES, ROUTES, Cap, rows_for_both

from ..approvals.rules import SETTING_LABELS, Status
from ..people.rules import place_of, plain_figures
from .rules import times, wishes

LEVELS = {
    Cap.SUITABLE.value: ("Suitable", "yes"),
    Cap.CAUTION.value: ("Caution", "mind"),
    Cap.NOT_NOW.value: ("Not now", "not"),
}
STATUSES = {
    Status.NONE.value: "None",
    Status.ACTIVE.value: "Holds",
    Status.LAPSED.value: "Lapsed",
    Status.REVOKED.value: "Ended by the prescriber",
    Status.SUPERSEDED.value: "Replaced by a newer one",
}
TOLD = (
    "goals",
    "comfort",
    "reactivity",
    "companion_need",
    "stuck_pattern",
    "setting",
    "third_sober_adult",
)
SHORT = 12
AMOUNTS = ("dose_mg", "session_max_mg", "planned_mg")


def read(content, *, told_alone=False):
    """Everything in `content`, section by section.

    Reasons that were told alone are one without a name, except to whoever signs: `told_alone`. For
    everybody else the approvals stand there `folded`, whether they hold or not.
    """
    a, b = content["partners"]
    called = {"a": a["called"], "b": b["called"]}
    return {
        "folder": content["couple"],
        "plan": content["plan"],
        "partners": [_partner("a", a), _partner("b", b)],
        "folded": not told_alone,
        "approach": _approach(
            content["approach"], called | {"": "Both:"}, shown=list if told_alone else rows_for_both
        ),
        "safety": _safety(content["safety"]),
        "intentions": _intentions(content["intentions"], called),
        "preparation": _preparation(content["preparation"]),
        "session": _session(content["session"]),
        "meetings": [_meeting(meeting) for meeting in content["meetings"]],
        "waivers": [_waiver(waiver) for waiver in content["waivers"]],
    }


def day_words(day):
    return f"{day.day} {day:%B %Y}"


def moment_words(at, zone):
    """A moment that carries its own offset, as clocks in the zone's town show it."""
    return f"{at:%a} {at.day} {at:%B %Y, %H:%M} ({place_of(zone)})"


def yes_no(value):
    return "Yes" if value else "No"


def listed(keys, words):
    """The words of these keys; a key without words is shown as it is rather than left out."""
    return [words.get(key, key) for key in keys]


def couple_facts(facts):
    """What the couple said, each fact of `TOLD` as (name, words)."""

    def word(name, words):
        return words.get(facts[name], facts[name]) or "Nothing said"

    return [
        ("What they hope for", ", ".join(listed(facts["goals"], wishes.GOALS)) or "Nothing said"),
        ("Separate inward time", word("comfort", wishes.COMFORT)),
        ("Conflict reactivity", word("reactivity", wishes.REACTIVITY)),
        ("Sober companion wished for", word("companion_need", wishes.COMPANION_NEED)),
        ("Stuck in a pattern", yes_no(facts["stuck_pattern"])),
        ("Where", word("setting", SETTING_LABELS)),
        ("A third sober adult there", yes_no(facts["third_sober_adult"])),
    ]


def _approach(said, called, *, shown):
    if said is None:
        return None
    fit = said["fit"]
    level, tone = LEVELS.get(fit.get("level"), ("No verdict", "plain"))
    return {
        "code": CODES.get(said["key"], said["key"]),
        "name": said["name"],
        "version": said["version"],
        "wording": said.get("wording", ""),
        "digest": said["protocol_digest"][:SHORT],
        "level": level,
        "tone": tone,
        "rule_set": fit.get("rule_set", ""),
        "fired": [_fired(row) for row in shown(fit.get("fired", []))],
        "met": fit.get("met", []),
        "weighed": [
            (
                " ".join(filter(None, [called.get(row["side"], row["side"]), row["fact"]])),
                row["value"],
            )
            for row in fit.get("facts", [])
        ],
        "reason": said["reason"],
        "facts": couple_facts(said["facts"]),
    }


def since_words(since, called):
    """What is different since the choice, one sentence each; `called` names side a and side b."""
    for fact in since.facts:
        whose = f"{called[fact.side]}: " if fact.side else ""
        yield f"{whose}{fact.fact} was “{fact.was}” and is “{fact.now}”."
    if since.levels:
        was, now = (LEVELS.get(level, (level,))[0].lower() for level in since.levels)
        yield f"The verdict was {was} and is {now}."
    yield from (f"New: {sentence}" for sentence in since.came)
    yield from (f"No longer: {sentence}" for sentence in since.went)
    if since.rules:
        yield f"The rules are newer: set {since.rules[0]} then, set {since.rules[1]} now."


def _fired(row):
    cap = row.get("cap", "")
    return row | {"level": LEVELS[cap][0].lower() if cap in LEVELS else cap}


def _partner(side, said):
    return {
        "side": side,
        "name": said["name"],
        "called": said["called"],
        "born": day_words(date.fromisoformat(said["born_on"])),
        "doses": said["doses"],
        "fraction": said["fraction"],
        "fraction_words": said["fraction_words"],
        "role": wishes.NONDOSING_ROLES.get(said["role"], said["role"]),
        "support": listed(said["support"], wishes.SUPPORT_STYLES),
        "can_stay_sober": yes_no(said["can_stay_sober"]),
        "booster": said["booster"],
        "acknowledged": said["acknowledged"],
        "consented": day_words(date.fromisoformat(said["consented_on"]))
        if said["consented_on"]
        else "",
        "approval": _approval(said["approval"]) if said["approval"] else None,
    }


def _approval(said):
    amounts = {name: said[name] for name in AMOUNTS if said[name] is not None}
    return said | {
        **{name: plain_figures(Decimal(amount)) for name, amount in amounts.items()},
        "digest": said["signed_digest"][:SHORT],
        "status": STATUSES.get(said["status"], said["status"]),
        # Told only where it was signed ahead of its first day.
        "begins": day_words(date.fromisoformat(said["valid_from"])) if "valid_from" in said else "",
        "until": day_words(date.fromisoformat(said["valid_until"])),
    }


def _safety(said):
    touch = said["touch"]
    return said | {
        "touch": "Not asked of each alone yet" if touch is None else ", ".join(touch) or "No touch"
    }


def _intentions(said, called):
    return {
        "joint": said["joint"],
        "agreed": [each["name"] for each in said["agreed"]],
        "agreed_at": [_agreed(each) for each in said["agreed"]],
        "private": [
            {"side": side, "called": called[side], "words": said["private"][side]} for side in "ab"
        ],
    }


def _agreed(said):
    """Who agreed, and at which moment where that is known."""
    return f"{said['name']}, {_at(said)}" if said["at"] else said["name"]


def _at(said):
    return moment_words(datetime.fromisoformat(said["at"]), said["zone"])


def _preparation(said):
    lists = said["lists"] | {"differ": any(said["lists"].values())}
    return said | {"mode": wishes.MODES.get(said["mode"], said["mode"]), "lists": lists}


def _when(said):
    if not said["starts_at"]:
        return {"at": "", "when": ""}
    at = datetime.fromisoformat(said["starts_at"])
    return {"at": said["starts_at"], "when": moment_words(at, said["zone"])}


def _session(said):
    line = [phase | {"route": ROUTES.get(phase["route"], phase["route"])} for phase in said["line"]]
    return said | _when(said) | {"line": line}


def _meeting(said):
    label = times.MEETING_LABELS.get(said["kind"], said["kind"])
    return said | _when(said) | {"label": label}


def _waiver(said):
    return said | {"when": _at(said)}
