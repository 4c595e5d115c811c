"""Pages that gather several slices. They only read."""

from .folders import folder, folders
from .record import record
from .today import today

__all__ = ["folder", "folders", "record", "today"]
