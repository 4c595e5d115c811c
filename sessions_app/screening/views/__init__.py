"""Pages on which one partner's private answers are written down."""

from .day import check, day
from .flag import close
from .health import health, medicines
from .interview import interview

__all__ = ["check", "close", "day", "health", "interview", "medicines"]
