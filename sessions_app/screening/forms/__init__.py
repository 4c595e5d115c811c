from .flag import Close
from .health import Health, Medicines
from .interview import Record

__all__ = ["Close", "Health", "Medicines", "Record"]
