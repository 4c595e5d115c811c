from .asking import NotYourDeed, require
from .clinics import NameTells, change_clinic, open_clinic
from .people import add_account, give_role

__all__ = [
    "NameTells",
    "NotYourDeed",
    "add_account",
    "change_clinic",
    "give_role",
    "open_clinic",
    "require",
]
