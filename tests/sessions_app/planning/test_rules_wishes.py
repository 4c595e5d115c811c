import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.rules import FRACTIONS, Approach
from sessions_app.approvals import rules as approvals
from sessions_app.planning.rules import wishes
from sessions_app.planning.rules.gates import ADVICE
from sessions_app.planning.rules.wishes import TOUCH, agreed_touch, confirmations_for

answers = st.lists(st.sampled_from(list(TOUCH)), unique=True)


@given(answers, answers)
def test_agreed_touch_is_what_both_said_yes_to_whoever_was_asked_first(a, b):
    agreed = agreed_touch(a, b)

    assert set(agreed) == set(a) & set(b)
    assert agreed == agreed_touch(b, a)
    assert agreed == [kind for kind in TOUCH if kind in agreed]


def test_one_partner_who_wants_no_touch_is_enough():
    assert agreed_touch([], list(TOUCH)) == []


@pytest.mark.parametrize(
    ("approach", "own"),
    [
        (Approach.SOLO, ["sitter_card", "look_back", "swap"]),
        (Approach.DUAL_PSYCHEDELIC, ["shades", "gentle", "early_return"]),
        (
            Approach.DUAL_PSYCHOLYTIC,
            ["private_place", "music", "i_statements", "listening", "pause"],
        ),
        (Approach.EXTENDED_DISCUSSION, ["curiosity", "park_it"]),
    ],
)
def test_what_is_confirmed_for_every_approach_and_for_this_one(approach, own):
    found = [confirmation.key for confirmation in confirmations_for(approach.value)]

    assert found == ["discussed", *own, "emergency_card"]


def test_every_confirmation_is_a_sentence_with_its_number_and_a_key_of_its_own():
    keys = [confirmation.key for confirmation in wishes.CONFIRMATIONS]

    assert len(set(keys)) == len(keys)
    assert all(c.sentence.endswith(".") for c in wishes.CONFIRMATIONS)
    numbered = [c.seed for c in wishes.CONFIRMATIONS if c.kind == "hard"]
    assert all(seed[0] == "S" and seed[1:].isdigit() for seed in numbered)
    assert all(c.gate in ADVICE for c in wishes.CONFIRMATIONS if c.kind == "advice")


def test_the_approaches_and_their_fractions_are_those_of_the_protocols():
    named = [wishes.SOLO, wishes.FULL, wishes.HALF, wishes.QUARTER]

    assert named == [approach.value for approach in Approach]
    assert set(approvals.FRACTIONS.values()) == set(FRACTIONS.values())
    assert set(approvals.FRACTIONS) == set(approvals.FRACTION_LABELS)
