"""Pages on which a folder, its partners and its care team are kept."""

from .folder import pause, policy, reopen
from .opening import correct, open
from .partner import contact
from .team import lead, leave, team

__all__ = [
    "contact",
    "correct",
    "lead",
    "leave",
    "open",
    "pause",
    "policy",
    "reopen",
    "team",
]
