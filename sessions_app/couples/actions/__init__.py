"""Every deed on a couple's folder. Callers write `couples.actions.…`."""

from .caring import NotOfTheTeam, OneOfTheTwo, require_neither_of_the_two, require_of_team
from .contacts import NotTheirOwn, note_contact
from .erasing import erase_person
from .keeping import (
    RecordGoesOnElsewhere,
    RecordIsErased,
    WrittenMeanwhile,
    check_kept,
    check_seen,
    lock_joint,
    lock_record,
)
from .opening import (
    CalledTheSame,
    HasFolderAlready,
    SharedContact,
    correct_partner,
    open_couple,
)
from .policy import NotYetStated, state_policy
from .stages import (
    FolderCannotMove,
    FolderHasEnded,
    PartnerIsErased,
    ReasonIsMissing,
    close,
    merge_into,
    pause,
    reopen,
    separate,
)
from .taking import take_over, take_over_policy
from .team import LeadsThem, NotOnTheTeam, hand_lead, join_team, leave_team

__all__ = [
    "CalledTheSame",
    "FolderCannotMove",
    "FolderHasEnded",
    "HasFolderAlready",
    "LeadsThem",
    "NotOfTheTeam",
    "NotOnTheTeam",
    "NotTheirOwn",
    "NotYetStated",
    "OneOfTheTwo",
    "PartnerIsErased",
    "ReasonIsMissing",
    "RecordGoesOnElsewhere",
    "RecordIsErased",
    "SharedContact",
    "WrittenMeanwhile",
    "check_kept",
    "check_seen",
    "close",
    "correct_partner",
    "erase_person",
    "hand_lead",
    "join_team",
    "leave_team",
    "lock_joint",
    "lock_record",
    "merge_into",
    "note_contact",
    "open_couple",
    "pause",
    "reopen",
    "require_neither_of_the_two",
    "require_of_team",
    "separate",
    "state_policy",
    "take_over",
    "take_over_policy",
]
