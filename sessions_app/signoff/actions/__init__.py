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
from .moving import (
    CannotBeAskedOf,
    CannotBeHandedTo,
    NobodyMayApprove,
    NobodyMaySign,
    NotAskedFor,
    NudgedToday,
    hand_over,
    hand_over_request,
    nudge,
    nudge_request,
)
from .sending import claim, release, send

__all__ = [
    "CannotBeAskedOf",
    "CannotBeHandedTo",
    "CannotSignOwnPlan",
    "NoLongerFits",
    "NobodyMayApprove",
    "NobodyMaySign",
    "NotAcknowledged",
    "NotAskedFor",
    "NotWaiting",
    "NotWhatWasRead",
    "NudgedToday",
    "ReasonIsMissing",
    "SentAnew",
    "ask_for_changes",
    "claim",
    "decline",
    "hand_over",
    "hand_over_request",
    "nudge",
    "nudge_request",
    "release",
    "send",
    "sign",
]
