"""Every deed on the answer to a plan. Callers write `signoff.actions.…`."""

from .answering import (
    CannotSignOwnPlan,
    NoLongerFits,
    NotAcknowledged,
    NotWaiting,
    NotWhatWasRead,
    ReasonIsMissing,
    SentAnew,
    ask_for_changes,
    decline,
    sign,
)
from .moving import CannotBeHandedTo, NobodyMaySign, NudgedToday, hand_over, nudge
from .sending import claim, release, send

__all__ = [
    "CannotBeHandedTo",
    "CannotSignOwnPlan",
    "NoLongerFits",
    "NobodyMaySign",
    "NotAcknowledged",
    "NotWaiting",
    "NotWhatWasRead",
    "NudgedToday",
    "ReasonIsMissing",
    "SentAnew",
    "ask_for_changes",
    "claim",
    "decline",
    "hand_over",
    "nudge",
    "release",
    "send",
    "sign",
]
