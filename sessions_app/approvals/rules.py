"""When an approval holds, and what a fraction of it comes to (brief 4.1-4.3).

Nothing here proposes a dose: the prescriber types it, and a fraction of it is only rounded down.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Form(StrEnum):
    LOZENGE = "lozenge"
    TROCHE = "troche"
    RDT = "rdt"
    IM = "im"
    IV = "iv"
    NASAL_COMPOUNDED = "nasal_compounded"
    ESKETAMINE_REMS = "esketamine_rems"


ROUTES = {
    Form.LOZENGE: "sublingual",
    Form.TROCHE: "sublingual",
    Form.RDT: "sublingual",
    Form.IM: "im",
    Form.IV: "iv",
    Form.NASAL_COMPOUNDED: "nasal",
    Form.ESKETAMINE_REMS: "nasal",
}

FORM_LABELS = {
    Form.LOZENGE: "Lozenge",
    Form.TROCHE: "Troche",
    Form.RDT: "Rapid-dissolve tablet",
    Form.IM: "Injection (IM)",
    Form.IV: "Infusion (IV)",
    Form.NASAL_COMPOUNDED: "Nasal spray, compounded",
    Form.ESKETAMINE_REMS: "Esketamine spray (REMS)",
}

SETTING_LABELS = {
    "office": "Office",
    "remote_with_therapist": "Remote, with the therapist on video",
    "home_self_directed": "At home, self-directed",
}

FRACTIONS = {"1/1": Fraction(1), "1/2": Fraction(1, 2), "1/4": Fraction(1, 4)}
FRACTION_LABELS = {"1/1": "the full dose", "1/2": "about half", "1/4": "about a quarter"}


class Status(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"
    ACTIVE = "active"
    UPCOMING = "upcoming"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


# Prepared by anybody of the care team up to `submitted`; from there on a prescriber's. A
# prescriber who types and signs in one go takes a request through each state between, and without
# a request begins under review. Without a signature there is no dose: what is prepared carries
# none. The database refuses every other move (migration 0040).
MOVES = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {Status.DRAFT, Status.UNDER_REVIEW},
    Status.UNDER_REVIEW: {Status.ACTIVE, Status.DECLINED, Status.CHANGES_REQUESTED},
    Status.CHANGES_REQUESTED: {Status.SUBMITTED},
    Status.DECLINED: set(),
    Status.ACTIVE: {Status.LAPSED, Status.REVOKED, Status.SUPERSEDED},
    Status.LAPSED: set(),
    Status.REVOKED: set(),
    Status.SUPERSEDED: set(),
}
ENDS = (Status.LAPSED, Status.REVOKED, Status.SUPERSEDED)
# Told by the calendar and never kept: none was given, or the first day of a signed one is ahead.
BY_THE_DAY = frozenset({Status.NONE, Status.UPCOMING})
# What a plan may lean on. That its session is inside the days of the approval is asked of the day
# of the session itself, and the day on which it is planned may lie before them.
CARRIES_PLANS = frozenset({Status.ACTIVE, Status.UPCOMING})


STATE_WORDS = {
    Status.NONE: "None",
    Status.DRAFT: "Being prepared",
    Status.SUBMITTED: "Waits for a prescriber",
    Status.UNDER_REVIEW: "A prescriber is looking at it",
    Status.CHANGES_REQUESTED: "Sent back with a question",
    Status.DECLINED: "Declined",
    Status.ACTIVE: "Signed",
    Status.UPCOMING: "Signed, and begins later",
    Status.LAPSED: "Lapsed",
    Status.REVOKED: "Ended by the prescriber",
    Status.SUPERSEDED: "Replaced by a newer one",
}


def may_move(*, status, to):
    return to in MOVES[status]


class Cause(StrEnum):
    """Why an approval ended before its time (brief 4.3); `CAUSES` says it in words."""

    EXPIRED = "expired"
    USED_UP = "used_up"
    PRODUCT = "product"
    MEDICINES = "medicines"
    SCREENING = "screening"
    FLAG = "flag"
    PREGNANCY = "pregnancy"
    ADVERSE_EVENT = "adverse_event"
    EMERGENCY = "emergency"
    ACUTE_RISK = "acute_risk"
    LIMITS = "limits"
    PRESCRIBER = "prescriber"
    LICENCE = "licence"
    IDLE = "idle"
    PARTNER_WITHDREW = "partner_withdrew"
    PARTED = "parted"
    REVOKED = "revoked"


CAUSES = {
    Cause.EXPIRED: "Its last day has passed.",
    Cause.USED_UP: "All approved sessions were used.",
    Cause.PRODUCT: "The form, the route, the strength or the pharmacy’s product changed.",
    Cause.MEDICINES: "The list of medicines is not the one the prescriber looked at.",
    Cause.SCREENING: "The health answers are not those the prescriber looked at.",
    Cause.FLAG: "Something was told that asks for somebody to look at it.",
    Cause.PREGNANCY: "A possible pregnancy was reported.",
    Cause.ADVERSE_EVENT: "Something happened after a dose that the prescriber must look at.",
    Cause.EMERGENCY: "There was an emergency visit.",
    Cause.ACUTE_RISK: "An acute risk is open.",
    Cause.LIMITS: "The readings before the dose were outside the limits twice running.",
    Cause.PRESCRIBER: "The prescriber no longer works here as one.",
    Cause.LICENCE: "The prescriber’s licence or DEA registration has run out.",
    Cause.IDLE: "There was no session for longer than the clinic allows.",
    Cause.PARTNER_WITHDREW: "The partner withdrew.",
    Cause.PARTED: "The joint work it was given for has ended.",
    Cause.REVOKED: "The prescriber ended it.",
}
# What anybody of the care team reports; the rest follows from the records by itself.
REPORTED = (
    Cause.PRODUCT,
    Cause.PREGNANCY,
    Cause.ADVERSE_EVENT,
    Cause.EMERGENCY,
    Cause.ACUTE_RISK,
    Cause.PARTNER_WITHDREW,
)
IDLE_DAYS = 90
# What was looked at when there was nothing yet; "" is an approval from before this was kept.
NOTHING_YET = "nothing yet"


@dataclass(frozen=True)
class Standing:
    """What the records say about an approval that was not ended."""

    on: date
    valid_until: date
    sessions_used: int
    sessions_approved: int
    idle_since: date
    idle_days: int = IDLE_DAYS
    prescriber_here: bool = True
    licence_until: date | None = None
    same_medicines: bool = True
    same_screening: bool = True
    flags: frozenset[str] = frozenset()
    outside_twice: bool = False


def lapse_cause(standing: Standing) -> Cause | None:
    """Why this approval lapses now, the most pressing cause first; None while it holds."""
    causes = {
        Cause.ACUTE_RISK: "acute" in standing.flags,
        Cause.FLAG: bool(standing.flags),
        Cause.LIMITS: standing.outside_twice,
        Cause.MEDICINES: not standing.same_medicines,
        Cause.SCREENING: not standing.same_screening,
        Cause.PRESCRIBER: not standing.prescriber_here,
        Cause.LICENCE: standing.licence_until is not None and standing.licence_until < standing.on,
        Cause.EXPIRED: standing.valid_until < standing.on,
        Cause.USED_UP: standing.sessions_used >= standing.sessions_approved,
        Cause.IDLE: standing.on - standing.idle_since > timedelta(days=standing.idle_days),
    }
    return next((cause for cause, holds in causes.items() if holds), None)


class Bounds(NamedTuple):
    low: int
    high: int


# What each figure can be; none of these is a limit of ours. What is beyond them is a slip of the
# finger, and as a limit it would never speak.
BOUNDS = {
    "bp_max_start_sys": Bounds(1, 300),
    "bp_max_start_dia": Bounds(1, 200),
    "hr_max_start": Bounds(1, 300),
    "spo2_min": Bounds(50, 100),
    "fast_solids_h": Bounds(0, 48),
    "fast_clear_h": Bounds(0, 48),
    "sessions_approved": Bounds(1, 184),
    "min_days_between": Bounds(0, 366),
}


def outside_limits(*, readings, limits):
    """Which readings before a dose are outside the prescriber's limits, in words.

    Compares and nothing more: inside the limits is not a word about safety.
    """
    high = [
        ("systolic", "bp_max_start_sys", "Systolic pressure"),
        ("diastolic", "bp_max_start_dia", "Diastolic pressure"),
        ("heart_rate", "hr_max_start", "Heart rate"),
    ]
    found = [words for key, limit, words in high if readings[key] > limits[limit]]
    if readings.get("oxygen") is not None and readings["oxygen"] < limits["spo2_min"]:
        found.append("Oxygen saturation")
    return found


def six_months_after(day: date) -> date:
    """The last day of a prescription of this schedule; the shorter month wins."""
    years, month = divmod(day.month + 5, 12)
    year, month = day.year + years, month + 1
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), next_month - timedelta(days=1))


def status(
    *,
    ended: str,
    valid_from: date,
    valid_until: date,
    sessions_used: int,
    sessions_approved: int,
    on: date,
) -> Status:
    """Where an approval stands on a day; `ended` is the recorded end, or empty."""
    if ended:
        return Status(ended)
    if on > valid_until or sessions_used >= sessions_approved:
        return Status.LAPSED
    return Status.UPCOMING if on < valid_from else Status.ACTIVE


def floor_to_unit(*, amount: Decimal, unit: Decimal) -> Decimal:
    return (amount / unit).to_integral_value(rounding=ROUND_FLOOR) * unit


def planned_mg(
    *, dose_mg: Decimal, fraction: str, unit_mg: Decimal, may_split: bool, session_max_mg: Decimal
) -> Decimal | None:
    """The planned part of the approved dose, rounded down; None when it does not come out.

    It does not come out when nothing is left, when the unit may not be split but would have to
    be, or when it is more than the prescriber approved for one session.
    """
    share = FRACTIONS[fraction]
    exact = dose_mg * share.numerator / share.denominator
    floored = floor_to_unit(amount=exact, unit=unit_mg)
    if floored <= 0 or floored > session_max_mg or (floored != exact and not may_split):
        return None
    return floored


def carries_fractions(form: str) -> bool:
    """Esketamine is a fixed device and cannot be planned in parts (brief 1.3, AD12)."""
    return form != Form.ESKETAMINE_REMS


# From so many days before its last one an approval is told as running out.
SOON = 14


def left_words(days: int) -> tuple[str, str]:
    """(tone, words) of the days an approval that holds has before its last one."""
    words = {0: "last day today", 1: "1 day left"}.get(days, f"{days} days left")
    return ("mind" if days <= SOON else "yes"), words
