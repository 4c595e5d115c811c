"""The prescriber's queue, and the answer to one plan."""

from .answer import answer, ask_for_changes, decline
from .queue import queue

__all__ = ["answer", "ask_for_changes", "decline", "queue"]
