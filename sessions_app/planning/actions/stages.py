from django.db import transaction

from ...approvals import actions as approvals
from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action, local_day
from ...signing.rules import canonical, digest
from .. import facts
from ..content import content
from ..models import Revision
from ..rules.gates import hard, open_gates
from ..rules.stages import Stage
from . import bookings
from .meetings import _cancel
from .steps import check_folder, locked, move


class GatesAreOpen(Exception):
    """Something hard still stands in the way."""

    def __init__(self, gates):
        super().__init__(gates)
        self.gates = gates

    def __str__(self):
        first = self.gates[0].sentence
        more = len(self.gates) - 1
        return f"The plan cannot be sent yet. {first}" + (f" And {more} more." if more else "")


class PlanHasChanged(Exception):
    """What is sent is what was read."""

    def __str__(self):
        return (
            "The plan changed while you looked at it, so it was not sent. "
            "Here it is as it stands now. Read it, then send it."
        )


class SessionIsAhead(Exception):
    def __str__(self):
        return "The session has not begun yet. Record it when it has."


class NoApprovalThatDay(Exception):
    def __init__(self, name):
        super().__init__(name)
        self.name = name

    def __str__(self):
        return (
            f"The approval of {self.name} was not given for the day of this session, so nothing "
            "was recorded. Ask the prescriber."
        )


def submit(*, plan, by, at, seen=None):
    """Hand the plan to the prescriber; `seen` is the digest of the content that was read.

    Raises `GatesAreOpen`, `PlanCannotMove`, `PlanHasChanged`.
    """
    approvals.look_again(couple=plan.couple, at=at)
    return _submit(plan, by=by, at=at, seen=seen)


@transaction.atomic
def _submit(plan, *, by, at, seen):
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    check_folder(couple=plan.couple)
    move(plan, to=Stage.WITH_PRESCRIBER)
    on = facts.day_of(plan, at)
    if gates := hard(open_gates(facts.gate_facts(plan, on=on))):
        raise GatesAreOpen(gates)
    sent = content(plan, on=on)
    if seen and seen != digest(sent):
        raise PlanHasChanged
    plan.submitted_by, plan.submitted_at = by, at
    plan.add_writers(by.pk)
    plan.save()
    _keep(plan, sent)
    record(deed="plan submitted", subject=plan, by=by, at=at, revision=plan.revision)
    return plan


def _keep(plan, sent):
    """Keep what was sent, byte for byte, so that revisions can be compared later."""
    Revision.objects.create(
        plan=plan,
        number=plan.revision,
        content=canonical(sent),
        digest=digest(sent),
        sent_by=plan.submitted_by,
        sent_at=plan.submitted_at,
    )


def clear(*, plan, by, at):
    """The plan may be carried out; called by the deed that keeps the signature."""
    plan = locked(plan)
    check_folder(couple=plan.couple)
    move(plan, to=Stage.CLEARED)
    plan.cleared_digest = digest(content(plan, on=facts.day_of(plan, at)))
    plan.save(update_fields=["stage", "cleared_digest"])
    record(deed="plan cleared", subject=plan, by=by, at=at, revision=plan.revision)
    return plan


def return_to_draft(*, plan, by, at):
    """Back to the therapist as the next revision, after the prescriber declined."""
    plan = locked(plan)
    move(plan, to=Stage.DRAFT)
    plan.revision += 1
    plan.save(update_fields=["stage", "revision"])
    record(deed="plan returned", subject=plan, by=by, at=at, revision=plan.revision)
    return plan


@transaction.atomic
def withdraw(*, plan, why, by, at):
    """End the plan; its meetings are cancelled with it, no letter leaves, its time is free."""
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    move(plan, to=Stage.WITHDRAWN)
    plan.withdrawn_by, plan.withdrawn_at, plan.withdrawn_why = by, at, why
    plan.save()
    bookings.free(plan=plan)
    for meeting in plan.meetings.standing():
        _cancel(meeting, why="The plan was withdrawn.", by=by, at=at)
    record(deed="plan withdrawn", subject=plan, by=by, at=at)
    return plan


@transaction.atomic
def hold(*, plan, by, at):
    """Record that the session took place and count it on each dosing partner's approval."""
    plan = locked(plan)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    move(plan, to=Stage.HELD)
    if at < plan.starts_at:
        raise SessionIsAhead
    used = _given_for_that_day(plan, on=facts.day_of(plan, at))
    plan.held_by, plan.held_at = by, at
    plan.save()
    # In the order in which every deed holds two approvals, so that none waits for another.
    for approval in sorted(used, key=lambda approval: approval.pk):
        approvals.use_session(approval=approval, by=by, at=at)
    record(deed="session held", subject=plan, by=by, at=at)
    return plan


def _given_for_that_day(plan, *, on):
    """The approvals under which medicine was taken; each one covers the day of the session."""
    day = local_day(at=plan.starts_at, zone=plan.zone)
    dosing = [chart for chart in facts.charts(plan, on=on) if chart.part.doses]
    for chart in dosing:
        if chart.approval is None or not chart.approval.covers(day):
            raise NoApprovalThatDay(chart.partner.called)
    return [chart.approval for chart in dosing]
