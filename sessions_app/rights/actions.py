import json

from django.db import transaction
from django.template.loader import render_to_string

from ..approvals.models import Request
from ..audit.actions import record
from ..couples import actions as couples
from ..couples.models import Couple, Partner
from ..couples.rules.erasing import NOWHERE
from ..documents.models import Paper
from ..documents.press import Press
from ..people.actions import require
from ..people.rules import Action
from ..planning.models import Draft, Part
from ..reminders.models import Letter
from ..screening import actions as screening
from .own import own
from .reading import chapters


class JointWorkGoesOn(Exception):
    def __str__(self):
        return "End the joint work first. While it goes on, what is kept here is needed for it."


@transaction.atomic
def hand_out(*, partner, form, by, at):
    """The copy of one partner's own data as bytes; `form` is json or pdf.

    The trail says that it was handed out. Raises `documents.press.CannotBePrinted`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.HAND_OUT_COPY)
    content = own(partner, at=at)
    if form == "json":
        body = json.dumps(content, ensure_ascii=False, indent=2).encode()
    else:
        body = _printed(content, partner)
    record(deed="copy handed out", subject=partner, by=by, at=at, form=form)
    return body


def _printed(content, partner):
    source = render_to_string(
        "rights/_own.html",
        {
            "own": content,
            "chapters": chapters(content),
            "paper": partner.couple.clinic.paper,
        },
    )
    # A press of its own, so that two copies at once do not share a line to one child.
    press = Press()
    try:
        return press.render(source).pdf
    finally:
        press.stop()


@transaction.atomic
def erase(*, partner, by, at):
    """Take away what names this partner and what they told; the other's record stays whole.

    Signed bytes and the trail stay. Raises `JointWorkGoesOn` and `couples.RecordIsErased`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.ERASE_RECORD)
    couple = Couple.objects.select_for_update().get(pk=partner.couple_id)
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    couples.check_kept(partner=partner)
    if not couple.has_ended:
        raise JointWorkGoesOn
    screening.erase_words(partner=partner, by=by, at=at)
    Part.objects.filter(partner=partner).update(private_intention="")
    Request.objects.filter(partner=partner).update(wish="")
    Draft.objects.filter(plan__couple=couple).delete()
    Letter.objects.filter(partner=partner).exclude(address="").update(address=NOWHERE)
    Paper.objects.filter(plan__couple=couple).exclude(partner__side=_other(partner)).delete()
    couples.erase_person(partner=partner, by=by, at=at)
    record(deed="record erased", subject=partner, by=by, at=at)
    return Partner.objects.get(pk=partner.pk)


def _other(partner):
    return "b" if partner.side == "a" else "a"
