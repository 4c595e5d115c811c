"""Log lines name places in the code and ids, never what people wrote.

A database error quotes the row it refuses, and that row may hold a private sentence. So the text of
an exception is dropped, and its kind and the way it came are kept.
"""

import logging
import traceback


class Discreet(logging.Formatter):
    def formatException(self, ei):  # noqa: N802 (the name is logging's)
        return "".join(_told(ei[1])).rstrip("\n")


class KindOnly(logging.Filter):
    """Celery puts the text of a failure into its own message; leave the kind of it."""

    def filter(self, record):
        if isinstance(record.args, dict) and "exc" in record.args:
            kind = record.exc_info[0].__name__ if record.exc_info else "error"
            record.args = {**record.args, "exc": kind, "traceback": ""}
        return True


def _told(error, depth=0):
    if error is None or depth > 5:
        return
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _told(cause, depth + 1)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"
