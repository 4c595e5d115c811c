"""The clock's deeds, and one for people.

A letter's own row is the record of what the clock did with it: a million letters in the trail
would bury what people did. What a person settles is in the trail.
"""

from .claiming import claim, release
from .planning import plan_letters
from .pulse import note_mail_down, note_mail_up, note_sweep
from .sending import send
from .settling import CannotHaveArrived, NothingToSettle, settle

__all__ = [
    "CannotHaveArrived",
    "NothingToSettle",
    "claim",
    "note_mail_down",
    "note_mail_up",
    "note_sweep",
    "plan_letters",
    "release",
    "send",
    "settle",
]
