from itertools import product

import pytest

from sessions_app.planning.actions.steps import PlanCannotMove
from sessions_app.planning.rules.stages import LABELS, MOVES, OPEN, Stage, may_edit, may_move

DRAFT, SENT, CLEARED, HELD, WITHDRAWN = Stage

# Every pair is written out, so that a new move is a decision and not a side effect.
TABLE = {
    (DRAFT, DRAFT): False,
    (DRAFT, SENT): True,
    (DRAFT, CLEARED): False,
    (DRAFT, HELD): False,
    (DRAFT, WITHDRAWN): True,
    (SENT, DRAFT): True,
    (SENT, SENT): False,
    (SENT, CLEARED): True,
    (SENT, HELD): False,
    (SENT, WITHDRAWN): True,
    (CLEARED, DRAFT): True,
    (CLEARED, SENT): False,
    (CLEARED, CLEARED): False,
    (CLEARED, HELD): True,
    (CLEARED, WITHDRAWN): True,
    (HELD, DRAFT): False,
    (HELD, SENT): False,
    (HELD, CLEARED): False,
    (HELD, HELD): False,
    (HELD, WITHDRAWN): False,
    (WITHDRAWN, DRAFT): True,
    (WITHDRAWN, SENT): False,
    (WITHDRAWN, CLEARED): False,
    (WITHDRAWN, HELD): False,
    (WITHDRAWN, WITHDRAWN): False,
}


def test_the_table_above_holds_every_pair_of_stages():
    assert set(TABLE) == set(product(Stage, Stage))


@pytest.mark.parametrize(("pair", "allowed"), TABLE.items(), ids=lambda value: str(value))
def test_where_a_plan_may_go(pair, allowed):
    stage, to = pair

    assert may_move(stage=stage, to=to) is allowed


def test_every_stage_has_its_moves_and_its_words():
    assert list(MOVES) == list(Stage)
    assert list(LABELS) == list(Stage)


def test_a_plan_is_open_to_edits_exactly_while_it_can_go_on():
    """A withdrawn one can only be taken up again, and is closed until then."""
    going_on = {stage for stage in Stage if MOVES[stage] - {DRAFT}}

    assert going_on == OPEN
    assert {stage for stage in Stage if may_edit(stage)} == OPEN


def test_no_road_leads_to_a_held_session_but_through_the_prescribers_signature():
    before_held = {stage for stage in Stage if HELD in MOVES[stage]}
    before_cleared = {stage for stage in Stage if CLEARED in MOVES[stage]}

    assert before_held == {CLEARED}
    assert before_cleared == {SENT}


@pytest.mark.parametrize("pair", [pair for pair, allowed in TABLE.items() if not allowed], ids=str)
def test_a_refused_move_is_told_in_the_words_of_the_page(pair):
    stage, to = pair

    refusal = str(PlanCannotMove(stage.value, to))

    assert refusal == (
        f"This plan is {LABELS[stage].lower()}, so it cannot become {LABELS[to].lower()}. "
        "Please look at it again."
    )
