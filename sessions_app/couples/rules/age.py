"""Who can be a partner in a folder (brief 3.1: adults only)."""

from datetime import date, timedelta

OF_AGE = 18
# How long a record stays open to a clinician outside the care team, in an emergency.
OPENING_LASTS = timedelta(minutes=60)


def is_adult(*, born_on: date, on: date) -> bool:
    birthday_is_ahead = (on.month, on.day) < (born_on.month, born_on.day)
    return on.year - born_on.year - birthday_is_ahead >= OF_AGE
