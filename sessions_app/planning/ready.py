"""Whether a session may begin as its plan stands today."""

from . import day, facts, standing
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
        as_cleared=standing.is_as_signed(plan, on=on, known=known),
        hard_gates=holding_back(gates),
    )


def ready_ones(plans, *, at, known=None):
    """The ids of those that are ready, in a fixed number of queries however many there are.

    `known` is what `standing.look` returned, for whoever has looked at them already.
    """
    cleared = [plan for plan in plans if plan.stage == Stage.CLEARED.value]
    known = known or standing.look(cleared, at=at)
    days = {plan.pk: facts.day_of(plan, at) for plan in cleared}
    told = day.told(cleared, days=days)
    return {
        plan.pk
        for plan in cleared
        if not plan.is_void and is_ready(plan, on=days[plan.pk], known=known[plan.pk], told=told)
    }
