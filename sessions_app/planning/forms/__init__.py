"""One form for each station. They clean and never save."""

from .again import TakeUp
from .clocks import taking
from .fit import Choose, Facts
from .intentions import Intentions
from .preparation import Preparation
from .revisions import Compare
from .roles import Roles
from .schedule import Meetings, MeetingTime
from .session import SESSION_FORM, AddRoom, DoubleBook, Session
from .words import Withdraw

__all__ = [
    "SESSION_FORM",
    "AddRoom",
    "Choose",
    "Compare",
    "DoubleBook",
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
