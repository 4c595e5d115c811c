"""What a clinic admin does so that a plan does not wait longer than it must."""

from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action, local_day
from ...planning import actions as planning
from ...planning.models import Plan
from ...planning.rules.stages import Stage
from ..models import Handover, Nudge
from ..waiting import signers, waits_for
from .answering import NotWaiting


class CannotBeHandedTo(Exception):
    def __str__(self):
        return (
            "A plan is handed over to a prescriber of its care team who wrote none of it. "
            "Please choose another."
        )


class NobodyMaySign(Exception):
    def __str__(self):
        return (
            "Nobody on the care team may sign this plan, so nobody was nudged. "
            "Put another prescriber on the care team; then they can."
        )


class NudgedToday(Exception):
    def __str__(self):
        return "Whoever this waits for had a word today already; the next can leave tomorrow."


def _waiting(plan, *, by):
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(account=by, clinic=plan.couple.clinic, action=Action.HAND_OVER_SIGNOFF)
    if Stage(plan.stage) != Stage.WITH_PRESCRIBER:
        raise NotWaiting
    return plan


@transaction.atomic
def hand_over(*, plan, to, by, at):
    """Let this plan wait for another prescriber of the care team; any of them may still answer."""
    plan = _waiting(plan, by=by)
    if to not in signers(plan):
        raise CannotBeHandedTo
    handed = Handover.objects.create(plan=plan, to=to, handed_by=by, handed_at=at)
    record(deed="sign-off handed over", subject=plan, by=by, at=at)
    return handed


@transaction.atomic
def nudge(*, plan, by, at):
    """Send whoever the plan waits for a neutral word, at most one a day to each.

    A word that the mail server refused never left, so it is tried again.
    """
    plan = _waiting(plan, by=by)
    planning.check_folder(couple=plan.couple)
    day = local_day(at=at, zone=plan.couple.clinic.zone)
    told = {"plan": plan, "asked_by": by, "asked_at": at}
    able = waits_for(plan)
    if not able:
        raise NobodyMaySign
    asked = list(filter(None, (_ask(account, day, told) for account in able)))
    if not asked:
        raise NudgedToday
    record(deed="prescriber nudged", subject=plan, by=by, at=at)
    return asked


def _ask(account, day, told):
    """The word of this day to this account, or None when one left or is on its way."""
    kept, new = Nudge.objects.get_or_create(to=account, on=day, defaults=told)
    if new:
        return kept
    again = Nudge.objects.filter(pk=kept.pk).exclude(refused="")
    return kept if again.update(refused="", claim=None, claimed_at=None, **told) else None
