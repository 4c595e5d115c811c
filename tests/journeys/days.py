"""The days of the journeys, as Denver counts them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = "America/Denver"


def local_day(days):
    """The day so many days from today."""
    return datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=days)
