"""Every deed on one partner's private record. Callers write `screening.actions.…`."""

from .flags import FlagIsClosed, NeedsAnotherPerson, close_flag
from .health import record_health, record_medicines
from .interviews import LimitsNotTold, NotYetAsked, record_interview

__all__ = [
    "FlagIsClosed",
    "LimitsNotTold",
    "NeedsAnotherPerson",
    "NotYetAsked",
    "close_flag",
    "record_health",
    "record_interview",
    "record_medicines",
]
