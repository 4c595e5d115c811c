"""The letter that invites somebody: the clinic's neutral name, a link, a telephone number."""

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
