"""How an envelope and a line of a letter are written, so that neither can be turned around."""

import unicodedata
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr


class AddressCannotBeUsed(Exception):
    def __str__(self):
        return "The e-mail address cannot be written on a letter. Please correct it."


def mail(*, sender, name, address, subject, body, mark, at):
    """The bytes that go to the mail server; raises `AddressCannotBeUsed`."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(plain(name), addr_spec=sender)
    try:
        message["To"] = Address(addr_spec=envelope(address))
    except (ValueError, MessageError) as wrong:
        raise AddressCannotBeUsed from wrong
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mark}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, cte="quoted-printable")
    return message.as_bytes()


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
