"""What a letter says: an appointment, its time, a telephone number, and nothing else.

The clinic's neutral name, its telephone and the time are the only values that come from a record
(brief 6.3); the words are the same for everybody.
"""

from dataclasses import dataclass
from uuid import uuid5
from zoneinfo import ZoneInfo

from ..people.rules import place_of
from ..post.writing import mail, plain

SUBJECT = "Your appointment on {day}"
BODY = """\
You have an appointment with {neutral_name} on {day} {year} at {clock} ({town}).

Details are on your sheet. Questions: {phone}.

To end these messages, call that number, or reply STOP.
"""


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
    return mail(
        sender=sender,
        name=letter.partner.couple.clinic.neutral_name,
        address=letter.address,
        subject=text.subject,
        body=text.body,
        mark=_mark(letter).hex,
        at=at,
    )


def _mark(letter):
    return uuid5(letter.claim, str(letter.pk))
