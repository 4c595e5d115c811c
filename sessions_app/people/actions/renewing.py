"""The clock's deeds with licences that run out: for each step a row and a neutral letter."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from ...audit.actions import record
from ...post import once
from .. import rules
from ..letters import licence_mail_of
from ..models import Licence, LicenceLetter, Membership

LATER = timedelta(minutes=10)


def plan_licence_letters(*, at):
    """Write down whose licence is to be looked at now; how many that were. Each step is once."""
    planned = [_plan(licence, at=at) for licence in _running_out(at)]
    return sum(planned)


def _running_out(at):
    """Licences that end soon, of those who work under them and may sign in."""
    works = Membership.objects.standing().filter(
        account=OuterRef("account"),
        clinic=OuterRef("clinic"),
        role__in=rules.roles_that_may(rules.Action.READ_CLINICAL),
    )
    # A day more than the first step, for zones.
    soon = at.date() + timedelta(days=rules.LICENCE_STEPS[0] + 1)
    found = Licence.objects.filter(Exists(works), account__is_active=True)
    found = found.filter(Q(expires_on__lte=soon) | Q(dea_expires_on__lte=soon))
    return found.select_related("clinic").prefetch_related("letters").order_by("pk")


@transaction.atomic
def _plan(licence, *, at):
    """Whether a letter was planned."""
    clinic, last = licence.clinic, licence.last_day
    hours = {"earliest": clinic.letters_from, "latest": clinic.letters_until}
    step = rules.licence_step(expires_on=last, on=rules.local_day(at=at, zone=clinic.zone))
    written = {(letter.last_day, letter.step) for letter in licence.letters.all()}
    if step is None or (last, step) in written:
        return False
    if not rules.leaves_now(at=at, zone=clinic.zone, **hours):
        return False
    letter, new = LicenceLetter.objects.get_or_create(
        licence=licence, last_day=last, step=step, defaults={"planned_at": at, "due_at": at}
    )
    if new:
        record(deed="licence letter planned", subject=letter, by=None, at=at)
    return new


def claim_licence_letters(*, at):
    """The letters that wait, each claimed for this worker alone."""
    return once.claim(LicenceLetter.objects.due(at), at=at)


def release_licence_letters(*, letters):
    """Free what was claimed and not begun."""
    once.release(letters)


def send_licence_letter(*, letter, line, clock):
    """Hand one letter to the mail server. Raises `ServerIsDown`."""
    once.send(
        letter,
        address=letter.licence.account.email,
        write=partial(licence_mail_of, letter),
        line=line,
        clock=clock,
        again=once.FREE | {"due_at": clock() + LATER},
    )
