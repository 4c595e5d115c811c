"""What one partner tells alone, which of it opens a flag, and who may close one. No Django."""

from .told import EXPERIENCES, SAFETY, Experience, Safety, first_time_fits, safety_of

__all__ = ["EXPERIENCES", "SAFETY", "Experience", "Safety", "first_time_fits", "safety_of"]
