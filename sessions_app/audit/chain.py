"""Walking the chain of the trail from its first row to its last, and keeping its head elsewhere."""

from dataclasses import dataclass

from . import rules
from .models import Event

AT_ONCE = 2000


class ChainIsBroken(Exception):
    """Says in one sentence where the first fault is."""


@dataclass(frozen=True)
class Head:
    """The last row of the chain as somebody outside this database keeps it."""

    number: int
    hash: str
    at: str


def head():
    """The head of the chain now; None while nothing was ever done."""
    last = Event.objects.chained().last()
    return last and Head(number=last.number, hash=last.hash, at=rules.moment(last.at))


def walk(*, kept=None):
    """Go through all rows and return how many there are; raises `ChainIsBroken` at the first fault.

    `kept` is a head that was exported earlier: without one, rows cut off at the end go unnoticed.
    """
    number, before = 0, rules.NOTHING_BEFORE
    for event in Event.objects.chained().iterator(chunk_size=AT_ONCE):
        number += 1
        _check(event, number=number, before=before)
        if kept and number == kept.number and event.hash != kept.hash:
            raise ChainIsBroken(f"{_row(event)} is not the row that was there on {kept.at}.")
        before = event.hash
    if kept and number < kept.number:
        raise ChainIsBroken(
            f"The trail ends with row {number}, but on {kept.at} it went to row {kept.number}."
        )
    if loose := Event.objects.filter(number=None).order_by("pk").first():
        raise ChainIsBroken(f"{_said(loose)} was put in beside the chain.")
    return number


def _check(event, *, number, before):
    if event.number != number:
        raise ChainIsBroken(f"Row {number} of the trail is missing.")
    if event.before != before:
        raise ChainIsBroken(f"{_row(event)} does not follow the row before it.")
    if event.digest != event.present_digest or event.hash != event.present_hash:
        raise ChainIsBroken(f"{_row(event)} is not as it was written.")


def _row(event):
    return f"Row {event.number} of the trail ({_said(event)})"


def _said(event):
    return f"“{event.deed}” by {event.by_name}, {rules.moment(event.at)}"
