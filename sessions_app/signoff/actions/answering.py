from django.db import transaction

from ...approvals import actions as approvals
from ...audit.actions import record
from ...couples.actions import require_neither_of_the_two, require_of_team
from ...people.rules import Action, Role
from ...planning import actions as planning
from ...planning import facts
from ...planning.content import content
from ...planning.models import Plan
from ...planning.rules.gates import hard, open_gates
from ...planning.rules.stages import Stage
from ...signing import actions as signing
from ...signing.rules import Meaning, Method
from ..models import SignOff


class CannotSignOwnPlan(Exception):
    def __str__(self):
        return "You wrote on this plan, so another prescriber must sign it."


class NotWaiting(Exception):
    """The plan was taken back or answered while this page was open."""

    def __str__(self):
        return "This plan no longer waits for an answer. It was changed or answered meanwhile."


class AnsweredAlready(NotWaiting):
    """By the same person: in another window, or by a form that was sent twice."""

    title = "You have answered this plan."

    def __str__(self):
        return "Your answer is kept as you gave it, and nothing was done a second time."


class SentAnew(NotWaiting):
    """The page was about an earlier revision; its words may be the same, and it was answered."""

    def __str__(self):
        return (
            "This plan was sent again after you opened this page, so nothing was signed or sent "
            "back. Please read it as it stands now; what you wrote is kept below."
        )


class NotWhatWasRead(signing.ContentHasChanged):
    """Asking for changes and declining are answers to what was read, as a signature is."""

    def __str__(self):
        return (
            "This plan changed while you were reading, so it was not sent back. "
            "Please read it again; what you wrote is kept below."
        )


class ReasonIsMissing(Exception):
    def __str__(self):
        return "Please write why, so that the therapist can go on."


class NotAcknowledged(Exception):
    """The approach was chosen against safety advice that the signer has not acknowledged."""

    def __str__(self):
        return (
            "Nothing was signed: this plan was chosen against safety advice, and each piece of it "
            "has to be acknowledged. Tick it, or send the plan back."
        )


class NoLongerFits(Exception):
    """A fact behind the plan changed after it was sent."""

    def __init__(self, gates):
        super().__init__(gates)
        self.gates = gates

    def __str__(self):
        return f"This plan can no longer be signed. {self.gates[0].sentence}"


def _answering(plan, *, by, revision):
    """The waiting plan, locked, for a prescriber of its care team who wrote none of it.

    `revision` is the one that was read, None where that was not told.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require_of_team(account=by, couple=plan.couple, action=Action.SIGN)
    require_neither_of_the_two(account=by, couple=plan.couple)
    if plan.wrote(by):
        raise CannotSignOwnPlan
    if Stage(plan.stage) != Stage.WITH_PRESCRIBER:
        theirs = plan.signoffs.filter(revision=revision, signed_by=by)
        raise AnsweredAlready if theirs.exists() else NotWaiting
    if revision not in (None, plan.revision):
        raise SentAnew
    return plan


def _keep(plan, *, shown, meaning, by, at, method=Method.SIGNED_IN, licence="", **words):
    clinic = plan.couple.clinic
    return SignOff.objects.create(
        plan=plan,
        revision=plan.revision,
        **words,
        **signing.signature(
            content=shown,
            meaning=meaning,
            role=Role.PRESCRIBER,
            zone=clinic.zone,
            method=method,
            licence=licence,
            by=by,
            at=at,
        ),
    )


def _note(deed, kept, *, by, at):
    told = {"revision": kept.revision, "digest": kept.digest, "seal": kept.seal}
    record(deed=deed, subject=kept.plan, by=by, at=at, **told)


def sign(
    *, plan, seen_digest, password, by, at, code="", revision=None, conditions="", acknowledged=()
):
    """Approve exactly what was seen; `seen_digest` is the digest of the page that was read.

    `revision` is the one that page showed: a form sent again does not answer the next.

    With conditions it is approved under them, and they stand wherever the signature stands.
    `acknowledged` is the safety advice that was ticked, as `acknowledgements_needed` names it.
    Raises `signing.NotConfirmed`, `signing.ContentHasChanged`, `planning.FolderStandsStill` and
    the refusals of this module; then nothing is kept.
    """
    approvals.look_again(couple=plan.couple, at=at)
    seen = {"seen_digest": seen_digest, "revision": revision}
    confirmed = {"password": password, "code": code}
    words = {"conditions": conditions.strip(), "acknowledged": list(acknowledged)}
    return _sign(plan, seen, confirmed=confirmed, words=words, by=by, at=at)


@transaction.atomic
def _sign(plan, seen, *, confirmed, words, by, at):
    plan = _answering(plan, by=by, revision=seen["revision"])
    planning.check_folder(couple=plan.couple)
    method = signing.reauthenticate(by=by, at=at, **confirmed)
    on = facts.day_of(plan, at)
    licence = signing.licensed(by=by, clinic=plan.couple.clinic, on=on)
    shown = content(plan, on=on)
    signing.same_as_seen(content=shown, seen_digest=seen["seen_digest"])
    if gates := hard(open_gates(facts.gate_facts(plan, on=on))):
        raise NoLongerFits(gates)
    if words["acknowledged"] != facts.acknowledgements_needed(plan):
        raise NotAcknowledged
    meaning = Meaning.APPROVED_WITH_CONDITIONS if words["conditions"] else Meaning.APPROVED_PLAN
    shown_by = {"method": method, "licence": licence}
    kept = _keep(plan, shown=shown, meaning=meaning, by=by, at=at, **shown_by, **words)
    planning.clear(plan=plan, by=by, at=at)
    _note("plan signed", kept, by=by, at=at)
    return kept


@transaction.atomic
def ask_for_changes(*, plan, seen_digest, reason, password, by, at, code="", revision=None):
    """Send the plan back with what should change; the therapist goes on with the next revision.

    It is an answer under a name as a signature is, so it is tied to what was read and confirmed
    alike. An expired licence does not stand in its way: nothing is approved.
    """
    seen = {"seen_digest": seen_digest, "revision": revision}
    confirmed = {"password": password, "code": code}
    deed = (Meaning.CHANGES_REQUESTED, "changes asked for")
    return _send_back(plan, deed, reason, seen=seen, confirmed=confirmed, by=by, at=at)


@transaction.atomic
def decline(*, plan, seen_digest, reason, password, by, at, code="", revision=None):
    """Do not approve this session, and say why; tied and confirmed as the other answers are."""
    seen = {"seen_digest": seen_digest, "revision": revision}
    confirmed = {"password": password, "code": code}
    deed = (Meaning.DECLINED, "plan declined")
    return _send_back(plan, deed, reason, seen=seen, confirmed=confirmed, by=by, at=at)


def _send_back(plan, deed, reason, *, seen, confirmed, by, at):
    meaning, told = deed
    plan = _answering(plan, by=by, revision=seen["revision"])
    if not reason.strip():
        raise ReasonIsMissing
    method = signing.reauthenticate(by=by, at=at, **confirmed)
    shown = content(plan, on=facts.day_of(plan, at))
    try:
        signing.same_as_seen(content=shown, seen_digest=seen["seen_digest"])
    except signing.ContentHasChanged:
        raise NotWhatWasRead from None
    words = {"meaning": meaning, "method": method, "reason": reason.strip()}
    kept = _keep(plan, shown=shown, by=by, at=at, **words)
    planning.return_to_draft(plan=plan, by=by, at=at)
    _note(told, kept, by=by, at=at)
    return kept
