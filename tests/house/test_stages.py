"""The diagrams that people read are the tables that the code obeys."""

import re

import pytest

from sessions_app.approvals import rules as approvals
from sessions_app.couples.rules import stages as folders
from sessions_app.planning.rules import stages
from tests.house.code import ROOT
from tests.house.drawing import drawn

TABLES = {
    "The stages of a plan": stages.MOVES,
    "The states of an approval": approvals.MOVES,
    "Where a folder may go": folders.MOVES,
}


@pytest.mark.parametrize("title", TABLES)
def test_the_diagram_in_the_readme_is_drawn_from_the_moves(title):
    readme = (ROOT / "sessions_app" / "README.md").read_text()
    diagram = re.search(rf"## {title}\n\n```\n(.*?)\n```", readme, re.DOTALL)

    assert diagram.group(1) == drawn(TABLES[title])


@pytest.mark.parametrize("title", TABLES)
def test_the_drawing_shows_every_move_and_no_other(title):
    moves = TABLES[title]
    lines = dict(line.split("→") for line in drawn(moves).splitlines())
    shown = {
        stage.strip(): set(goals.strip().split(", ")) - {"stays"} for stage, goals in lines.items()
    }

    assert shown == {stage: {to.value for to in goals} for stage, goals in moves.items()}


def test_every_state_of_an_approval_has_its_moves_and_its_words():
    states = set(approvals.Status) - approvals.BY_THE_DAY

    assert set(approvals.MOVES) == states
    assert set(approvals.STATE_WORDS) == set(approvals.Status)
