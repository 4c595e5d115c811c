"""Where a meeting stands, and what is said about its letters. Plain values."""

from datetime import datetime
from enum import StrEnum

from ..planning.rules.times import lead_words


class State(StrEnum):
    AHEAD = "ahead"
    BEGUN = "begun"
    HELD = "held"
    CANCELLED = "cancelled"


# (tone, words) of the tag.
LABELS = {
    State.AHEAD: ("wait", "Booked"),
    State.BEGUN: ("mind", "To be recorded"),
    State.HELD: ("yes", "Took place"),
    State.CANCELLED: ("plain", "Cancelled"),
}


def state(
    *, starts_at: datetime, held_at: datetime | None, cancelled_at: datetime | None, now: datetime
) -> State:
    if cancelled_at:
        return State.CANCELLED
    if held_at:
        return State.HELD
    return State.BEGUN if starts_at <= now else State.AHEAD


def kind_words(label: str) -> str:
    """The label before the word meeting: Next day is a next-day meeting."""
    return label.lower().replace(" ", "-")


def letter_words(leads) -> str:
    """When the letters of a meeting leave, as a sentence."""
    if not leads:
        return "No letter is planned for it."
    said = [lead_words(lead) for lead in sorted(leads, reverse=True)]
    times = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return f"{'Letters leave' if len(said) > 1 else 'A letter leaves'} {times} before."
