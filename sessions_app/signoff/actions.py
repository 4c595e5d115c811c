from django.db import transaction

from ..audit.actions import record
from ..people.actions import require
from ..people.rules import Action, Role
from ..planning import actions as planning
from ..planning import facts
from ..planning.content import content
from ..planning.models import Plan
from ..planning.rules.gates import hard, open_gates
from ..planning.rules.stages import Stage
from ..signing import actions as signing
from ..signing.rules import Meaning
from .models import SignOff


class CannotSignOwnPlan(Exception):
    def __str__(self):
        return "You wrote this plan, so another prescriber must sign it."


class NotWaiting(Exception):
    """The plan was taken back or answered while this page was open."""

    def __str__(self):
        return "This plan no longer waits for an answer. It was changed or answered meanwhile."


class ReasonIsMissing(Exception):
    def __str__(self):
        return "Please write what should change before you would sign."


class NoLongerFits(Exception):
    """A fact behind the plan changed after it was sent."""

    def __init__(self, gates):
        super().__init__(gates)
        self.gates = gates

    def __str__(self):
        return f"This plan can no longer be signed. {self.gates[0].sentence}"


def _answering(plan, *, by):
    """The waiting plan, locked, for a prescriber of its clinic who did not write it."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(account=by, clinic=plan.couple.clinic, action=Action.SIGN)
    if by.pk in (plan.begun_by_id, plan.submitted_by_id):
        raise CannotSignOwnPlan
    if Stage(plan.stage) != Stage.WITH_PRESCRIBER:
        raise NotWaiting
    return plan


def _keep(plan, *, shown, meaning, reason, by, at):
    clinic = plan.couple.clinic
    return SignOff.objects.create(
        plan=plan,
        revision=plan.revision,
        reason=reason,
        **signing.signature(
            content=shown, meaning=meaning, role=Role.PRESCRIBER, zone=clinic.zone, by=by, at=at
        ),
    )


@transaction.atomic
def sign(*, plan, seen_digest, password, by, at, code=""):
    """Approve exactly what was seen; `seen_digest` is the digest of the page that was read.

    Raises `signing.NotConfirmed`, `signing.ContentHasChanged`, `NoLongerFits` and the
    refusals of this module; then nothing is kept.
    """
    plan = _answering(plan, by=by)
    signing.reauthenticate(by=by, password=password, code=code, at=at)
    on = facts.day_of(plan, at)
    shown = content(plan, on=on)
    signing.same_as_seen(content=shown, seen_digest=seen_digest)
    if gates := hard(open_gates(facts.gate_facts(plan, on=on))):
        raise NoLongerFits(gates)
    kept = _keep(plan, shown=shown, meaning=Meaning.APPROVED_PLAN, reason="", by=by, at=at)
    planning.clear(plan=plan, by=by, at=at)
    record(deed="plan signed", subject=plan, by=by, at=at, revision=kept.revision)
    return kept


@transaction.atomic
def decline(*, plan, reason, by, at):
    """Send the plan back with a reason; the therapist goes on with the next revision."""
    plan = _answering(plan, by=by)
    if not reason.strip():
        raise ReasonIsMissing
    shown = content(plan, on=facts.day_of(plan, at))
    kept = _keep(plan, shown=shown, meaning=Meaning.DECLINED, reason=reason.strip(), by=by, at=at)
    planning.return_to_draft(plan=plan, by=by, at=at)
    record(deed="plan declined", subject=plan, by=by, at=at, revision=kept.revision)
    return kept
