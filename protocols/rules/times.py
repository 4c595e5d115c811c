"""Lead times as people write them: 3 days, 24 hours, 90 minutes; kept in minutes."""

import re

UNITS = {"day": 1440, "hour": 60, "minute": 1}
SHORT = {"d": "day", "h": "hour", "m": "minute", "min": "minute", "hr": "hour"}
# A month before is early enough for any letter.
LONGEST = 31 * UNITS["day"]


class LeadNotUnderstood(Exception):
    def __init__(self, written):
        super().__init__(written)
        self.written = written

    def __str__(self):
        return (
            f"“{self.written}” is not a lead time. Write it like “3 days”, “24 hours” or "
            "“90 minutes”, at most 31 days, several with commas."
        )


def lead_words(minutes) -> str:
    for name, size in UNITS.items():
        if minutes % size == 0 and (minutes >= size or size == 1):
            count = minutes // size
            return f"{count} {name}" + ("" if count == 1 else "s")
    raise ValueError(minutes)


def leads_from(written) -> list[int]:
    """The minutes of each lead time, the longest first and each once."""
    parts = [part.strip() for part in written.split(",")]
    return sorted({_minutes(part) for part in parts if part}, reverse=True)


def _minutes(part):
    match = re.fullmatch(r"(\d{1,6})\s*([a-z]+)", part.lower())
    if not match:
        raise LeadNotUnderstood(part[:40])
    unit = SHORT.get(match[2], match[2].removesuffix("s"))
    minutes = int(match[1]) * UNITS.get(unit, 0)
    if not 0 < minutes <= LONGEST:
        raise LeadNotUnderstood(part[:40])
    return minutes
