"""The stations of a plan, one module each."""

from .again import again, copy, swap, take_up
from .ending import close, part
from .fit import begin, choose, fit
from .intentions import intentions
from .keeping import drop_draft, keep_draft
from .lists import line, lists
from .merging import merge
from .newer import newer
from .preparation import preparation
from .review import review, submit, withdraw
from .revisions import revisions
from .roles import roles
from .rooms import double_book, double_book_meeting, rooms, set_room
from .schedule import meetings, schedule
from .tasks import remove_task, tasks, tick_task, untick_task
from .waiving import lift_waiver, waive

__all__ = [
    "again",
    "begin",
    "choose",
    "close",
    "copy",
    "double_book",
    "double_book_meeting",
    "drop_draft",
    "fit",
    "intentions",
    "keep_draft",
    "lift_waiver",
    "line",
    "lists",
    "meetings",
    "merge",
    "newer",
    "part",
    "preparation",
    "remove_task",
    "review",
    "revisions",
    "roles",
    "rooms",
    "schedule",
    "set_room",
    "submit",
    "swap",
    "take_up",
    "tasks",
    "tick_task",
    "untick_task",
    "waive",
    "withdraw",
]
