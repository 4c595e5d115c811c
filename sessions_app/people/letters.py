"""Letters to colleagues: the clinic's neutral name and a telephone number, and no more."""

from urllib.parse import urljoin
from uuid import uuid5

from django.urls import reverse

from ..post.writing import mail, plain

SUBJECT = "An invitation from {name}"
BODY = """\
{name} invites you to work with them.

Open this link within seven days. It opens once:

{link}

If you did not expect this, you need not do anything. Questions: {phone}.
"""


def mail_of(invitation, *, code, sender, at):
    """The bytes that go to the mail server."""
    clinic = invitation.clinic
    name = plain(clinic.neutral_name)
    link = urljoin(invitation.site, reverse("people:join", args=[code]))
    return mail(
        sender=sender,
        name=name,
        address=invitation.email,
        subject=SUBJECT.format(name=name),
        body=BODY.format(name=name, link=link, phone=plain(clinic.phone)),
        mark=uuid5(invitation.claim, str(invitation.pk)).hex,
        at=at,
    )


LICENCE_SUBJECT = "Your licence details need a look"
LICENCE_BODY = """\
{whom}: your licence details with {name} need a look.

Please sign in and open the page of your account when you can. Questions: {phone}.
"""


def licence_mail_of(letter, *, sender, at):
    """The same for a licence that runs out; the day and the number stay on the page."""
    licence = letter.licence
    name = plain(licence.clinic.neutral_name)
    told = {"whom": plain(licence.account.name), "name": name, "phone": plain(licence.clinic.phone)}
    return mail(
        sender=sender,
        name=name,
        address=licence.account.email,
        subject=LICENCE_SUBJECT,
        body=LICENCE_BODY.format(**told),
        mark=letter.claim.hex,
        at=at,
    )
