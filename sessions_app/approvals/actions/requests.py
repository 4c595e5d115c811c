"""An approval before it is signed: prepared by anybody of the care team, answered by a prescriber.

What is prepared carries no dose. Signing is `approve`, which closes the open request.
"""

from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_joint, require_neither_of_the_two, require_of_team
from ...people.actions import require
from ...people.rules import Action
from .. import rules
from ..models import Request
from ..rules import Status

# The road to a signature, and what is noted at each step of it.
SIGNING = {
    Status.SUBMITTED: "submitted",
    Status.UNDER_REVIEW: "taken",
    Status.ACTIVE: "answered",
}


class RequestCannotMove(Exception):
    def __init__(self, state, to):
        super().__init__(state, to)
        self.state, self.to = Status(state), Status(to)

    def __str__(self):
        now = rules.STATE_WORDS[self.state].lower()
        return f"This stands otherwise by now: {now}. Please look at it again."


class ReasonIsMissing(Exception):
    def __str__(self):
        return "Please write why, so that whoever asked can go on."


def _locked(request):
    lock_joint(partner=request.partner)
    return Request.objects.select_for_update().get(pk=request.pk)


def _move(request, *, to):
    if not rules.may_move(status=Status(request.state), to=to):
        raise RequestCannotMove(request.state, to)
    request.state = to.value


@transaction.atomic
def prepare(*, partner, approaches, settings, wish, by, at):
    """Write down what a prescriber shall look at; what was being prepared is written over."""
    require(account=by, clinic=partner.couple.clinic, action=Action.RECORD_HEALTH)
    partner = lock_joint(partner=partner)
    request = Request.objects.open().filter(partner=partner).first()
    request = request or Request(partner=partner)
    if Status(request.state) not in (Status.DRAFT, Status.CHANGES_REQUESTED):
        raise RequestCannotMove(request.state, Status.DRAFT)
    request.approaches, request.settings = sorted(approaches), sorted(settings)
    request.wish, request.prepared_by, request.prepared_at = wish.strip(), by, at
    request.full_clean()
    request.save()
    record(deed="approval prepared", subject=request, by=by, at=at)
    return request


@transaction.atomic
def submit(*, request, by, at):
    """Ask the prescribers of the care team to look at it."""
    require(account=by, clinic=request.partner.couple.clinic, action=Action.RECORD_HEALTH)
    request = _locked(request)
    _move(request, to=Status.SUBMITTED)
    request.submitted_by, request.submitted_at = by, at
    request.save()
    record(deed="approval asked for", subject=request, by=by, at=at)
    return request


@transaction.atomic
def take_back(*, request, by, at):
    """Go on preparing it; nobody has begun to look at it."""
    require(account=by, clinic=request.partner.couple.clinic, action=Action.RECORD_HEALTH)
    request = _locked(request)
    _move(request, to=Status.DRAFT)
    request.save()
    record(deed="approval taken back", subject=request, by=by, at=at)
    return request


@transaction.atomic
def take(*, request, by, at):
    """A prescriber begins to look at it, and the others see who."""
    require_of_team(account=by, couple=request.partner.couple, action=Action.APPROVE_MEDICINE)
    require_neither_of_the_two(account=by, couple=request.partner.couple)
    request = _locked(request)
    _move(request, to=Status.UNDER_REVIEW)
    request.taken_by, request.taken_at = by, at
    request.save()
    record(deed="approval under review", subject=request, by=by, at=at)
    return request


@transaction.atomic
def ask_for_changes(*, request, reason, by, at):
    """Send it back with a question; whoever prepared it answers and sends it again."""
    return _answer(request, Status.CHANGES_REQUESTED, "approval sent back", reason, by=by, at=at)


@transaction.atomic
def decline(*, request, reason, by, at):
    """Do not approve, and say why. Nothing of the reason leaves this partner's record."""
    return _answer(request, Status.DECLINED, "approval declined", reason, by=by, at=at)


def _answer(request, to, deed, reason, *, by, at):
    require_of_team(account=by, couple=request.partner.couple, action=Action.APPROVE_MEDICINE)
    require_neither_of_the_two(account=by, couple=request.partner.couple)
    request = _locked(request)
    _move(request, to=to)
    if not reason.strip():
        raise ReasonIsMissing
    request.answer, request.answered_by, request.answered_at = reason.strip(), by, at
    request.save()
    record(deed=deed, subject=request, by=by, at=at)
    return request


def signed(request, *, approval, by, at):
    """Close the open request of a partner with the approval that was signed for it.

    Whoever signs what nobody had sent or taken does that too: no state is passed over.
    """
    for to, done in SIGNING.items():
        if rules.may_move(status=Status(request.state), to=to):
            _move(request, to=to)
            setattr(request, f"{done}_by", by)
            setattr(request, f"{done}_at", at)
            request.approval = approval if to == Status.ACTIVE else None
            request.save()
