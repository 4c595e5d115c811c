"""One dosing session: its plan, what each partner brings, and the meetings after it."""

from .meeting import Meeting
from .part import Part
from .plan import ChosenQuestion, ChosenTopic, Plan
from .revision import Revision

__all__ = ["ChosenQuestion", "ChosenTopic", "Meeting", "Part", "Plan", "Revision"]
