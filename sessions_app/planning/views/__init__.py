"""The stations of a plan, one module each."""

from .again import again, copy, swap, take_up
from .fit import begin, choose, fit
from .intentions import intentions
from .keeping import drop_draft, keep_draft
from .newer import newer
from .preparation import preparation
from .review import review, submit, withdraw
from .revisions import revisions
from .roles import roles
from .rooms import double_book, rooms, set_room
from .schedule import meetings, schedule

__all__ = [
    "again",
    "begin",
    "choose",
    "copy",
    "double_book",
    "drop_draft",
    "fit",
    "intentions",
    "keep_draft",
    "meetings",
    "newer",
    "preparation",
    "review",
    "revisions",
    "roles",
    "rooms",
    "schedule",
    "set_room",
    "submit",
    "swap",
    "take_up",
    "withdraw",
]
