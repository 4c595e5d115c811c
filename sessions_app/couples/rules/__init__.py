"""Who can be a partner, how they are reached, and where a folder may go. Plain values."""

from .age import OF_AGE, OPENING_LASTS, is_adult

__all__ = ["OF_AGE", "OPENING_LASTS", "is_adult"]
