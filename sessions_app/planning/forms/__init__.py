"""One form for each station. They clean and never save."""

from .again import TakeUp
from .clocks import taking
from .fit import Choose, Facts
from .intentions import Intentions
from .lists import AddTask, Line, Lists, Waive
from .meeting import MEETING_FORM, DoubleBookMeeting, MeetingTime
from .merging import KeptFolder, Merge
from .preparation import Preparation
from .revisions import Compare
from .roles import Roles
from .schedule import MEETINGS_FORM, Meetings
from .session import SESSION_FORM, AddRoom, DoubleBook, Session
from .words import Withdraw

__all__ = [
    "MEETINGS_FORM",
    "MEETING_FORM",
    "SESSION_FORM",
    "AddRoom",
    "AddTask",
    "Choose",
    "Compare",
    "DoubleBook",
    "DoubleBookMeeting",
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
