"""What a letter says: an appointment, its time, a telephone number, and nothing else.

The clinic's neutral name, its telephone and the time are the only values that come from a record
(brief 6.3); the words are the same for everybody.
"""

import unicodedata
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from uuid import uuid5
from zoneinfo import ZoneInfo

from ..people.rules import place_of

SUBJECT = "Your appointment on {day}"
BODY = """\
You have an appointment with {neutral_name} on {day} {year} at {clock} ({town}).

Details are on your sheet. Questions: {phone}.

To end these messages, call that number, or reply STOP.
"""


class AddressCannotBeUsed(Exception):
    def __str__(self):
        return "The e-mail address cannot be written on a letter. Please correct it."


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


def text(*, neutral_name, phone, starts_at, zone):
    """The letter as its reader will see it, in the reader's own time."""
    local = starts_at.astimezone(ZoneInfo(zone))
    day = f"{local:%a} {local.day} {local:%B}"
    body = BODY.format(
        neutral_name=plain(neutral_name),
        phone=plain(phone),
        day=day,
        year=local.year,
        clock=f"{local:%H:%M}",
        town=place_of(zone),
    )
    return Text(subject=SUBJECT.format(day=day), body=body)


def text_of(letter):
    clinic = letter.partner.couple.clinic
    return text(
        neutral_name=clinic.neutral_name,
        phone=clinic.phone,
        starts_at=letter.meeting_starts_at,
        zone=letter.partner.local_zone,
    )


def mail_of(letter, *, sender, at):
    """The bytes that go to the mail server; their Message-ID names nobody."""
    text = text_of(letter)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(plain(letter.partner.couple.clinic.neutral_name), addr_spec=sender)
    try:
        message["To"] = Address(addr_spec=envelope(letter.address))
    except (ValueError, MessageError) as wrong:
        raise AddressCannotBeUsed from wrong
    message["Subject"] = text.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{_mark(letter).hex}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.body, cte="quoted-printable")
    return message.as_bytes()


def _mark(letter):
    return uuid5(letter.claim, str(letter.pk))


def sender_of(written):
    """The bare address in a setting like `Name <address>`."""
    return parseaddr(written)[1]


def envelope(address):
    """The address as mail servers write it; raises `AddressCannotBeUsed`."""
    local, _, domain = address.rpartition("@")
    try:
        written = f"{local}@{domain.encode('idna').decode('ascii')}"
        written.encode("ascii")
    except UnicodeError as wrong:
        raise AddressCannotBeUsed from wrong
    if not local or not domain or any(c.isspace() or not c.isprintable() for c in written):
        raise AddressCannotBeUsed
    return written


def plain(words):
    """One line of visible characters: nothing that could end a header or turn the text around."""
    seen = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in words)
    kept = "".join(c for c in seen if not unicodedata.category(c).startswith("C"))
    # The email package would decode `=?…?=`, which can hide the end of a line, and write it out.
    return " ".join(kept.split()).replace("=?", "= ?")
