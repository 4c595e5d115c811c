"""What an erased record holds in the place of a person."""

from datetime import date

# In the place of a reason that somebody had to write.
ERASED = "Erased."
NOWHERE = "nobody@erased.invalid"
EMPTIED = (
    "pronouns", "phone", "zone", "language", "contact_wishes",
    "quiet_email", "quiet_phone", "quiet_address",
    "emergency_name", "emergency_relation", "emergency_phone",
)  # fmt: skip


def pseudonym(side: str) -> str:
    return f"Partner {side.upper()}"


def year_only(born_on: date) -> date:
    """The age in a medical record stays readable; the birthday goes."""
    return born_on.replace(month=1, day=1)


def instead(*, side: str, born_on: date) -> dict:
    """The fields of an erased partner, by the names of the table."""
    return dict.fromkeys(EMPTIED, "") | {
        "name": f"{pseudonym(side)}, erased",
        "preferred_name": pseudonym(side),
        "born_on": year_only(born_on),
        "email": NOWHERE,
        "mail_risk_told_on": None,
        "voicemail": False,
        "wants_letters": False,
    }
