"""Reasons as the pages of both partners show them (brief 3.8, P-01 and P-11).

What was told alone is weighed and kept in full. Where both are spoken of, all of it together is
one reason without a name, so that nobody learns from a page who said what, or that it was more.
"""

from collections.abc import Iterable
from dataclasses import replace

from protocols.rules.verdict import SETTLED, TOLD_ALONE, Fired

ALONE = ("AD1", "AD2", "AD3")
NAMED = f"{ALONE[0]} to {ALONE[-1]}"


def is_alone(fired: Iterable[Fired]) -> bool:
    """Whether anything that was told alone speaks against an approach."""
    return any(each.id in ALONE for each in fired)


def for_both(fired: Iterable[Fired]) -> tuple[Fired, ...]:
    """The reasons of a verdict; where something was told alone, this alone (brief 2.5).

    Beside it another reason would tell whose it was: an approval ends with what was told.
    """
    told = tuple(fired)
    return tuple(dict.fromkeys(_veiled(each) for each in told if each.id in ALONE)) or told


def _veiled(fired):
    return replace(fired, id=NAMED, partner=None, clinician=TOLD_ALONE, change=SETTLED)


def rows_for_both(rows: Iterable[dict]) -> list[dict]:
    """The same for the rows of a verdict that was kept with a plan."""
    found: list[dict] = []
    for row in rows:
        alone = isinstance(row, dict) and row.get("id") in ALONE
        shown = row | {"id": NAMED, "sentence": TOLD_ALONE} if alone else row
        if shown not in found:
            found.append(shown)
    return found
