"""Where a folder may go, when two contacts are one, and what that changes."""

from itertools import product
from types import SimpleNamespace

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
        ("303-555-0151", "+1 303-555-0151", True),
        ("303-555-0151", "1-303-555-0151", True),
        ("303-555-0151", "001 303 5550151", True),
        ("303-555-0151", "555-0151", True),
        ("07700 900123", "+44 7700 900123", True),
        ("+44 (0)7700 900123", "0044 7700 900123", True),
        ("303-555-0151", "720-555-0151", False),
        ("911", "303-555-0911", False),
        ("911", "911", True),
        ("0", "00", False),
        ("", "", False),
        ("none", "none", False),
    ],
)
def test_one_telephone_however_it_is_written(one, other, same):
    assert contacts.same_phone(one, other) is same
    assert contacts.same_phone(other, one) is same


HOME, OWN, QUIET = "home@x.example", "own@x.example", "quiet@x.example"


@pytest.mark.parametrize(
    ("alex", "robin", "one"),
    [
        ((HOME, ""), (HOME, ""), True),
        ((HOME, ""), ("Home@X.example", ""), True),
        ((HOME, ""), (OWN, ""), False),
        ((HOME, QUIET), (HOME, ""), False),
        ((HOME, ""), (HOME, QUIET), False),
        ((HOME, HOME), (HOME, ""), False),
        ((HOME, QUIET), (HOME, QUIET), False),
        ((HOME, QUIET), (OWN, QUIET), False),
        ((HOME, QUIET), (QUIET, ""), False),
    ],
)
def test_letters_go_to_one_mailbox_only_where_both_use_the_ordinary_one(alex, robin, one):
    pair = [SimpleNamespace(email=email, quiet_email=quiet) for email, quiet in (alex, robin)]

    assert contacts.one_mailbox(*pair) is one
    assert contacts.one_mailbox(*reversed(pair)) is one


@pytest.mark.parametrize(
    ("other_phone", "allowed", "may"),
    [
        ("(303) 5550151", (True, True), True),
        ("(303) 5550151", (True, False), False),
        ("(303) 5550151", (False, True), False),
        ("(303) 5550151", (False, False), False),
        ("303-555-0152", (True, False), True),
        ("303-555-0152", (False, True), False),
        ("", (True, False), True),
    ],
)
def test_a_message_is_left_at_a_shared_number_only_if_both_allow_it(other_phone, allowed, may):
    phones = ("303-555-0151", other_phone)

    assert contacts.may_leave_message(phones=phones, allowed=allowed) is may
