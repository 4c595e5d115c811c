"""The stage diagram that people read is the table that the code obeys."""

import re

from sessions_app.planning.rules.stages import MOVES, Stage
from tests.house.code import ROOT
from tests.house.drawing import drawn


def test_the_diagram_in_the_readme_is_drawn_from_the_moves():
    readme = (ROOT / "sessions_app" / "README.md").read_text()
    diagram = re.search(r"## The stages of a plan\n\n```\n(.*?)\n```", readme, re.DOTALL)

    assert diagram.group(1) == drawn(MOVES)


def test_the_drawing_shows_every_move_and_no_other():
    lines = dict(line.split("→") for line in drawn(MOVES).splitlines())
    shown = {
        Stage(stage.strip()): set(goals.strip().split(", ")) - {"stays"}
        for stage, goals in lines.items()
    }

    assert shown == {stage: {to.value for to in goals} for stage, goals in MOVES.items()}
