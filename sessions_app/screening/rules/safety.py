"""What a clinician asks one partner alone (brief 3.7), in words of our own; no instrument."""

from dataclasses import dataclass

from .flags import Kind


@dataclass(frozen=True)
class Question:
    """`alarm` is the answer that opens a flag; `concern` whether that flag is a concern at once."""

    words: str
    alarm: str = "yes"
    concern: bool = True
    kind: Kind = Kind.SAFETY


QUESTIONS = {
    "physical_harm": Question("Was hurt bodily by the partner"),
    "forced_sex": Question("Was made to have sex against their will"),
    "threats": Question("Was threatened: themself, children, animals, or with the other’s suicide"),
    "fear": Question("Is afraid of the partner"),
    "control": Question("The partner controls money, phone or medicine"),
    "free_to_say_no": Question("Is free to say no to the medicine today", alarm="no"),
    "altered_pressure": Question("Was pressed for sex while one of them was under a substance"),
    "separation_talk": Question("Separation was talked about lately", concern=False),
    "weapons": Question("A weapon is within reach at home", concern=False),
    "self_harm": Question("Thinks of suicide or of harming themself", kind=Kind.ACUTE),
}
ANSWERS = {"yes": "Yes", "no": "No", "unasked": "Not asked"}
# What was recorded before each answer opened a flag of its own.
EARLIER = {
    "earlier_concern": Question("A concern from before each answer was kept"),
    "earlier_risk": Question("An acute risk from before each answer was kept", kind=Kind.ACUTE),
}
# Any of these makes a concern, whatever a total says; a zero total never reads as safe.
CONCERNS = frozenset(
    key for key, each in (QUESTIONS | EARLIER).items() if each.concern and each.kind == Kind.SAFETY
)


def raised(answers: dict) -> list[str]:
    """The questions whose answers open a flag."""
    return [key for key, each in QUESTIONS.items() if answers.get(key) == each.alarm]


def asked_all(answers: dict) -> bool:
    """Whether every question that can make a concern, or an acute risk, was asked."""
    return all(answers.get(key) in ("yes", "no") for key, each in QUESTIONS.items() if each.concern)


def is_concern(topic: str) -> bool:
    return topic in CONCERNS
