"""When an approval holds, and what a fraction of it comes to (brief 4.1-4.3).

Nothing here proposes a dose: the prescriber types it, and a fraction of it is only rounded down.
"""

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction


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
    ACTIVE = "active"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


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
    if not valid_from <= on <= valid_until or sessions_used >= sessions_approved:
        return Status.LAPSED
    return Status.ACTIVE


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
