"""Whether a session may begin as its plan stands today."""

from django.db.models import prefetch_related_objects

from ..signing.rules import digest
from . import day, facts
from .content import content
from .models.plan import CONTENT
from .rules.gates import holding_back, open_gates
from .rules.stages import Stage
from .rules.stages import is_ready as allowed


def is_ready(plan, *, on, known=None, gates=None, told=None):
    """Signed, still byte for byte what was signed, and no rule in its way on this day."""
    if plan.stage != Stage.CLEARED.value:
        return False
    known = known or facts.charts(plan, on=on)
    if gates is None:
        gates = open_gates(facts.gate_facts(plan, on=on, known=known, told=told))
    return allowed(
        stage=Stage(plan.stage),
        as_cleared=digest(content(plan, on=on, known=known)) == plan.cleared_digest,
        hard_gates=holding_back(gates),
    )


def ready_ones(plans, *, at):
    """The ids of those that are ready, in a fixed number of queries however many there are."""
    cleared = [plan for plan in plans if plan.stage == Stage.CLEARED.value]
    prefetch_related_objects(cleared, *CONTENT)
    approvals = facts.newest_approvals(cleared) if cleared else {}
    days = {plan.pk: facts.day_of(plan, at) for plan in cleared}
    told = day.told(cleared, days=days)
    return {
        plan.pk
        for plan in cleared
        if is_ready(
            plan,
            on=days[plan.pk],
            known=facts.charts(plan, on=days[plan.pk], approvals=approvals),
            told=told,
        )
    }
