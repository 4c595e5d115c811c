"""What a signature is tied to: the exact content, as bytes that everybody computes alike."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from ..audit.rules import canonical, digest, moment

__all__ = [
    "APPROVING",
    "EMPTY",
    "MEANINGS",
    "METHODS",
    "Meaning",
    "Method",
    "canonical",
    "digest",
    "local_clock",
    "plain",
]


def local_clock(at: datetime, zone: str) -> str:
    """What a clock in the zone shows, with its distance from UTC: 2027-03-01T10:00:00-07:00."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


EMPTY: tuple[object, ...] = ("", None, [], {})


class Meaning(StrEnum):
    """What a signature says (brief 4.4, after 21 CFR 11.50)."""

    APPROVED_PLAN = "approved_plan"
    APPROVED_WITH_CONDITIONS = "approved_with_conditions"
    APPROVED_MEDICINE = "approved_medicine"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"
    REVOKED = "revoked"


MEANINGS = {
    Meaning.APPROVED_PLAN: "I have read this plan as it stands here and approve it.",
    Meaning.APPROVED_WITH_CONDITIONS: (
        "I have read this plan as it stands here and approve it under the conditions I wrote."
    ),
    Meaning.APPROVED_MEDICINE: (
        "I have reviewed the risks with this partner and approve this medicine."
    ),
    Meaning.CHANGES_REQUESTED: "I ask for changes before I would approve this plan.",
    Meaning.DECLINED: "I do not approve this plan as it stands.",
    Meaning.REVOKED: "I end this approval. Nothing is planned with it from now on.",
}
APPROVING = frozenset({Meaning.APPROVED_PLAN, Meaning.APPROVED_WITH_CONDITIONS})


class Method(StrEnum):
    """How the signer showed, at the moment of signing, who they are (brief 4.4)."""

    SIGNED_IN = "signed_in"
    ONE_FACTOR = "password"
    TWO_FACTORS = "password_and_code"


METHODS = {
    Method.SIGNED_IN: "signed in",
    Method.ONE_FACTOR: "password typed again",
    Method.TWO_FACTORS: "password and second factor given again",
}


def plain(value: object) -> bool | int | str | list[Any] | dict[str, Any]:
    """A kept value in the form in which it can be digested."""
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        return moment(value)
    return value if isinstance(value, bool | int | list | dict) else str(value)
