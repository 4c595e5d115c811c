"""Is it really them? The password, and with one the second factor, looked at once and not kept."""

from . import factors, guesses
from .rules import Guess, same_account


class NotConfirmed(Exception):
    """`field` is where it can be mended."""

    field = "password"


class PasswordIsWrong(NotConfirmed):
    def __str__(self):
        return "That is not your password. Please type it again."


class NotLookedAt(NotConfirmed):
    """Too many tries, or the place where tries are counted does not answer."""


class CodeIsWrong(NotConfirmed):
    field = "code"


def confirm(*, by, password, at, code=""):
    """Raise `NotConfirmed` unless it is them; whether a second factor was part of it."""
    try:
        tried = guesses.take(Guess.FIRST_FACTOR, account=same_account(by.email))
        if not by.check_password(password):
            raise PasswordIsWrong
        tried.was_right()
        with_second = factors.has_second(by)
        if with_second:
            factors.check(account=by, answer=code, at=at)
    except guesses.NotEvaluated as refusal:
        raise NotLookedAt(str(refusal)) from None
    except factors.SecondFactorDoesNotMatch as refusal:
        raise CodeIsWrong(str(refusal)) from None
    return with_second
