"""Every deed on a plan. Callers write `planning.actions.submit(...)`."""

from .again import CannotSwap, copy, swap, take_up
from .bookings import RoomIsClosed, TimeIsTaken
from .drafting import (
    ReasonIsMissing,
    VerdictForbids,
    begin,
    choose,
    confirm_preparation,
    record_facts,
    set_roles,
    write_intentions,
)
from .drafts import drop_draft, keep_draft
from .meetings import (
    MeetingIsOver,
    NotTheDayAfter,
    book_meetings,
    cancel_meeting,
    hold_meeting,
    move_meeting,
)
from .scheduling import DateDoesNotHold, schedule
from .stages import GatesAreOpen, SessionIsAhead, clear, hold, return_to_draft, submit, withdraw
from .steps import ChangedMeanwhile, PlanCannotMove, PlanIsClosed, TimeIsPast
from .versions import NothingNewer, SignedPlanStays, move_to_version

__all__ = [
    "CannotSwap",
    "ChangedMeanwhile",
    "DateDoesNotHold",
    "GatesAreOpen",
    "MeetingIsOver",
    "NotTheDayAfter",
    "NothingNewer",
    "PlanCannotMove",
    "PlanIsClosed",
    "ReasonIsMissing",
    "RoomIsClosed",
    "SessionIsAhead",
    "SignedPlanStays",
    "TimeIsPast",
    "TimeIsTaken",
    "VerdictForbids",
    "begin",
    "book_meetings",
    "cancel_meeting",
    "choose",
    "clear",
    "confirm_preparation",
    "copy",
    "drop_draft",
    "hold",
    "hold_meeting",
    "keep_draft",
    "move_meeting",
    "move_to_version",
    "record_facts",
    "return_to_draft",
    "schedule",
    "set_roles",
    "submit",
    "swap",
    "take_up",
    "withdraw",
    "write_intentions",
]
