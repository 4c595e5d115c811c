"""Who can be a partner in a folder (brief 3.1: adults only). Plain values."""

from datetime import date

OF_AGE = 18


def is_adult(*, born_on: date, on: date) -> bool:
    birthday_is_ahead = (on.month, on.day) < (born_on.month, born_on.day)
    return on.year - born_on.year - birthday_is_ahead >= OF_AGE
