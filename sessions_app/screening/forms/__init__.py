from .day import AskAlone
from .flag import Close
from .health import Health, Medicines
from .interview import Record

__all__ = ["AskAlone", "Close", "Health", "Medicines", "Record"]
