"""One form for each station. They clean and never save."""

from .again import TakeUp
from .clocks import taking
from .fit import Choose, Facts
from .intentions import Intentions
from .lists import AddTask, Line, Lists, Waive
from .merging import KeptFolder, Merge
from .preparation import Preparation
from .revisions import Compare
from .roles import Roles
from .schedule import Meetings, MeetingTime
from .session import SESSION_FORM, AddRoom, DoubleBook, Session
from .words import Withdraw

__all__ = [
    "SESSION_FORM",
    "AddRoom",
    "AddTask",
    "Choose",
    "Compare",
    "DoubleBook",
    "Facts",
    "Intentions",
    "KeptFolder",
    "Line",
    "Lists",
    "MeetingTime",
    "Meetings",
    "Merge",
    "Preparation",
    "Roles",
    "Session",
    "TakeUp",
    "Waive",
    "Withdraw",
    "taking",
]
