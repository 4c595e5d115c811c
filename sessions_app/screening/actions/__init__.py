"""Every deed on one partner's private record. Callers write `screening.actions.…`."""

from .erasing import erase_words
from .flags import FlagIsClosed, NeedsAnotherPerson, close_flag
from .health import record_health, record_medicines
from .interviews import LimitsNotTold, NotYetAsked, PolicyNotStated, record_interview

__all__ = [
    "FlagIsClosed",
    "LimitsNotTold",
    "NeedsAnotherPerson",
    "NotYetAsked",
    "PolicyNotStated",
    "close_flag",
    "erase_words",
    "record_health",
    "record_interview",
    "record_medicines",
]
