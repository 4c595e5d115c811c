from .arriving import invited, join
from .clinic import clinic
from .inviting import invite, invite_again, withdraw
from .staff import disable, enable, index, licence, person, roles
from .switching import switch
from .table import table

__all__ = [
    "clinic",
    "disable",
    "enable",
    "index",
    "invite",
    "invite_again",
    "invited",
    "join",
    "licence",
    "person",
    "roles",
    "switch",
    "table",
    "withdraw",
]
