from .contacts import CONTACT_FIELDS, Contact, check_number
from .folder import THERAPISTS, Join, Moved, Part, Policy, TeamMember, working_here
from .opening import PARTNER_FIELDS, ZONES_NEAR, Correct, Open
from .seen import SeenFields

__all__ = [
    "CONTACT_FIELDS",
    "PARTNER_FIELDS",
    "THERAPISTS",
    "ZONES_NEAR",
    "Contact",
    "Correct",
    "Join",
    "Moved",
    "Open",
    "Part",
    "Policy",
    "SeenFields",
    "TeamMember",
    "check_number",
    "working_here",
]
