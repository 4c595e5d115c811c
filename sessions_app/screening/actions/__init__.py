"""Every deed on one partner's private record. Callers write `screening.actions.…`."""

from .check import NobodyNamed, record_day_check
from .day import DayIsAhead, NotAlone, record_day_question
from .erasing import erase_words
from .flags import FlagIsClosed, NeedsAnotherPerson, close_flag
from .health import record_health, record_medicines
from .interviews import LimitsNotTold, NotYetAsked, PolicyNotStated, record_interview
from .leaning import leans
from .taking import take_over

__all__ = [
    "DayIsAhead",
    "FlagIsClosed",
    "LimitsNotTold",
    "NeedsAnotherPerson",
    "NobodyNamed",
    "NotAlone",
    "NotYetAsked",
    "PolicyNotStated",
    "close_flag",
    "erase_words",
    "leans",
    "record_day_check",
    "record_day_question",
    "record_health",
    "record_interview",
    "record_medicines",
    "take_over",
]
