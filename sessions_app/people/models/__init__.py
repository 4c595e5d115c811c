from .invitation import Invitation
from .working import Account, Clinic, Licence, Membership, ZoneField

__all__ = ["Account", "Clinic", "Invitation", "Licence", "Membership", "ZoneField"]
