"""The stations of a plan, one module each."""

from .fit import begin, choose, fit
from .intentions import intentions
from .preparation import preparation
from .review import review, submit, withdraw
from .revisions import revisions
from .roles import roles
from .schedule import meetings, schedule

__all__ = [
    "begin",
    "choose",
    "fit",
    "intentions",
    "meetings",
    "preparation",
    "review",
    "revisions",
    "roles",
    "schedule",
    "submit",
    "withdraw",
]
