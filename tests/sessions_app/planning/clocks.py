"""Every time zone, and every change of its clocks from 2025 to 2035."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

ZONES = sorted(available_timezones())
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def offset(at, zone):
    return at.astimezone(ZoneInfo(zone)).utcoffset()


def _narrow(before, after, zone):
    while after - before > MINUTE:
        middle = before + timedelta(minutes=(after - before) // MINUTE // 2)
        if offset(middle, zone) == offset(before, zone):
            before = middle
        else:
            after = middle
    return after


def _changes_of(zone):
    at = FIRST
    while at < LAST:
        after = at + timedelta(days=5)
        if offset(at, zone) != offset(after, zone):
            yield _narrow(at, after, zone)
        at = after


@cache
def changes():
    """(zone, first minute of the new time), once for each way in which clocks change."""
    found = {}
    for zone in ZONES:
        for at in _changes_of(zone):
            found.setdefault((at, offset(at - MINUTE, zone), offset(at, zone)), (zone, at))
    return list(found.values())


def moments_showing(shown, zone):
    """Every moment at which clocks in the zone show this, found without our own rules."""
    there = shown.replace(tzinfo=UTC)
    around = {offset(there + timedelta(hours=h), zone) for h in (-30, 0, 30)}
    candidates = {there - distance for distance in around}
    return sorted(
        at for at in candidates if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == shown
    )
