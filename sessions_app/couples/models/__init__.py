"""Two partners, the people who care for them, and so who may see their record."""

from .couple import (
    CLINICAL_ROLES,
    CareTeamMember,
    Couple,
    EmergencyOpening,
)
from .partner import Partner

__all__ = ["CLINICAL_ROLES", "CareTeamMember", "Couple", "EmergencyOpening", "Partner"]
