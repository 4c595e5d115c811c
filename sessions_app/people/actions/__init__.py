from .accounts import add_account
from .asking import NotYourDeed, require
from .clinics import NameTells, change_clinic, open_clinic
from .everywhere import record_everywhere
from .inviting import (
    ForAnotherAddress,
    InvitationIsOver,
    InvitedAlready,
    IsDisabledHere,
    WorksHereAlready,
    accept_invitation,
    arrive,
    invite,
    invite_again,
    withdraw_invitation,
)
from .posting import claim_letters, digest_of, release_letters, send_letter
from .renewing import (
    claim_licence_letters,
    plan_licence_letters,
    release_licence_letters,
    send_licence_letter,
)
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
    "ForAnotherAddress",
    "InvitationIsOver",
    "InvitedAlready",
    "IsDisabledHere",
    "LastAdmin",
    "NameTells",
    "NoRoleLeft",
    "NobodyWorksHere",
    "NotDisabled",
    "NotYourDeed",
    "WorksHereAlready",
    "accept_invitation",
    "add_account",
    "arrive",
    "change_clinic",
    "change_roles",
    "claim_letters",
    "claim_licence_letters",
    "digest_of",
    "disable",
    "enable",
    "give_role",
    "invite",
    "invite_again",
    "note_licence",
    "open_clinic",
    "plan_licence_letters",
    "record_everywhere",
    "release_letters",
    "release_licence_letters",
    "require",
    "send_letter",
    "send_licence_letter",
    "withdraw_invitation",
]
