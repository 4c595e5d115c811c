"""What an erasure takes and what it leaves, in the words of the page that asks once."""

GOES = (
    "Name, pronouns and birthday; a pseudonym and the year of birth stand in their place.",
    "E-mail, phone, every confidential address, contact wishes, and the emergency contact.",
    "What was told alone: notes, answers about safety, own words about health, the medicine list.",
    "The reasons written under flags, and the private intentions in every plan.",
    "The preparation sheets, the session plans that were printed, and addresses on letters.",
)
STAYS = (
    "Signed approvals, plans as they were sent and signed, and their signatures, byte for byte: "
    "they name this person, because a medical record has to be kept.",
    "Yes and no about health, the vitals, and that flags were raised and closed, by whom and when.",
    "The trail. It names clinicians and numbers, and never a word that somebody wrote.",
    "Everything of the other partner’s, as it is.",
)
ERASED = "Erased."


def same_name(typed: str, name: str) -> bool:
    """Whether somebody typed this name on purpose; capitals and spaces do not matter."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()
