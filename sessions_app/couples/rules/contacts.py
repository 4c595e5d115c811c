"""How two partners are reached, each of them alone (brief 3.8, 6.3)."""


def same_mailbox(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().lower() == other.strip().lower()


# Fewer digits than a number within a town has decide nothing.
LOCAL = 7
# Where help is called, three digits are a number.
SHORTEST = 3


def same_phone(one: str, other: str) -> bool:
    """However it is written: with or without the country, the area and the zeros before them.

    Rather two numbers taken for one than one for two: what is asked then is asked for nothing,
    and what is not asked might be read or heard by the other.
    """
    longer, shorter = sorted((_dialled(one), _dialled(other)), key=len, reverse=True)
    if len(shorter) < LOCAL:
        return bool(shorter) and longer == shorter
    return longer.endswith(shorter)


def can_be_called(written: str) -> bool:
    return sum(sign.isdecimal() for sign in written) >= SHORTEST


def _dialled(written):
    """The digits without the zeros that a country or a town is dialled with."""
    return "".join(filter(str.isdecimal, written.replace("(0)", ""))).lstrip("0")


def reaches(partner, other) -> str:
    """Which confidential contact of one partner is the other's ordinary one; "" for none."""
    if same_mailbox(partner.quiet_email, other.email):
        return "quiet_email"
    return "quiet_phone" if same_phone(partner.quiet_phone, other.phone) else ""


def one_mailbox(partner, other) -> bool:
    """Whether the letters of both go to the ordinary address that both share.

    Two confidential addresses are never compared: nobody may learn that they are the same.
    """
    if partner.quiet_email or other.quiet_email:
        return False
    return same_mailbox(partner.email, other.email)


def may_leave_message(*, phones: tuple[str, str], allowed: tuple[bool, bool]) -> bool:
    """Whether a message may be left at the first one's number: where it is one, both say so."""
    return all(allowed) if same_phone(*phones) else allowed[0]


def shared(*, emails: tuple[str, str], phones: tuple[str, str]) -> list[str]:
    """What of two partners' contacts is one and the same."""
    found = []
    if same_mailbox(*emails):
        found.append("e-mail address")
    if same_phone(*phones):
        found.append("telephone number")
    return found
