"""Where a paper stands, what it is known by, and who is asked which question. No Django."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..people.rules import place_of


class Kind(StrEnum):
    SESSION_PLAN = "session_plan"
    SHEET = "sheet"
    RESPONDERS = "responders"


class State(StrEnum):
    WAITING = "waiting"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"


# A partner's sheet is one leaf, printed on both sides. A card is folded, so it has one side only.
MOST_PAGES = {Kind.SHEET: 2, Kind.SESSION_PLAN: None, Kind.RESPONDERS: 1}

# Longer than any render may take; a claim this old belongs to a worker that is gone.
CLAIM_LASTS = timedelta(seconds=90)


@dataclass(frozen=True)
class Printed:
    """`boxes`: some sign is in no typeface of this machine and was printed as an empty box."""

    pdf: bytes
    pages: int
    fit: str
    boxes: bool


def state(*, claimed_at, ready_at, failed_at) -> State:
    if ready_at:
        return State.READY
    if failed_at:
        return State.FAILED
    return State.RENDERING if claimed_at else State.WAITING


def digest(*, source: str, style: str) -> str:
    """What a paper is known by: the same HTML under the same style sheet is the same paper."""
    return hashlib.sha256(f"{style}\n{source}".encode()).hexdigest()


# Where a paper says when it was made. No part of its digest, or it would be another paper daily.
MADE = "<span data-made></span>"


def dated(source: str, *, made: str) -> str:
    return source.replace(MADE, made)


def is_asked(*, audience: str, doses: bool) -> bool:
    """Whether a question with this audience goes to a partner who doses, or does not, that day."""
    return audience in ("both", "each") or (audience == "dosing") == doses


def day_words(at: datetime, zone: str) -> str:
    """Tue 8 December 2026, as calendars in the zone show it."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%B %Y}"


def clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def moment_words(at: datetime, zone: str) -> str:
    return f"{day_words(at, zone)}, {clock(at, zone)} ({place_of(zone)})"


def clocks_differ(at: datetime, one: str, other: str) -> bool:
    """Whether a reader in the other zone would come at the wrong hour."""
    return at.astimezone(ZoneInfo(one)).utcoffset() != at.astimezone(ZoneInfo(other)).utcoffset()


def hours_words(hours: Decimal) -> str:
    plain = f"{hours.normalize():f}"
    return f"{plain} hour" if plain == "1" else f"{plain} hours"


def in_a_row(words) -> str:
    """Kim, a bus and a friend."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
