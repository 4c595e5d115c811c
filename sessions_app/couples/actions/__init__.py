"""Every deed on a couple's folder. Callers write `couples.actions.…`."""

from .contacts import NotTheirOwn, RecordIsErased, check_kept, note_contact
from .erasing import erase_person
from .opening import SharedContact, correct_partner, open_couple
from .policy import NotYetStated, state_policy
from .stages import FolderCannotMove, ReasonIsMissing, close, merge_into, pause, reopen, separate
from .team import LeadsThem, NotOnTheTeam, hand_lead, join_team, leave_team

__all__ = [
    "FolderCannotMove",
    "LeadsThem",
    "NotOnTheTeam",
    "NotTheirOwn",
    "NotYetStated",
    "ReasonIsMissing",
    "RecordIsErased",
    "SharedContact",
    "check_kept",
    "close",
    "correct_partner",
    "erase_person",
    "hand_lead",
    "join_team",
    "leave_team",
    "merge_into",
    "note_contact",
    "open_couple",
    "pause",
    "reopen",
    "separate",
    "state_policy",
]
