"""The examples of the decision table, all four approaches at once."""

import pytest

from protocols.rules import Approach, assess
from tests.protocols.facts import FIRST_TIMER, couple, partner

APPROVED_LATER = {"rx_status": "none", "med_review": "not_reviewed"}
DEEP = {"goals": {"deep_shift"}}
EXPRESSION = {"goals": {"emotional_expression"}, "comfort_separate_journeys": "no"}
TALK = {"goals": {"focused_talk"}, "stuck_pattern": True}

EXAMPLES = {
    "two first-timers, one of them approved": (
        FIRST_TIMER,
        FIRST_TIMER | APPROVED_LATER,
        {"goals": {"individual_healing"}, "sober_companion_need": "partner"},
        ("suitable", "", "a"),
        ("not_now", "H1 H2 H6 H8 H10 AD4 AD10", None),
        ("not_now", "H1 H2 H6 H10 AD10", None),
        ("not_now", "H1 H2 H6 H10 AD10", None),
    ),
    "both experienced, a deep shift": (
        {},
        {},
        DEEP,
        ("caution", "H10", None),
        ("suitable", "", None),
        ("caution", "H10", None),
        ("caution", "H10", None),
    ),
    "a deep shift, but one first-timer and unsure": (
        {},
        FIRST_TIMER,
        DEEP | {"comfort_separate_journeys": "unsure"},
        ("suitable", "", "b"),
        ("caution", "H7 H8 AD10", None),
        ("caution", "H10 AD10", None),
        ("caution", "H10 AD10", None),
    ),
    "expression, not at ease apart": (
        {},
        {},
        EXPRESSION,
        ("caution", "H10", None),
        ("not_now", "H7 H10", None),
        ("suitable", "", None),
        ("caution", "H10", None),
    ),
    "expression, and highly reactive": (
        {},
        {},
        EXPRESSION | {"conflict_reactivity": "high"},
        ("caution", "H10", None),
        ("not_now", "H7 H10 AD8", None),
        ("not_now", "H9", None),
        ("caution", "H10 AD7", None),
    ),
    "a focused talk about a stuck pattern": (
        {},
        {},
        TALK,
        ("caution", "H10", None),
        ("caution", "H10", None),
        ("caution", "H10", None),
        ("suitable", "", None),
    ),
    "the same at home by themselves": (
        {},
        {},
        TALK | {"setting": "home_self_directed"},
        ("caution", "H10", None),
        ("not_now", "H10 AD5", None),
        ("not_now", "H10 AD5", None),
        ("not_now", "AD5", None),
    ),
    "the same, and one approved for the full dose only": (
        {},
        {"approved_fractions": {"1/1"}},
        TALK,
        ("caution", "H10", None),
        ("caution", "H10", None),
        ("not_now", "H3 H10", None),
        ("not_now", "H3", None),
    ),
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_the_examples_of_the_decision_table(example):
    a, b, together, *expected = example

    verdicts = assess(a=partner("Alex", **a), b=partner("Robin", **b), couple=couple(**together))

    assert [
        (verdict.level, " ".join(verdict.ids), verdict.dosing_partner)
        for verdict in verdicts.values()
    ] == expected
    assert list(verdicts) == list(Approach)
