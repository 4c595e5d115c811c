"""Where a folder may go, and when two contacts are one."""

from itertools import product

import pytest

from sessions_app.couples.rules import contacts, stages
from sessions_app.couples.rules.stages import Stage

OPEN, PAUSED, CLOSED, SEPARATED, MERGED = Stage
ALLOWED = {
    (OPEN, PAUSED),
    (OPEN, CLOSED),
    (OPEN, SEPARATED),
    (OPEN, MERGED),
    (PAUSED, OPEN),
    (PAUSED, CLOSED),
    (PAUSED, SEPARATED),
    (PAUSED, MERGED),
    (CLOSED, OPEN),
}


@pytest.mark.parametrize(("stage", "to"), list(product(Stage, Stage)))
def test_where_a_folder_may_go(stage, to):
    assert stages.may_move(stage=stage, to=to) is ((stage, to) in ALLOWED)


@pytest.mark.parametrize("stage", Stage)
def test_only_an_open_folder_may_be_planned_for_and_every_other_says_why(stage):
    assert stages.may_plan(stage) is (stage == OPEN)
    assert (stage in stages.WHY_NOT) is (stage != OPEN)
    assert stages.has_ended(stage) is (stage in {CLOSED, SEPARATED, MERGED})
    assert stages.LABELS[stage]
    assert stages.TONES[stage]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a@x.example", "A@X.example ", True),
        ("a@x.example", "b@x.example", False),
        ("", "", False),
        (" ", "", False),
    ],
)
def test_one_mailbox_however_it_is_written(one, other, same):
    assert contacts.same_mailbox(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("303-555-0151", "(303) 555 0151", True),
        ("303-555-0151", "303-555-0152", False),
        ("", "", False),
        ("none", "none", False),
    ],
)
def test_one_telephone_however_it_is_written(one, other, same):
    assert contacts.same_phone(one, other) is same
