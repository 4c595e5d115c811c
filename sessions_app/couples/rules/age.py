"""Who can be a partner in a folder (brief 3.1: adults only)."""

from datetime import date, timedelta

OF_AGE = 18
# Nobody in a folder is older: a birthday before is a slip of the hand.
OLDEST = 110
# How long a record stays open to a clinician outside the care team, in an emergency.
OPENING_LASTS = timedelta(minutes=60)


def age(*, born_on: date, on: date) -> int:
    """In whole years; who was born on 29 February is older from 1 March in other years."""
    birthday_is_ahead = (on.month, on.day) < (born_on.month, born_on.day)
    return on.year - born_on.year - birthday_is_ahead


def is_adult(*, born_on: date, on: date) -> bool:
    return age(born_on=born_on, on=on) >= OF_AGE
