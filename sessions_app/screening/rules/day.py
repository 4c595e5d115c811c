"""The one question before each dosing day, asked of each partner alone (brief 3.7, 3.9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Wish(StrEnum):
    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"


WISHES = {
    Wish.YES: "Wants it",
    Wish.NO: "Does not want it",
    Wish.UNSAID: "Prefers not to say",
}
# The flag that a no, silence or a worry opens; one topic, so that its name tells none of them.
TOPIC = "day_question"
TOPIC_WORDS = "What was told alone before a session"
# It is asked on the day of the session or on the day before it.
BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """What one partner answered on a day, and whether its flag is open still."""

    asked_on: date
    wish: str
    flagged: bool = False


def is_near(*, session_on: date, on: date) -> bool:
    """Whether the question is due for this session."""
    return session_on - BEFORE <= on <= session_on


def raises_flag(*, wish: str, worry: bool) -> bool:
    return wish != Wish.YES or worry


def settled(told: Iterable[Told], *, session_on: date) -> bool:
    """Whether one partner's last word for this session, oldest first, lets it go on."""
    counts = [each for each in told if is_near(session_on=session_on, on=each.asked_on)]
    return bool(counts) and counts[-1].wish == Wish.YES and not counts[-1].flagged
