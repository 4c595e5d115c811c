from .invitation import Invitation
from .licence_letter import LicenceLetter
from .working import Account, Clinic, Licence, Membership, ZoneField

__all__ = ["Account", "Clinic", "Invitation", "Licence", "LicenceLetter", "Membership", "ZoneField"]
