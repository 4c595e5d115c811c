"""The words a plan may carry: roles, touch, modes, and what people confirm before a session."""

from dataclasses import dataclass

GOALS = {
    "individual_healing": "Individual healing first",
    "deep_shift": "Deep healing, an important shift",
    "emotional_expression": "Deeper expression, softer defences",
    "focused_talk": "A focused, more open talk",
}
COMFORT = {"yes": "At ease", "unsure": "Unsure", "no": "Not"}
REACTIVITY = {"low": "Low", "moderate": "Moderate", "high": "High"}
COMPANION_NEED = {
    "none": "No wish",
    "any_sober_adult": "Any sober adult",
    "partner": "The partner, sober",
}
NONDOSING_ROLES = {
    "sitter": "Sitter: sober and actively supportive",
    "chaperone": "Stand-by companion (chaperone): on hand, steps in only if needed",
}
SUPPORT_STYLES = {
    "words": "Reassuring words",
    "hand_holding": "Holding hands",
    "presence": "Just being there",
}
TOUCH = {
    "hand": "Holding hands",
    "shoulder": "A hand on the shoulder",
    "hug": "A hug",
    "steadying": "Steadying to walk",
}
MODES = {
    "couple_led": "Led by the couple",
    "therapist_led": "Led by the therapist",
}
REFLECTION_MINUTES = (10, 15)


@dataclass(frozen=True)
class Confirmation:
    key: str
    sentence: str
    seed: str
    approaches: tuple[str, ...] = ()
    gate: str = ""

    @property
    def kind(self):
        return "hard" if self.seed else "advice"

    def applies(self, approach):
        return not self.approaches or approach in self.approaches


SOLO, FULL, HALF, QUARTER = "solo", "dual_psychedelic", "dual_psycholytic", "extended_discussion"
CONFIRMATIONS = (
    Confirmation("discussed", "The approach was talked over with the prescriber.", "S12"),
    Confirmation(
        "sitter_card",
        "Both have read the sitter card: hold space, do not guide, do not interpret.",
        "S23",
        (SOLO,),
    ),
    Confirmation("look_back", "Time and place of the look-back are agreed.", "S24", (SOLO,)),
    Confirmation(
        "swap", "A session with the roles reversed has been talked about.", "S25", (SOLO,)
    ),
    Confirmation("shades", "Two eye shades and two headphones are ready.", "S33", (FULL,)),
    Confirmation(
        "gentle",
        "Feelings come before problem-solving afterwards: no fixing today.",
        "S34",
        (FULL,),
    ),
    Confirmation("private_place", "The place is private and comfortable.", "S43", (HALF,)),
    Confirmation(
        "music", "Music, headphones and eye shades leave room to interact.", "S44", (HALF,)
    ),
    Confirmation(
        "i_statements", "Both have practised I-statements and a slow pace.", "S46", (HALF,)
    ),
    Confirmation(
        "listening", "The listening agreement is made: no judging, presence first.", "S47", (HALF,)
    ),
    Confirmation(
        "curiosity",
        "Both have read the curiosity card: explore, do not solve.",
        "S58",
        (QUARTER,),
    ),
    # Ours and not the seed's: advice, and so without a number.
    Confirmation(
        "early_return",
        "It is agreed what happens if one returns early: the companion answers first.",
        "",
        (FULL,),
        "early",
    ),
    Confirmation(
        "pause", "A signal is agreed that stops the talk for five minutes.", "", (HALF,), "pause"
    ),
    Confirmation(
        "park_it", "A “park it” list lies ready for ideas and decisions.", "", (QUARTER,), "parked"
    ),
    Confirmation(
        "emergency_card", "The emergency card is filled in and hangs in sight.", "", (), "card"
    ),
)
# What each partner acknowledges alone (S8, S10, S11), as the sentence they say.
ACKNOWLEDGEMENTS = {
    "risks": ("Knows the risks and side effects of the medicine.", "S8"),
    "source": ("Will have it only from the prescriber and a licensed pharmacy.", "S10"),
    "as_directed": ("Will take it only as directed.", "S11"),
}


def confirmations_for(approach):
    return [c for c in CONFIRMATIONS if c.applies(approach)]


def agreed_touch(*answers):
    """What every partner said yes to alone: the intersection, in the order of the list."""
    return [kind for kind in TOUCH if all(kind in answer for answer in answers)]
