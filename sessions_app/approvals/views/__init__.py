"""One partner's approval: asked for, signed, measured against, ended."""

from .asking import ask_for_changes, decline, prepare, submit, take, take_back
from .ending import read, report, revoke
from .signing import approve

__all__ = [
    "approve",
    "ask_for_changes",
    "decline",
    "prepare",
    "read",
    "report",
    "revoke",
    "submit",
    "take",
    "take_back",
]
