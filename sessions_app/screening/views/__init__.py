"""Pages on which one partner's private answers are written down."""

from .flag import close
from .health import health, medicines
from .interview import interview

__all__ = ["close", "health", "interview", "medicines"]
