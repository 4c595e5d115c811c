from .clinic import ClinicSettings
from .figures import Amount, Figures
from .frame import chapter, frame, in_order, once_more, posted
from .inviting import Arrive, Invite
from .staff import LicenceFacts, Roles

__all__ = [
    "Amount",
    "Arrive",
    "ClinicSettings",
    "Figures",
    "Invite",
    "LicenceFacts",
    "Roles",
    "chapter",
    "frame",
    "in_order",
    "once_more",
    "posted",
]
