"""Deeds begun at the same moment, each on a connection of its own, as two people do them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def together(*deeds, refusals):
    """What each came to: None, or the name of its refusal. Anything else is an error page."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait(timeout=20)
        try:
            deed()
        except refusals as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(run, deeds))
