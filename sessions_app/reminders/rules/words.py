"""Why a letter stays, in words, and what no letter may tell."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from ...people.rules import place_of


class Why(StrEnum):
    CANCELLED = "cancelled"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    DROPPED = "dropped"
    UNWANTED = "unwanted"
    BOOKED_LATE = "booked_late"
    NEARER = "nearer"
    NO_HOUR = "no_hour"
    TOO_LATE = "too_late"
    ENOUGH = "enough"
    NAME_TELLS = "name_tells"


SENTENCES = {
    Why.CANCELLED: "The meeting was cancelled.",
    Why.HELD: "The meeting was held already.",
    Why.WITHDRAWN: "The plan was withdrawn.",
    Why.MOVED: "The meeting was moved; its new time has its own letters.",
    Why.DROPPED: "The meeting no longer asks for a letter at this time.",
    Why.UNWANTED: "This person wishes no letters.",
    Why.BOOKED_LATE: "The meeting was booked or moved after this letter was due.",
    Why.NEARER: "The letter nearer to the meeting takes its place.",
    Why.NO_HOUR: "There is no allowed hour before the meeting: please call.",
    Why.TOO_LATE: "It could not leave in time: please call.",
    Why.ENOUGH: "Three letters went to this person within seven days: please call.",
    Why.NAME_TELLS: "The name that letters carry tells what the visit is about: please call.",
}
ASKS_FOR_A_CALL = (Why.NO_HOUR, Why.TOO_LATE, Why.ENOUGH, Why.NAME_TELLS)


class Outcome(StrEnum):
    """What a person found out, where a machine cannot decide."""

    ARRIVED = "arrived"
    CALLED = "called"


OUTCOMES = {
    Outcome.ARRIVED: "The letter arrived.",
    Outcome.CALLED: "They were told by telephone.",
}


def when(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%B %Y, %H:%M} ({place_of(zone)})"
