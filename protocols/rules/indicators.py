"""Which of the seed's "useful for" sentences hold for this couple.

Pointers speak for an approach by themselves; without one of them H10 fires. Supports only
say that a listed wish is no obstacle, so they are told only beside a pointer.
"""

from protocols.rules.approaches import Approach
from protocols.rules.verdict import Met


def met(approach, dosing, a, b, couple):
    told = POINTERS[approach](dosing, a, b, couple)
    pointers = [Met(seed=seed, sentence=sentence) for holds, seed, sentence in told if holds]
    if not pointers or approach not in SUPPORTS:
        return tuple(pointers)
    told = SUPPORTS[approach](a, b, couple)
    return tuple(pointers) + tuple(
        Met(seed=seed, sentence=sentence) for holds, seed, sentence in told if holds
    )


def solo(dosing, a, b, couple):
    (partner,) = dosing
    active = [each for each in (a, b) if each.rx_status == "active"]
    return [
        (partner.first_ketamine, "S18", f"It would be {partner.name}'s first ketamine session."),
        (
            "individual_healing" in couple.goals,
            "S19",
            "They want individual healing before a shared session.",
        ),
        (
            couple.sober_companion_need != "none",
            "S20",
            "A sober companion nearby is wanted.",
        ),
        (len(active) == 1, "S21", "Only one of them has a current approval."),
    ]


def dual_psychedelic(dosing, a, b, couple):
    deep = "deep_shift" in couple.goals
    return [
        (deep, "S28", "They seek deep healing in the relationship."),
        (deep, "S31", "They are ready for an important shift."),
    ]


def dual_psycholytic(dosing, a, b, couple):
    expression = "emotional_expression" in couple.goals
    return [
        (expression, "S39", "They want deeper emotional expression and communication."),
        (expression, "S40", "They want softer defences and hard topics met with connection."),
        (
            couple.comfort_separate_journeys == "no",
            "S41",
            "They prefer a gentle shared session to going inward apart.",
        ),
    ]


def extended_discussion(dosing, a, b, couple):
    talk = "focused_talk" in couple.goals
    return [
        (talk, "S53", "They want a deeper, more open talk about the relationship."),
        (talk, "S54", "They want better communication and emotional bonding."),
        (
            couple.stuck_pattern,
            "S55",
            "They feel stuck in a pattern and hope to be softer about it.",
        ),
    ]


def at_ease_apart(a, b, couple):
    known = "none" not in (a.experience, b.experience)
    return [
        (known, "S29", "Both have earlier experience."),
        (
            couple.comfort_separate_journeys == "yes",
            "S30",
            "Both are at ease with separate inward time.",
        ),
    ]


def grounded(a, b, couple):
    steady = couple.conflict_reactivity == "low"
    return [(steady, "S42", "Both stay grounded in hard talks.")]


POINTERS = {
    Approach.SOLO: solo,
    Approach.DUAL_PSYCHEDELIC: dual_psychedelic,
    Approach.DUAL_PSYCHOLYTIC: dual_psycholytic,
    Approach.EXTENDED_DISCUSSION: extended_discussion,
}
SUPPORTS = {
    Approach.DUAL_PSYCHEDELIC: at_ease_apart,
    Approach.DUAL_PSYCHOLYTIC: grounded,
}
