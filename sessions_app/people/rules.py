"""Who may do what, and which values a clinic may be run with. Plain values only."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from unicodedata import normalize
from zoneinfo import ZoneInfo, available_timezones


class Role(StrEnum):
    THERAPIST = "therapist"
    PRESCRIBER = "prescriber"
    ADMIN = "admin"
    FRONT_DESK = "front desk"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


# How people say it; the value is what is kept.
ROLE_WORDS = {role: role.value for role in Role} | {Role.ADMIN: "clinic admin"}


class Action(StrEnum):
    READ_STATES = "read states"
    READ_EVERY_FOLDER = "read every folder"
    READ_CLINICAL = "read clinical"
    BREAK_GLASS = "break glass"
    OPEN_COUPLE = "open couple"
    MERGE_COUPLES = "merge couples"
    RECORD_INTERVIEW = "record interview"
    RECORD_HEALTH = "record health"
    CLOSE_MEDICAL_FLAG = "close medical flag"
    CLOSE_SAFETY_FLAG = "close safety flag"
    HAND_OUT_COPY = "hand out copy"
    ERASE_RECORD = "erase record"
    APPROVE_MEDICINE = "approve medicine"
    PLAN = "plan"
    SIGN = "sign"
    HAND_OVER_SIGNOFF = "hand over sign-off"
    READ_CALENDAR = "read calendar"
    OVERRIDE_BOOKING = "override booking"
    READ_LETTERS = "read letters"
    WORD_PROTOCOLS = "word protocols"
    PUBLISH_PROTOCOLS = "publish protocols"
    MANAGE_PEOPLE = "manage people"
    MANAGE_CLINIC = "manage clinic"
    READ_ROLES = "read roles"
    READ_TRAIL = "read trail"


# States, times and names are told to everybody with READ_STATES, about the couples they care for;
# about every couple of the clinic with READ_EVERY_FOLDER. A supervisor reads what a care team
# writes once they are on that team, and changes nothing. An auditor reads the trail only.
MAY = {
    Role.THERAPIST: {
        Action.READ_STATES,
        Action.READ_CLINICAL,
        Action.BREAK_GLASS,
        Action.OPEN_COUPLE,
        Action.RECORD_INTERVIEW,
        Action.RECORD_HEALTH,
        Action.CLOSE_SAFETY_FLAG,
        Action.HAND_OUT_COPY,
        Action.ERASE_RECORD,
        Action.PLAN,
        Action.READ_CALENDAR,
        Action.READ_LETTERS,
        Action.WORD_PROTOCOLS,
    },
    Role.PRESCRIBER: {
        Action.READ_STATES,
        Action.READ_CLINICAL,
        Action.BREAK_GLASS,
        Action.RECORD_HEALTH,
        Action.CLOSE_MEDICAL_FLAG,
        Action.CLOSE_SAFETY_FLAG,
        Action.APPROVE_MEDICINE,
        Action.SIGN,
        Action.READ_CALENDAR,
        Action.PUBLISH_PROTOCOLS,
    },
    Role.ADMIN: {
        Action.READ_STATES,
        Action.READ_EVERY_FOLDER,
        Action.MERGE_COUPLES,
        Action.HAND_OVER_SIGNOFF,
        Action.READ_CALENDAR,
        Action.OVERRIDE_BOOKING,
        Action.READ_LETTERS,
        Action.MANAGE_PEOPLE,
        Action.MANAGE_CLINIC,
        Action.READ_ROLES,
        Action.READ_TRAIL,
    },
    Role.FRONT_DESK: {
        Action.READ_STATES,
        Action.READ_EVERY_FOLDER,
        Action.READ_CALENDAR,
        Action.READ_LETTERS,
    },
    Role.SUPERVISOR: {
        Action.READ_STATES,
        Action.READ_CLINICAL,
        Action.BREAK_GLASS,
        Action.READ_CALENDAR,
        Action.WORD_PROTOCOLS,
        Action.PUBLISH_PROTOCOLS,
        Action.READ_ROLES,
    },
    Role.AUDITOR: {
        Action.READ_ROLES,
        Action.READ_TRAIL,
    },
}


# As the page of roles says it. An action that is not here is said by its own value.
ACTION_WORDS = {
    Action.READ_STATES: "See names, times and states of the couples they care for",
    Action.READ_EVERY_FOLDER: "See names, times and states of every couple of the clinic",
    Action.READ_CLINICAL: "Read records and plans of the couples they care for",
    Action.BREAK_GLASS: "Open one record in an emergency, with a reason, for an hour",
    Action.OPEN_COUPLE: "Open a folder and correct personal facts",
    Action.MERGE_COUPLES: "Merge two folders of the same couple",
    Action.HAND_OUT_COPY: "Hand out a copy of one partner’s own data",
    Action.ERASE_RECORD: "Erase one partner’s record",
    Action.RECORD_INTERVIEW: "Record what a partner tells alone",
    Action.APPROVE_MEDICINE: "Approve one partner’s medicine, and revoke it",
    Action.PLAN: "Plan a session, and record it afterwards",
    Action.SIGN: "Sign a plan, or send it back",
    Action.HAND_OVER_SIGNOFF: "Hand what waits over to another prescriber, and nudge",
    Action.READ_CALENDAR: "See the calendar",
    Action.OVERRIDE_BOOKING: "Book over a conflict, with a reason",
    Action.READ_LETTERS: "See the letters, and note what became of one",
    Action.WORD_PROTOCOLS: "Write the clinic’s own wording of a protocol",
    Action.PUBLISH_PROTOCOLS: "Publish the clinic’s own wording of a protocol",
    Action.MANAGE_PEOPLE: "Invite people, give roles, note licences, disable",
    Action.MANAGE_CLINIC: "Say how the clinic is run",
    Action.READ_ROLES: "Read this table",
    Action.READ_TRAIL: "Read the trail",
}


def words_of(action):
    return ACTION_WORDS.get(action) or action.value.capitalize()


def roles_that_may(action):
    return [role for role, actions in MAY.items() if action in actions]


def may(*, roles, action):
    """Whether any of these roles carries the action."""
    return any(action in MAY[Role(role)] for role in roles)


class LetterState(StrEnum):
    """Where the letter of an invitation is, as the people page says it."""

    PLANNED = "planned"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    EXPIRED = "expired"


def letter_state(*, sent: bool, handed: bool, failed: bool, expired: bool) -> LetterState:
    if expired:
        return LetterState.EXPIRED
    if failed:
        return LetterState.FAILED
    if handed and not sent:
        return LetterState.UNCERTAIN
    return LetterState.SENT if sent else LetterState.PLANNED


def pause_after(*, tries: int) -> timedelta:
    """One minute, then two, four … until the mail server is asked again."""
    return timedelta(minutes=min(2 ** min(tries - 1, 10), 30))


class Secrets(StrEnum):
    """What happens to what one partner tells alone; said before the first private talk."""

    NONE = "none"
    LIMITED = "limited"


SECRETS_WORDS = {
    Secrets.NONE: "No secrets: what matters for both is brought into the joint talk",
    Secrets.LIMITED: "Limited secrets: what one partner tells alone may stay with the care team",
}
# An invitation's link opens this long, and once.
INVITATION_LASTS = timedelta(days=7)
# Prescriptions of this schedule run out six months after their date (21 CFR 1306.22).
LONGEST_APPROVAL = 184
# An admin hears of a licence that runs out within this many days.
LICENCE_SOON = 60


# Longer than anybody types, and short enough that hashing it costs nothing.
LONGEST_PASSWORD = 256


def one_spelling(password: str) -> str:
    """An é typed on one keyboard is the é of another, as NIST SP 800-63B-4 asks."""
    return normalize("NFKC", password)


CALLED = re.compile(r"[\d\s+().,/#*-]+((ext\.?|x)\s*\d+)?", re.IGNORECASE)


def can_be_called(number: str) -> bool:
    """Whether this is a telephone number, with an extension or not."""
    return bool(CALLED.fullmatch(number)) and sum(sign.isdigit() for sign in number) >= 3


def has_licence(roles) -> bool:
    """Whether anybody with these roles works under a licence."""
    return any(may(roles=[role], action=Action.READ_CLINICAL) for role in roles)


def licence_holds(*, expires_on: date | None, on: date) -> bool:
    """Whether a signature may rest on this licence; the last day still counts.

    A clinic that wrote no date down is not stopped: the people page tells it what is missing.
    """
    return expires_on is None or on <= expires_on


def licence_ends_soon(*, expires_on: date | None, on: date) -> bool:
    return expires_on is not None and 0 <= (expires_on - on).days <= LICENCE_SOON


# How many days before its end somebody is asked to look at their licence; each once.
LICENCE_STEPS = (60, 30, 7, 0)
# Where the clock stood still on the last day, that letter is made up for this much later.
LICENCE_LATEST = 6
# Letters to colleagues leave between these hours of the clinic, where it names none.
OFFICE_HOURS = time(8), time(18)


def licence_step(*, expires_on: date, on: date) -> int | None:
    """The last of the steps that was reached; None before the first and long after the end."""
    left = (expires_on - on).days
    if left < -LICENCE_LATEST:
        return None
    return min((step for step in LICENCE_STEPS if left <= step), default=None)


def leaves_now(*, at: datetime, zone: str, earliest: time | None, latest: time | None) -> bool:
    """Whether a letter to a colleague may leave at this moment."""
    usual_earliest, usual_latest = OFFICE_HOURS
    clock = at.astimezone(ZoneInfo(zone)).time()
    return (earliest or usual_earliest) <= clock < (latest or usual_latest)


# Offered while typing; any other zone may be typed as well.
ZONES_NEAR = (
    "America/New_York", "America/Detroit", "America/Chicago", "America/Denver",
    "America/Boise", "America/Phoenix", "America/Los_Angeles", "America/Anchorage",
    "Pacific/Honolulu", "America/Puerto_Rico",
)  # fmt: skip


@cache
def _zones():
    """Read from the disk once: the list does not change while a process lives."""
    # Two names of no place: one is of a computer’s own clock, one of a clock nobody has set.
    return frozenset(available_timezones() - {"localtime", "Factory"})


def is_zone(name):
    return name in _zones()


def local_day(*, at: datetime, zone: str) -> date:
    """The day that calendars in the zone show at this moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def place_of(zone):
    """The town in a zone's name, as people say it: America/Denver is Denver."""
    return ZoneInfo(zone).key.rsplit("/", 1)[-1].replace("_", " ")


def plain_figures(amount: Decimal) -> str:
    """Without zeros after the last figure that counts: in a hurry 50.00 is read as 5000."""
    return f"{amount.normalize():f}"
