from .clinic import ClinicSettings
from .frame import chapter, frame
from .inviting import Arrive, Invite
from .signing_in import SignIn
from .staff import LicenceFacts, Roles

__all__ = [
    "Arrive",
    "ClinicSettings",
    "Invite",
    "LicenceFacts",
    "Roles",
    "SignIn",
    "chapter",
    "frame",
]
