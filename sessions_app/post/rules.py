"""What no letter may tell. No Django."""

import re

# Brief 6.3: beginnings of words, and whole words.
STEMS = (
    "ketamin", "lozenge", "dosing", "medic", "psych", "therap", "couple", "partner", "integrat",
    "intention", "fasting", "consent", "questionnaire", "hotline", "kapcouple",
)  # fmt: skip
WHOLE = ("kap", "kact", "dose", "doses", "driver", "risk", "risks", "score", "scores", "session")
TELLING = re.compile(rf"\b(?:{'|'.join(STEMS)})|\b(?:{'|'.join(WHOLE)})\b", re.IGNORECASE)


def tells(text: str) -> bool:
    """Whether these words would tell a bystander what the appointment is about."""
    return TELLING.search(text) is not None
