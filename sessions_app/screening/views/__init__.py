"""Pages on which one partner's private answers are written down."""

from .check import check
from .day import day
from .flag import close
from .health import health, medicines
from .interview import interview

__all__ = ["check", "close", "day", "health", "interview", "medicines"]
