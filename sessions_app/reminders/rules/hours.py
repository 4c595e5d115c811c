"""The hours in which letters may reach their reader, on the reader's own clocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Any hour when `letters_from` is None, but none while the session lasts.

    A clock change can leave an opening out or show it twice, so each one is looked at again.
    """

    zone: str
    letters_from: time | None = None
    letters_until: time | None = None
    session_at: datetime | None = None
    session_ends_at: datetime | None = None

    def allow(self, at: datetime) -> bool:
        return not (self._during_session(at) or self._quiet(at))

    def next_allowed(self, at: datetime) -> datetime | None:
        """This moment, or the next opening after it."""
        if self.allow(at):
            return at
        if self._during_session(at):
            return self.session_ends_at and self.next_allowed(self.session_ends_at)
        return next((o for o in self._openings(at) if o >= at and self.allow(o)), None)

    def _during_session(self, at):
        if self.session_at is None or self.session_ends_at is None:
            return False
        return self.session_at <= at < self.session_ends_at

    def _quiet(self, at):
        if self.letters_from is None or self.letters_until is None:
            return False
        clock = at.astimezone(ZoneInfo(self.zone)).time()
        return not self.letters_from <= clock < self.letters_until

    def _openings(self, at: datetime) -> Iterator[datetime]:
        today = at.astimezone(ZoneInfo(self.zone)).date()
        for days in range(4):
            for fold in (0, 1):
                yield self._opening(today + timedelta(days=days), fold)

    def _opening(self, day: date, fold: int) -> datetime:
        local = datetime.combine(day, self.letters_from or time(0), ZoneInfo(self.zone))
        return local.replace(fold=fold).astimezone(UTC)
