"""What a clinic admin does so that a plan or a request does not wait longer than it must."""

from django.db import transaction

from ...approvals.models import Request
from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action, local_day
from ...planning import actions as planning
from ...planning.models import Plan
from ...planning.rules.stages import Stage
from ..models import Handover, Nudge
from ..waiting import asked_of, handed, prescribers, signers, waits_for
from .answering import NotWaiting


class CannotBeHandedTo(Exception):
    def __str__(self):
        return (
            "A plan is handed over to a prescriber of its care team who wrote none of it. "
            "Please choose another."
        )


class CannotBeAskedOf(CannotBeHandedTo):
    def __str__(self):
        return "A request is handed over to a prescriber of the care team. Please choose another."


class NobodyMaySign(Exception):
    def __str__(self):
        return (
            "Nobody on the care team may sign this plan, so nobody was nudged. "
            "Put another prescriber on the care team; then they can."
        )


class NobodyMayApprove(NobodyMaySign):
    def __str__(self):
        return (
            "Nobody on the care team may give this approval, so nobody was nudged. "
            "Put a prescriber on the care team; then they can."
        )


class NudgedToday(Exception):
    def __str__(self):
        return "Whoever this waits for had a word today already; the next can leave tomorrow."


class NotAskedFor(NotWaiting):
    def __str__(self):
        return "This approval is no longer asked for, so nothing was done."


def _waiting(plan, *, by):
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(account=by, clinic=plan.couple.clinic, action=Action.HAND_OVER_SIGNOFF)
    if Stage(plan.stage) != Stage.WITH_PRESCRIBER:
        raise NotWaiting
    return plan


def _asked(request, *, by):
    """The same for an approval that is asked for, held until the transaction ends."""
    Request.objects.select_for_update().get(pk=request.pk)
    require(account=by, clinic=request.partner.couple.clinic, action=Action.HAND_OVER_SIGNOFF)
    found = handed(Request.objects.waiting(), "request").filter(pk=request.pk)
    request = found.select_related("partner__couple__clinic").first()
    if request is None:
        raise NotAskedFor
    return request


@transaction.atomic
def hand_over(*, plan, to, by, at):
    """Let this plan wait for another prescriber of the care team; any of them may still answer."""
    plan = _waiting(plan, by=by)
    if to not in signers(plan):
        raise CannotBeHandedTo
    kept = Handover.objects.create(plan=plan, to=to, handed_by=by, handed_at=at)
    record(deed="sign-off handed over", subject=plan, by=by, at=at)
    return kept


@transaction.atomic
def hand_over_request(*, request, to, by, at):
    """The same for an approval that is asked for, also when somebody looks at it already."""
    request = _asked(request, by=by)
    if to not in prescribers(request.partner.couple):
        raise CannotBeAskedOf
    kept = Handover.objects.create(request=request, to=to, handed_by=by, handed_at=at)
    record(deed="request handed over", subject=request, by=by, at=at)
    return kept


@transaction.atomic
def nudge(*, plan, by, at):
    """Send whoever the plan waits for a neutral word, at most one a day to each.

    A word that the mail server refused never left, so it is tried again.
    """
    plan = _waiting(plan, by=by)
    planning.check_folder(couple=plan.couple)
    able = waits_for(plan)
    if not able:
        raise NobodyMaySign
    asked = _tell(able, clinic=plan.couple.clinic, by=by, at=at, plan=plan, request=None)
    record(deed="prescriber nudged", subject=plan, by=by, at=at)
    return asked


@transaction.atomic
def nudge_request(*, request, by, at):
    """The same for an approval that is asked for; it counts as the one word of the day too."""
    request = _asked(request, by=by)
    couple = request.partner.couple
    planning.check_folder(couple=couple)
    able = asked_of(request)
    if not able:
        raise NobodyMayApprove
    asked = _tell(able, clinic=couple.clinic, by=by, at=at, plan=None, request=request)
    record(deed="request nudged", subject=request, by=by, at=at)
    return asked


def _tell(able, *, clinic, by, at, **about):
    told = about | {"asked_by": by, "asked_at": at}
    day = {"clinic": clinic, "on": local_day(at=at, zone=clinic.zone)}
    asked = list(filter(None, (_ask(account, day, told) for account in able)))
    if not asked:
        raise NudgedToday
    return asked


def _ask(account, day, told):
    """The word of this day to this account, or None when one left or is on its way."""
    kept, new = Nudge.objects.get_or_create(to=account, **day, defaults=told)
    if new:
        return kept
    again = Nudge.objects.filter(pk=kept.pk).exclude(refused="")
    return kept if again.update(refused="", claim=None, claimed_at=None, **told) else None
