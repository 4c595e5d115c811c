from .clinic import ClinicSettings
from .frame import chapter, frame
from .signing_in import SignIn
from .staff import LicenceFacts, Roles

__all__ = ["ClinicSettings", "LicenceFacts", "Roles", "SignIn", "chapter", "frame"]
