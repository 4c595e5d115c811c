"""One partner's private answers. Nothing here may show, even by absence, on the other's side."""

from .check import DayCheck
from .day import DayQuestion
from .flag import Flag
from .health import HealthForm, MedicineList
from .interview import Conversation, Interview

__all__ = [
    "Conversation",
    "DayCheck",
    "DayQuestion",
    "Flag",
    "HealthForm",
    "Interview",
    "MedicineList",
]
