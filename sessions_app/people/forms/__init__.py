from .clinic import ClinicSettings
from .frame import chapter, frame, once_more, posted
from .inviting import Arrive, Invite
from .staff import LicenceFacts, Roles

__all__ = [
    "Arrive",
    "ClinicSettings",
    "Invite",
    "LicenceFacts",
    "Roles",
    "chapter",
    "frame",
    "once_more",
    "posted",
]
