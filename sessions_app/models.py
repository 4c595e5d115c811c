"""Register: Django knows a slice's tables by this list."""

from .access.models import KeptWords, Notice, Session
from .approvals.models import Approval, ApprovalSignature, Reading, Request, Revocation
from .audit.models import Event
from .calendar.models import Feed
from .couples.models import CareTeamMember, Couple, EmergencyOpening, Partner
from .documents.models import Paper
from .integration.models import Outcome
from .people.models import Account, Clinic, Invitation, Licence, LicenceLetter, Membership
from .planning.models import (
    Booking,
    ChosenQuestion,
    ChosenTopic,
    Draft,
    Meeting,
    Part,
    Plan,
    Revision,
    Room,
    Task,
    Waiver,
)
from .reminders.models import Letter, Sweep
from .screening.models import (
    Conversation,
    DayCheck,
    DayQuestion,
    Flag,
    HealthForm,
    Interview,
    MedicineList,
)
from .signoff.models import Handover, Nudge, SignOff

__all__ = [
    "Account",
    "Approval",
    "ApprovalSignature",
    "Booking",
    "CareTeamMember",
    "ChosenQuestion",
    "ChosenTopic",
    "Clinic",
    "Conversation",
    "Couple",
    "DayCheck",
    "DayQuestion",
    "Draft",
    "EmergencyOpening",
    "Event",
    "Feed",
    "Flag",
    "Handover",
    "HealthForm",
    "Interview",
    "Invitation",
    "KeptWords",
    "Letter",
    "Licence",
    "LicenceLetter",
    "MedicineList",
    "Meeting",
    "Membership",
    "Notice",
    "Nudge",
    "Outcome",
    "Paper",
    "Part",
    "Partner",
    "Plan",
    "Reading",
    "Request",
    "Revision",
    "Revocation",
    "Room",
    "Session",
    "SignOff",
    "Sweep",
    "Task",
    "Waiver",
]
