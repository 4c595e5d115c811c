"""What has to be done before a session, by whom and until when (brief 1.5)."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 30
OWNERS = {
    "therapist": "Therapist",
    "prescriber": "Prescriber",
    "couple": "Both partners",
    "a": "Partner A",
    "b": "Partner B",
    "companion": "Companion",
}


@dataclass(frozen=True)
class Usual:
    text: str
    owner: str
    days_before: int


# With what every plan begins; the days are those of the brief, the last of each span.
USUAL = (
    Usual("Ask a companion and a driver, and tell them the hours.", "couple", 7),
    Usual("Arrange for children, pets and work.", "couple", 3),
    Usual("Hand each partner their own printed sheet.", "therapist", 1),
    Usual("Ask each partner alone once more whether they want this.", "therapist", 1),
    Usual("Pack the bag and go through the room list.", "couple", 1),
)


def due_on(*, session_day: date, days_before: int) -> date:
    return session_day - timedelta(days=days_before)


def due_words(*, due: date, on: date) -> tuple[str, str]:
    """(tone, words) of a task that is still open."""
    ahead = (due - on).days
    if ahead < 0:
        return "mind", f"{-ahead} day{'' if ahead == -1 else 's'} late"
    if ahead == 0:
        return "mind", "Due today"
    return "plain", f"Due in {ahead} day{'' if ahead == 1 else 's'}"
