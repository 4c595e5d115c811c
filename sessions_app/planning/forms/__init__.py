"""One form for each station. They clean and never save."""

from .again import TakeUp
from .fit import Choose, Facts
from .intentions import Intentions
from .preparation import Preparation
from .revisions import Compare
from .roles import Roles
from .schedule import SESSION_FORM, Meetings, MeetingTime, Session, taking
from .words import Withdraw

__all__ = [
    "SESSION_FORM",
    "Choose",
    "Compare",
    "Facts",
    "Intentions",
    "MeetingTime",
    "Meetings",
    "Preparation",
    "Roles",
    "Session",
    "TakeUp",
    "Withdraw",
    "taking",
]
