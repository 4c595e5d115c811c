"""The safety check of the day, of each partner who doses, alone (brief 1.6, 3.3).

Every line is put the same way round, so that one column reads as one answer.
"""

from enum import StrEnum


class Found(StrEnum):
    AS_ASKED = "as_asked"
    OTHERWISE = "otherwise"
    UNKNOWN = "unknown"


FOUND = {
    Found.AS_ASKED: "As asked",
    Found.OTHERWISE: "Not as asked",
    Found.UNKNOWN: "Not known",
}
LINES = {
    "solids": "No solid food since the hour on their sheet",
    "clear": "Nothing to drink since the hour on their sheet",
    "alcohol": "No alcohol for 24 hours",
    "drugs": "No cannabis or street drugs for 24 hours",
    "medicine": "No new or changed medicine",
    "symptom": "No illness and no new symptom",
    "pregnancy": "No possible pregnancy",
    "home": "A responsible adult takes them home",
}


def not_as_asked(found: dict[str, str]) -> list[str]:
    """What is otherwise or not known, in the order in which it is asked."""
    return [line for line in LINES if found.get(line) != Found.AS_ASKED]


def needs_a_name(*, home: str, taken_by: str) -> bool:
    """Whether somebody is said to take them home, and nobody is named."""
    return home == Found.AS_ASKED and not taken_by
