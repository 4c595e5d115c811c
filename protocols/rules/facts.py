"""What the fit is worked out from: plain values, refused when they are not understood.

A misspelt value must not pass for "no concern", so every value is compared with its list.
"""

from collections.abc import Set
from dataclasses import dataclass, fields
from fractions import Fraction

CHOICES: dict[str, Set[object]] = {
    "rx_status": {"none", "pending", "active", "lapsed", "declined"},
    "med_review": {"not_reviewed", "cleared", "cleared_with_conditions", "declined"},
    "first_ketamine": {True, False},
    "experience": {"none", "some", "experienced"},
    "private_safety_screen": {"not_done", "no_concern", "concern"},
    "acute_risk_open": {True, False},
    "can_stay_sober": {True, False},
    # None until a prescriber has named one; without an active approval nobody doses.
    "medicine_form": {
        None,
        "lozenge",
        "troche",
        "rdt",
        "im",
        "iv",
        "nasal_compounded",
        "esketamine_rems",
    },
    "comfort_separate_journeys": {"yes", "unsure", "no"},
    "conflict_reactivity": {"low", "moderate", "high"},
    "sober_companion_need": {"none", "any_sober_adult", "partner"},
    "stuck_pattern": {True, False},
    "setting": {"office", "remote_with_therapist", "home_self_directed"},
    "third_sober_adult": {True, False},
}

SETS: dict[str, Set] = {
    "approved_fractions": {Fraction(1), Fraction(1, 2), Fraction(1, 4)},
    "approved_settings": CHOICES["setting"],
    "goals": {"individual_healing", "deep_shift", "emotional_expression", "focused_talk"},
}


class FactNotUnderstood(Exception):
    def __init__(self, name, value):
        super().__init__(name, value)
        self.name, self.value = name, value

    def __str__(self):
        return f"“{self.value}” is not one of the answers to “{self.name.replace('_', ' ')}”."


@dataclass(frozen=True, kw_only=True)
class Facts:
    def __post_init__(self):
        for name in (field.name for field in fields(self)):
            value = getattr(self, name)
            if name in CHOICES and value not in CHOICES[name]:
                raise FactNotUnderstood(name, value)
            if name in SETS:
                object.__setattr__(self, name, _members(name, value))


@dataclass(frozen=True, kw_only=True)
class PartnerFacts(Facts):
    name: str
    rx_status: str
    approved_fractions: frozenset  # of Fraction; "1/2" is read as one
    approved_settings: frozenset
    med_review: str
    first_ketamine: bool
    experience: str
    private_safety_screen: str
    acute_risk_open: bool
    can_stay_sober: bool
    medicine_form: str | None


@dataclass(frozen=True, kw_only=True)
class CoupleFacts(Facts):
    goals: frozenset
    comfort_separate_journeys: str  # of the less comfortable partner
    conflict_reactivity: str  # the more reactive reading
    sober_companion_need: str
    stuck_pattern: bool
    setting: str
    third_sober_adult: bool


def _members(name, values):
    known = {_plain(value): value for value in SETS[name]}
    unknown = sorted(str(value) for value in values if _plain(value) not in known)
    if unknown:
        raise FactNotUnderstood(name, unknown[0])
    return frozenset(known[_plain(value)] for value in values)


def _plain(value):
    # "1/1", "1" and Fraction(1) are one and the same fraction.
    return "1" if str(value) == "1/1" else str(value)
