from .check import CheckAlone
from .day import AskAlone
from .flag import Close
from .health import Health, Medicines
from .interview import Record

__all__ = ["AskAlone", "CheckAlone", "Close", "Health", "Medicines", "Record"]
