"""The prescriber's queue, the answer to one plan, the admin's board, and a printed digest."""

from .answer import answer, ask_for_changes, decline
from .board import board, board_csv, requests_csv
from .moving import hand_over, hand_over_request, nudge, nudge_request
from .queue import queue
from .verify import verify

__all__ = [
    "answer",
    "ask_for_changes",
    "board",
    "board_csv",
    "decline",
    "hand_over",
    "hand_over_request",
    "nudge",
    "nudge_request",
    "queue",
    "requests_csv",
    "verify",
]
