"""Who may do what, and which values a clinic may be run with. Plain values only."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones


class Role(StrEnum):
    THERAPIST = "therapist"
    PRESCRIBER = "prescriber"
    ADMIN = "admin"


class Action(StrEnum):
    READ_STATES = "read states"
    READ_CLINICAL = "read clinical"
    OPEN_COUPLE = "open couple"
    RECORD_INTERVIEW = "record interview"
    APPROVE_MEDICINE = "approve medicine"
    PLAN = "plan"
    SIGN = "sign"
    READ_LETTERS = "read letters"


MAY = {
    Role.THERAPIST: {
        Action.READ_STATES,
        Action.READ_CLINICAL,
        Action.OPEN_COUPLE,
        Action.RECORD_INTERVIEW,
        Action.PLAN,
        Action.READ_LETTERS,
    },
    Role.PRESCRIBER: {
        Action.READ_STATES,
        Action.READ_CLINICAL,
        Action.APPROVE_MEDICINE,
        Action.SIGN,
    },
    Role.ADMIN: {
        Action.READ_STATES,
        Action.READ_LETTERS,
    },
}


def may(*, roles, action):
    """Whether any of these roles carries the action."""
    return any(action in MAY[Role(role)] for role in roles)


def is_zone(name):
    return name in available_timezones()


def local_day(*, at: datetime, zone: str) -> date:
    """The day that calendars in the zone show at this moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def place_of(zone):
    """The town in a zone's name, as people say it: America/Denver is Denver."""
    return ZoneInfo(zone).key.rsplit("/", 1)[-1].replace("_", " ")
