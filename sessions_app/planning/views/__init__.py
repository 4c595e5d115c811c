"""The stations of a plan, one module each."""

from .fit import begin, choose, fit
from .intentions import intentions
from .keeping import drop_draft, keep_draft
from .preparation import preparation
from .review import review, submit, withdraw
from .revisions import revisions
from .roles import roles
from .schedule import meetings, schedule

__all__ = [
    "begin",
    "choose",
    "drop_draft",
    "fit",
    "intentions",
    "keep_draft",
    "meetings",
    "preparation",
    "review",
    "revisions",
    "roles",
    "schedule",
    "submit",
    "withdraw",
]
