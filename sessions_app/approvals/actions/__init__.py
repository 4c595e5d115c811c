"""Every deed on one partner's approval. Callers write `approvals.actions.…`."""

from .ending import (
    NothingToEnd,
    NotReported,
    end,
    end_joint_work,
    look_after,
    look_again,
    report,
    sweep,
)
from .erasing import erase_words
from .requests import (
    ReasonIsMissing,
    RequestCannotMove,
    ask_for_changes,
    decline,
    prepare,
    submit,
    take,
    take_back,
)
from .revoking import EndedWithoutReason, revoke
from .signing import TYPED_FIELDS, RecordHasChanged, approve, content
from .using import NoSessionLeft, read, use_session

__all__ = [
    "TYPED_FIELDS",
    "EndedWithoutReason",
    "NoSessionLeft",
    "NotReported",
    "NothingToEnd",
    "ReasonIsMissing",
    "RecordHasChanged",
    "RequestCannotMove",
    "approve",
    "ask_for_changes",
    "content",
    "decline",
    "end",
    "end_joint_work",
    "erase_words",
    "look_after",
    "look_again",
    "prepare",
    "read",
    "report",
    "revoke",
    "submit",
    "sweep",
    "take",
    "take_back",
    "use_session",
]
