from django.db import transaction

from ..approvals import actions as approvals
from ..audit.actions import record
from ..people.actions import require
from ..people.rules import Action
from ..planning import actions as planning
from ..planning import facts
from ..planning.models import Plan
from ..planning.rules.stages import Stage
from ..signoff.models import SignOff
from .models import Outcome


class SignatureDoesNotStand(Exception):
    """The session would be recorded under a plan that nobody approved as it is."""

    def __str__(self):
        return (
            "The prescriber's signature does not stand on the plan as it is now. "
            "Send the plan again before the session is recorded."
        )


class SignatureStands(Exception):
    def __str__(self):
        return "The signature stands on the plan as it is, so there is nothing to send again."


class MeetingIsAhead(Exception):
    def __str__(self):
        return "The meeting has not begun yet. Record it when it has."


def _is_signed(plan, *, at):
    on = facts.day_of(plan, at)
    return any(signoff.stands(on) for signoff in SignOff.objects.standing().filter(plan=plan))


@transaction.atomic
def reopen(*, plan, by, at):
    """Make a signed plan a draft again, to be sent anew, when its signature no longer stands.

    A record behind the plan may change without the plan: an approval ends, a name is corrected.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    if Stage(plan.stage) != Stage.CLEARED:
        raise planning.PlanCannotMove(plan.stage, Stage.DRAFT)
    if _is_signed(plan, at=at):
        raise SignatureStands
    plan = planning.return_to_draft(plan=plan, by=by, at=at)
    record(deed="plan reopened", subject=plan, by=by, at=at, revision=plan.revision)
    return plan


def hold_session(*, plan, by, at):
    """Record that the session took place under a signature that stands."""
    approvals.look_again(couple=plan.couple, at=at)
    return _hold_session(plan, by=by, at=at)


@transaction.atomic
def _hold_session(plan, *, by, at):
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not _is_signed(plan, at=at):
        raise SignatureDoesNotStand
    return planning.hold(plan=plan, by=by, at=at)


@transaction.atomic
def hold_meeting(*, meeting, note, by, at):
    """Record that a meeting took place, with the joint note."""
    if at < meeting.starts_at:
        raise MeetingIsAhead
    meeting = planning.hold_meeting(meeting=meeting, by=by, at=at)
    Outcome.objects.create(meeting=meeting, note=note, written_by=by, written_at=at)
    record(deed="outcome written", subject=meeting, by=by, at=at)
    return meeting
