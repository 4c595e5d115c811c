from .clinic import ClinicSettings
from .frame import chapter, frame
from .signing_in import SignIn

__all__ = ["ClinicSettings", "SignIn", "chapter", "frame"]
