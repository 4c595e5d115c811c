from django.db import transaction

from .. import facts
from ..models import Waiver
from ..rules.gates import open_gates
from .steps import editing


class NothingToWaive(Exception):
    """It is a rule, or it no longer stands open."""

    def __str__(self):
        return "Only advice that stands open can be waived. Look again at what is in the way."


class WaiverNeedsAReason(Exception):
    def __str__(self):
        return "Please write why the plan goes on without it."


class NotWaived(Exception):
    def __str__(self):
        return "This is not waived any more, so nothing was changed."


@transaction.atomic
def waive(*, plan, gate, reason, by, at):
    """Go on without a piece of advice, and say why: the prescriber reads it and signs it.

    Raises `NothingToWaive` and `WaiverNeedsAReason`.
    """
    if not reason.strip():
        raise WaiverNeedsAReason
    with editing(plan, deed="advice waived", by=by, at=at) as plan:
        known = open_gates(facts.gate_facts(plan, on=facts.day_of(plan, at)))
        if gate not in {each.key for each in known if each.kind == "advice"}:
            raise NothingToWaive
        Waiver.objects.create(
            plan=plan, gate=gate, reason=reason.strip(), waived_by=by, waived_at=at
        )
    return plan


@transaction.atomic
def lift_waiver(*, plan, gate, by, at):
    """The advice stands again, as if nothing had been waived. Raises `NotWaived`."""
    with editing(plan, deed="waiver lifted", by=by, at=at) as plan:
        if not plan.waivers.standing().filter(gate=gate).update(lifted_by=by, lifted_at=at):
            raise NotWaived
    return plan
