"""Every deed on a plan. Callers write `planning.actions.submit(...)`."""

from .again import CannotSwap, copy, swap, take_up
from .bookings import ReasonForDoubleBooking, RoomIsClosed, TimeIsTaken
from .drafting import (
    BoosterIsNotApproved,
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
from .ending import close_folder, part_ways
from .lists import (
    LineDoesNotHold,
    add_task,
    remove_task,
    set_line,
    set_lists,
    tick_task,
    untick_task,
)
from .meetings import (
    MeetingChangedMeanwhile,
    MeetingIsOver,
    NotTheDayAfter,
    book_meetings,
    cancel_meeting,
    double_book_meeting,
    hold_meeting,
    move_meeting,
)
from .merging import NotCertain, folder, merge
from .rooms import RoomIsKnown, add_room, close_room, open_room
from .scheduling import DateDoesNotHold, double_book, schedule
from .stages import GatesAreOpen, SessionIsAhead, clear, hold, return_to_draft, submit, withdraw
from .steps import (
    ChangedMeanwhile,
    FolderStandsStill,
    PlanCannotMove,
    PlanIsClosed,
    TimeIsPast,
    check_folder,
)
from .versions import NothingNewer, SignedPlanStays, move_to_version
from .waiving import NothingToWaive, NotWaived, WaiverNeedsAReason, lift_waiver, waive

__all__ = [
    "BoosterIsNotApproved",
    "CannotSwap",
    "ChangedMeanwhile",
    "DateDoesNotHold",
    "FolderStandsStill",
    "GatesAreOpen",
    "LineDoesNotHold",
    "MeetingChangedMeanwhile",
    "MeetingIsOver",
    "NotCertain",
    "NotTheDayAfter",
    "NotWaived",
    "NothingNewer",
    "NothingToWaive",
    "PlanCannotMove",
    "PlanIsClosed",
    "ReasonForDoubleBooking",
    "ReasonIsMissing",
    "RoomIsClosed",
    "RoomIsKnown",
    "SessionIsAhead",
    "SignedPlanStays",
    "TimeIsPast",
    "TimeIsTaken",
    "VerdictForbids",
    "WaiverNeedsAReason",
    "add_room",
    "add_task",
    "begin",
    "book_meetings",
    "cancel_meeting",
    "check_folder",
    "choose",
    "clear",
    "close_folder",
    "close_room",
    "confirm_preparation",
    "copy",
    "double_book",
    "double_book_meeting",
    "drop_draft",
    "folder",
    "hold",
    "hold_meeting",
    "keep_draft",
    "lift_waiver",
    "merge",
    "move_meeting",
    "move_to_version",
    "open_room",
    "part_ways",
    "record_facts",
    "remove_task",
    "return_to_draft",
    "schedule",
    "set_line",
    "set_lists",
    "set_roles",
    "submit",
    "swap",
    "take_up",
    "tick_task",
    "untick_task",
    "waive",
    "withdraw",
    "write_intentions",
]
