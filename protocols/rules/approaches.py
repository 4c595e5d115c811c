from enum import StrEnum
from fractions import Fraction


class Approach(StrEnum):
    SOLO = "solo"
    DUAL_PSYCHEDELIC = "dual_psychedelic"
    DUAL_PSYCHOLYTIC = "dual_psycholytic"
    EXTENDED_DISCUSSION = "extended_discussion"


# Of each dosing partner's own prescribed dose, never an amount.
FRACTIONS = {
    Approach.SOLO: Fraction(1),
    Approach.DUAL_PSYCHEDELIC: Fraction(1),
    Approach.DUAL_PSYCHOLYTIC: Fraction(1, 2),
    Approach.EXTENDED_DISCUSSION: Fraction(1, 4),
}

LABELS = {
    Approach.SOLO: "Solo dosing",
    Approach.DUAL_PSYCHEDELIC: "Dual psychedelic dosing",
    Approach.DUAL_PSYCHOLYTIC: "Dual psycholytic dosing",
    Approach.EXTENDED_DISCUSSION: "Extended discussion",
}

# The first half of every key: A3-Q01 is the first question of dual psycholytic dosing.
CODES = {
    Approach.SOLO: "A1",
    Approach.DUAL_PSYCHEDELIC: "A2",
    Approach.DUAL_PSYCHOLYTIC: "A3",
    Approach.EXTENDED_DISCUSSION: "A4",
}

FRACTION_WORDS = {
    Fraction(1): "the full dose",
    Fraction(1, 2): "about half",
    Fraction(1, 4): "about a quarter",
}

ROUTES = {
    "sublingual": "Under the tongue",
    "im": "Injection into a muscle",
    "iv": "Infusion",
    "nasal": "Nasal spray",
}

SPOKEN = {
    "office": "the office",
    "remote_with_therapist": "a remote session with the therapist",
    "home_self_directed": "a self-directed session at home",
}


def both_dose(approach: Approach) -> bool:
    return approach != Approach.SOLO


def stored(fraction: Fraction) -> str:
    """1 is kept as "1/1", so that a kept fraction always reads as one."""
    return f"{fraction.numerator}/{fraction.denominator}"
