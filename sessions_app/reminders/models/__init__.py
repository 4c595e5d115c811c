"""Letters: each row is the plan, the claim and the record of one letter to one person."""

from .letter import Letter
from .sweep import Sweep

__all__ = ["Letter", "Sweep"]
