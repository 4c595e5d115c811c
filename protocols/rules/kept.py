"""A verdict as it is kept with a plan, and what is different when it is weighed again.

Two facts stay out: what a partner told alone. Where one of them speaks against an approach, its
rule is among those that fired; where none did, nothing was open.
"""

from dataclasses import dataclass, fields

from protocols.rules.joint import rows_for_both
from protocols.rules.verdict import RULE_SET, TOLD_ALONE, Verdict

NOT_KEPT = {"private_safety_screen", "acute_risk_open"}
LABELS = {
    "rx_status": "Approval",
    "approved_fractions": "Approved parts",
    "approved_settings": "Approved places",
    "med_review": "Review by the prescriber",
    "first_ketamine": "First ketamine session",
    "experience": "Earlier experience",
    "can_stay_sober": "Can stay sober that day",
    "medicine_form": "Form of the medicine",
    "goals": "What they hope for",
    "comfort_separate_journeys": "Separate inward time",
    "conflict_reactivity": "Conflict reactivity",
    "sober_companion_need": "Sober companion wished for",
    "stuck_pattern": "Stuck in a pattern",
    "setting": "Where",
    "third_sober_adult": "A third sober adult there",
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One fact that is not as it was; `side` is "a", "b" or empty for the couple."""

    side: str
    fact: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Since:
    """What is different since a verdict was kept."""

    facts: tuple[Difference, ...]
    levels: tuple[str, str] | None
    came: tuple[str, ...]
    went: tuple[str, ...]
    rules: tuple[str, str] | None

    def __bool__(self):
        return bool(self.facts or self.levels or self.came or self.went or self.rules)


def keep(verdict: Verdict, *, a, b, couple) -> dict:
    """Plain texts and truths only, so that it can be signed."""
    return {
        "rule_set": RULE_SET,
        "level": verdict.level.value,
        "fired": [
            {
                "id": fired.id,
                "kind": fired.kind.value,
                "cap": fired.cap.value,
                "sentence": fired.clinician,
                "acknowledge": fired.safety,
            }
            for fired in verdict.fired
        ],
        "met": [{"seed": met.seed, "sentence": met.sentence} for met in verdict.met],
        "facts": [*_told("a", a), *_told("b", b), *_told("", couple)],
    }


def since(kept: dict, now: dict) -> Since:
    """What changed between two kept verdicts; a fact that was not kept is not compared."""
    was = {(row["side"], row["fact"]): row["value"] for row in kept.get("facts", [])}
    before = {row["sentence"] for row in kept["fired"]}
    after = {row["sentence"] for row in now["fired"]}
    return Since(
        facts=tuple(
            Difference(side=row["side"], fact=row["fact"], was=was[key], now=row["value"])
            for row in now["facts"]
            if (key := (row["side"], row["fact"])) in was and was[key] != row["value"]
        ),
        levels=_pair(kept["level"], now["level"]),
        came=tuple(row["sentence"] for row in now["fired"] if row["sentence"] not in before),
        went=tuple(row["sentence"] for row in kept["fired"] if row["sentence"] not in after),
        rules=_pair(kept["rule_set"], now["rule_set"]),
    )


def since_for_both(kept: dict, now: dict) -> Since:
    """The same as the pages of both show it: where something was told alone, only this is said."""
    kept, now = (each | {"fired": rows_for_both(each["fired"])} for each in (kept, now))
    found = since(kept, now)
    if all(row["sentence"] != TOLD_ALONE for row in now["fired"]):
        return found
    came = tuple(sentence for sentence in found.came if sentence == TOLD_ALONE)
    return Since(facts=(), levels=found.levels, came=came, went=(), rules=None)


def answered(kept: dict, verdict: Verdict) -> bool:
    """Whether all advice that says "not now" was weighed when the approach was chosen."""
    weighed = {(row["id"], row["sentence"]) for row in kept.get("fired", [])}
    return not verdict.barred and all(
        (fired.id, fired.clinician) in weighed for fired in verdict.against
    )


def to_acknowledge(kept: dict) -> list[dict]:
    """The safety advice the approach was chosen against; a prescriber acknowledges each."""
    return [
        {"id": row["id"], "sentence": row["sentence"]}
        for row in kept.get("fired", [])
        if row.get("acknowledge")
    ]


def _pair(was, now):
    return None if was == now else (was, now)


def _told(side, facts):
    return [
        {
            "side": side,
            "fact": LABELS[field.name],
            "value": _in_words(getattr(facts, field.name)),
        }
        for field in fields(facts)
        if field.name in LABELS
    ]


def _in_words(value):
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, frozenset):
        return ", ".join(sorted(_in_words(each) for each in value)) or "None"
    words = str(value).replace("_", " ")
    return words[0].upper() + words[1:]
