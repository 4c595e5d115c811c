"""One dosing session: its plan, what each partner brings, and the meetings after it."""

from .booking import Booking
from .chosen import ChosenQuestion, ChosenTopic
from .draft import Draft
from .meeting import Meeting
from .part import Part
from .plan import Plan
from .revision import Revision
from .room import Room
from .task import Task
from .waiver import Waiver

__all__ = [
    "Booking",
    "ChosenQuestion",
    "ChosenTopic",
    "Draft",
    "Meeting",
    "Part",
    "Plan",
    "Revision",
    "Room",
    "Task",
    "Waiver",
]
