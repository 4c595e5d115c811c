"""Plans in whose way nothing stands, as the gates are told of them."""

from dataclasses import replace

from sessions_app.planning.rules.gates import open_gates
from sessions_app.planning.rules.told import Dosing, PlanFacts
from sessions_app.planning.rules.wishes import (
    ACKNOWLEDGEMENTS,
    FULL,
    HALF,
    QUARTER,
    SOLO,
    confirmations_for,
)

APPROACHES = [SOLO, FULL, HALF, QUARTER]
FINE = {"approved": True, "approach_approved": True, "comes_out": True, "part_fits": True}
TOLD = {"acknowledged": frozenset(ACKNOWLEDGEMENTS), "consent_age": 9}
ALEX = Dosing("Alex", doses=True, side="a", **FINE, **TOLD)
ROBIN = Dosing("Robin", doses=True, side="b", **FINE, **TOLD)
SOBER = Dosing("Robin", doses=False, side="b", **TOLD)


def ready(approach, **changes):
    """A plan of this approach in whose way nothing stands, with these changes."""
    solo, talk = approach == SOLO, approach == QUARTER
    closed = PlanFacts(
        approach=approach,
        verdict="suitable",
        dosing=(ALEX, SOBER if solo else ROBIN),
        nondosing_role="sitter" if solo else "",
        support_styles=("words",) if solo else (),
        joint_intention="To be near.",
        both_agree=True,
        questions=1,
        topics=1 if talk else 0,
        mode="couple_led" if talk else "",
        reactivity="low",
        reflection_minutes=10 if talk else None,
        confirmed=frozenset(c.key for c in confirmations_for(approach)),
        both_approved=True,
        session_booked=True,
        next_day_booked=True,
        next_day_fits=True,
        stop_word="Anchor",
        hand_sign="An open hand",
        touch_answered=True,
        ride="Kim drives",
        ride_confirmed=True,
        companion="Kim",
        companion_confirmed=True,
    )
    return replace(closed, **changes)


def named(value):
    """The name of a case, the same in every process: what changes, the rule, or the approach."""
    if isinstance(value, dict):
        return "-".join(value)
    return value[1] or value[2] if isinstance(value, tuple) else value


def told(facts):
    return [(gate.station, gate.seed, gate.kind, gate.sentence) for gate in open_gates(facts)]
