import json

from django.db import transaction
from django.template.loader import render_to_string

from ..approvals import actions as approvals
from ..audit.actions import record
from ..couples import actions as couples
from ..couples.models import Couple, Partner
from ..couples.rules.erasing import ERASED, NOWHERE
from ..documents.models import Paper
from ..documents.press import Press
from ..people.actions import require
from ..people.rules import Action
from ..planning.models import Draft, Part, Plan
from ..reminders.models import Letter
from ..screening import actions as screening
from .own import own
from .reading import chapters, said


class JointWorkGoesOn(Exception):
    def __str__(self):
        return "End the joint work first. While it goes on, what is kept here is needed for it."


@transaction.atomic
def hand_out(*, partner, form, by, at):
    """The copy of one partner's own data as bytes; `form` is json or pdf.

    The record is held while it is read, so a copy is whole or says that it was erased. The trail
    says that it was handed out. Raises `documents.press.CannotBePrinted`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.HAND_OUT_COPY)
    held = Partner.objects.select_related("couple__clinic").select_for_update(of=("self",))
    partner = held.get(pk=partner.pk)
    content = own(partner, at=at)
    if form == "json":
        body = json.dumps(content, ensure_ascii=False, indent=2).encode()
    else:
        body = _printed(content, partner)
    record(deed="copy handed out", subject=partner, by=by, at=at, form=form)
    return body


def _printed(content, partner):
    zone = partner.local_zone
    source = render_to_string(
        "rights/_own.html",
        {
            "own": content,
            "chapters": chapters(content, zone=zone),
            "made": said(content["made_at"], zone=zone),
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
    approvals.erase_words(partner=partner, by=by, at=at)
    for each in partner.everywhere:
        screening.erase_words(partner=each, by=by, at=at)
        _erase_joint(each)
        couples.erase_person(partner=each, by=by, at=at)
    record(deed="record erased", subject=partner, by=by, at=at)
    return Partner.objects.get(pk=partner.pk)


def _erase_joint(partner):
    """What this person alone told or was sent, in the plans of two. The other's rows stay."""
    plans = Plan.objects.filter(couple=partner.couple_id)
    Part.objects.filter(partner=partner).update(private_intention="")
    Draft.objects.filter(plan__in=plans).delete()
    letters = Letter.objects.filter(partner=partner)
    letters.exclude(address="").update(address=NOWHERE)
    letters.exclude(failed_why="").update(failed_why=ERASED)
    theirs = Partner.objects.filter(couple=partner.couple_id).exclude(pk=partner.pk)
    Paper.objects.filter(plan__in=plans).exclude(partner__in=theirs).delete()
