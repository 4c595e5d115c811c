"""What a good session looks like, in plain values. No Django in this folder."""

from protocols.rules.approaches import (
    CODES,
    FRACTION_WORDS,
    FRACTIONS,
    LABELS,
    ROUTES,
    SPOKEN,
    Approach,
    both_dose,
    stored,
)
from protocols.rules.facts import CoupleFacts, FactNotUnderstood, PartnerFacts
from protocols.rules.fit import assess, assess_one
from protocols.rules.joint import for_both, is_alone, rows_for_both
from protocols.rules.kept import answered, keep, since, since_for_both, to_acknowledge
from protocols.rules.line import lanes
from protocols.rules.templates import canonical, digest, what_is_wrong
from protocols.rules.verdict import NEUTRAL, RULE_SET, TOLD_ALONE, Cap, Fired, Kind, Met, Verdict

__all__ = [
    "CODES",
    "FRACTIONS",
    "FRACTION_WORDS",
    "LABELS",
    "NEUTRAL",
    "ROUTES",
    "RULE_SET",
    "SPOKEN",
    "TOLD_ALONE",
    "Approach",
    "Cap",
    "CoupleFacts",
    "FactNotUnderstood",
    "Fired",
    "Kind",
    "Met",
    "PartnerFacts",
    "Verdict",
    "answered",
    "assess",
    "assess_one",
    "both_dose",
    "canonical",
    "digest",
    "for_both",
    "is_alone",
    "keep",
    "lanes",
    "rows_for_both",
    "since",
    "since_for_both",
    "stored",
    "to_acknowledge",
    "what_is_wrong",
]
