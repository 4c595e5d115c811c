"""One plan, seven stations: each approach, by mouse, by keys alone, and without JavaScript."""

import pytest

from protocols.rules import Approach
from sessions_app.planning.models import Plan

from .kept import kept, typed, who_reads, words_of_papers
from .road import (
    JOINT,
    ROADS,
    SECRET_OF_ARI,
    SECRET_OF_WREN,
    ask_for_papers,
    plan_the_session,
    sign,
)

NARROW = {"viewport": {"width": 320, "height": 640}}
WAYS = ["mouse", "keys", "no_scripts"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("approach", [approach.value for approach in Approach])
def test_a_plan_is_made_sent_signed_and_printed(approach, way, couple, person):
    road = ROADS[approach]
    screen = NARROW if approach == Approach.EXTENDED_DISCUSSION else {}
    thea, paul = (person(f"{name}@elm.example", way, **screen) for name in ("thea", "paul"))

    plan_the_session(thea, road)
    sign(paul, JOINT, SECRET_OF_WREN, SECRET_OF_ARI, "Anchor", *road.to_read)
    ask_for_papers(thea)

    plan = Plan.objects.get()
    dosing = [part.partner.called for part in plan.pair if part.doses]
    assert (plan.stage, plan.revision) == ("cleared", 1)
    assert kept(plan) == typed(approach, road)
    assert who_reads(words_of_papers(plan), JOINT, SECRET_OF_WREN, SECRET_OF_ARI, " mg") == {
        "clinicians": [True, True, True, True],
        "Wren": [True, True, False, False],
        "Ari": [True, False, True, False],
    } | {f"responders of {name}": [False, False, False, True] for name in dosing}
