"""What an erasure takes and what it leaves, in the words of the page that asks once."""

GOES = (
    "Name, pronouns and birthday; a pseudonym and the year of birth stand in their place.",
    "E-mail, phone, every confidential address, contact wishes, and the emergency contact.",
    "What was told alone: notes, answers about safety and before a session, own words about "
    "health, allergies, the medicine list.",
    "The reasons written under flags, approvals and requests, why the record was opened in an "
    "emergency, and the private intentions in plans.",
    "The preparation sheets, the cards for responders and the session plans that were printed, and "
    "addresses on letters.",
    "What still holds: open approvals end, and requests that nobody answered are gone.",
)
STAYS = (
    "Signed approvals, plans as they were sent and signed, and their signatures, byte for byte: "
    "they name this person and hold the intention as it was signed, because a medical record has "
    "to be kept. No page shows them any more.",
    "Yes and no about health, the vitals, and that flags were raised and closed, by whom and when.",
    "The trail. It names clinicians and numbers, and never a word that somebody wrote.",
    "Everything of the other partner’s, and what both agreed to, as it is.",
)


def same_name(typed: str, name: str) -> bool:
    """Whether somebody typed this name on purpose; capitals and spaces do not matter."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def moment(at) -> str:
    """A moment of the copy, in UTC to the minute; "" where there was none."""
    return at.isoformat(timespec="minutes") if at else ""


def day(on) -> str:
    return on.isoformat() if on else ""
