"""One partner's private answers. Nothing here may show, even by absence, on the other's side."""

from .day import DayQuestion
from .flag import Flag
from .health import HealthForm, MedicineList
from .interview import Conversation, Interview

__all__ = ["Conversation", "DayQuestion", "Flag", "HealthForm", "Interview", "MedicineList"]
