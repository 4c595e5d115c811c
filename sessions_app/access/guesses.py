"""Who guesses gets few tries. Counted in the shared cache, so all web workers count together.

Every try takes one of a fixed number of places, and each place is free again a window later. So no
stretch of 15 minutes, wherever it begins, holds more tries than there are places. A right answer
gives its place back. When the cache does not answer, nothing is tried: no check fails open.
"""

import hashlib

from django.core.cache import cache
from redis.exceptions import RedisError

from . import rules


class NotEvaluated(Exception):
    """The answer was not even looked at; `status` is what HTTP calls it."""

    status = 429


class TooManyTries(NotEvaluated):
    def __str__(self):
        return "Too many tries. Please wait 15 minutes and then try again."


class CannotCheckNow(NotEvaluated):
    status = 503

    def __str__(self):
        return "This cannot be checked at the moment. Please try again in a minute."


class Try:
    """One evaluated guess. `was_right` gives its places back."""

    def __init__(self, places):
        self._places = places

    def was_right(self):
        try:
            cache.delete_many(self._places)
        except (RedisError, OSError):
            # Then they come free by themselves.
            return


def take(guess, *, account, address=""):
    """A place for one guess about this account, or a `NotEvaluated`."""
    budget = rules.BUDGETS[guess]
    wanted = [(f"account:{account}", budget.of_account)]
    if address:
        wanted.insert(0, (f"address:{address}", budget.of_address))
    try:
        return Try([_place(guess, who, places) for who, places in wanted])
    except (RedisError, OSError):
        raise CannotCheckNow from None


def _place(guess, who, places):
    # No e-mail address stands in a key.
    whose = hashlib.sha256(who.encode()).hexdigest()
    keys = [f"guess:{guess.name}:{whose}:{number}" for number in range(places)]
    taken = cache.get_many(keys)
    for key in keys:
        if key not in taken and cache.add(key, 1, rules.WINDOW.total_seconds()):
            return key
    raise TooManyTries
