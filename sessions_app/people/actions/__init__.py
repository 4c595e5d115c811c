from .accounts import add_account
from .asking import NotYourDeed, require
from .clinics import NameTells, change_clinic, open_clinic
from .staff import (
    CannotDisableYourself,
    LastAdmin,
    NobodyWorksHere,
    NoRoleLeft,
    NotDisabled,
    change_roles,
    disable,
    enable,
    give_role,
    note_licence,
)

__all__ = [
    "CannotDisableYourself",
    "LastAdmin",
    "NameTells",
    "NoRoleLeft",
    "NobodyWorksHere",
    "NotDisabled",
    "NotYourDeed",
    "add_account",
    "change_clinic",
    "change_roles",
    "disable",
    "enable",
    "give_role",
    "note_licence",
    "open_clinic",
    "require",
]
