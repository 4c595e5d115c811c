"""Pages that gather several slices. They only read."""

from .folders import folder, folders
from .record import record
from .today import today
from .trail import trail, trail_file

__all__ = ["folder", "folders", "record", "today", "trail", "trail_file"]
