"""One partner's private answers. Nothing here may show, even by absence, on the other's side."""

from .flag import Flag
from .health import HealthForm, MedicineList
from .interview import Conversation, Interview

__all__ = ["Conversation", "Flag", "HealthForm", "Interview", "MedicineList"]
