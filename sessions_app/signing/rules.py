"""What a signature is tied to: the exact content, as bytes that everybody computes alike."""

import hashlib
import json
from enum import StrEnum


class Meaning(StrEnum):
    """What a signature says (brief 4.4, after 21 CFR 11.50)."""

    APPROVED_PLAN = "approved_plan"
    APPROVED_WITH_CONDITIONS = "approved_with_conditions"
    APPROVED_MEDICINE = "approved_medicine"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"


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


def canonical(content):
    """Content (str, int, bool, None, list, dict with str keys) as sorted, compact UTF-8 JSON.

    No floats: their text differs between languages, and a signature must not depend on that.
    """
    _refuse_floats(content)
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(content):
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _refuse_floats(value):
    if isinstance(value, float):
        raise TypeError("Signed content holds no floats; write the number as text.")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
