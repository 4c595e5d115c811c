"""Who can be a partner, how they are reached, and where a folder may go. Plain values."""

from .age import OF_AGE, OLDEST, OPENING_LASTS, age, is_adult

__all__ = ["OF_AGE", "OLDEST", "OPENING_LASTS", "age", "is_adult"]
