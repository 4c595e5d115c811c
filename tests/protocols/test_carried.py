"""What a wording goes on carrying; each loss is made in a copy of a template that has it all."""

from copy import deepcopy

import pytest

from protocols.built_in import read
from protocols.rules import Approach, what_is_wrong
from protocols.rules.carried import SPOKEN, carried_by, stays
from protocols.rules.sections import SECTIONS, rows_of

SOLO, PSYCHEDELIC, PSYCHOLYTIC, DISCUSSION = Approach
OF_ROWS = [section for section in SECTIONS.values() if section.part not in ("", "meetings")]


def without(content, key, seed):
    """The content without the rows of this section that carry this."""
    section = SECTIONS[key]
    gone = [row for row in rows_of(content, section) if seed in row["seed"].split()]
    rest = [row for row in content[section.part] if row not in gone]
    return content | {section.part: rest}


@pytest.mark.parametrize("approach", Approach)
def test_the_table_says_what_the_built_in_rows_carry(approach):
    content = read(approach)

    carried = {
        section.key: {seed for row in rows_of(content, section) for seed in row["seed"].split()}
        for section in OF_ROWS
        if "seed" in rows_of(content, section)[0]
    }

    # Why an approach was chosen (S60) is told by the fit, whatever the steps say.
    assert {key: seeds - {"S60"} for key, seeds in carried.items()} == {
        key: set(carried_by(approach, SECTIONS[key])) for key in carried
    }


def test_every_step_that_has_to_stay_has_its_words():
    owed = {
        seed for approach in Approach for section in OF_ROWS
        for seed in carried_by(approach, section)
    }  # fmt: skip

    assert set(SPOKEN) == owed


@pytest.mark.parametrize(
    ("approach", "key", "seed", "sentence"),
    [
        (SOLO, "steps", "S23", "Preparation steps: no row is about the sitter card any more."),
        (PSYCHEDELIC, "packing", "S33",
         "What to bring: no row is about eye shades and headphones any more."),
        (PSYCHOLYTIC, "room", "S43", "The room: no row is about a private place any more."),
        (DISCUSSION, "steps", "S56",
         "Preparation steps: no row is about the silent reflection any more."),
        (DISCUSSION, "steps", "S9",
         "Preparation steps: no row is about the prescriber’s review any more."),
    ],
)  # fmt: skip
def test_a_step_of_the_approach_cannot_be_left_out(approach, key, seed, sentence):
    assert sentence in what_is_wrong(without(read(approach), key, seed))


def reflection(content, part, route=None):
    return next(
        row for row in content[part]
        if "S56" in row["seed"].split() and route in (None, row.get("route"))
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sit in silence for 10–15 min.", None),
        ("Sit in silence for 12 minutes.", None),
        ("Sit in silence for 9 min.", "The silent reflection lasts 10 to 15 minutes."),
        ("Sit in silence for 10-16 min.", "The silent reflection lasts 10 to 15 minutes."),
        ("Sit in silence for a while.", "Name the 10–15 min of silent reflection."),
    ],
)
def test_the_step_of_the_silent_reflection_names_its_ten_to_fifteen_minutes(text, told):
    content = deepcopy(read(DISCUSSION))
    reflection(content, "steps")["text"] = text

    assert what_is_wrong(content) == ([f"Preparation steps: {told}"] if told else [])


@pytest.mark.parametrize(("starts", "lasts"), [(-9, 9), (-10, None), (-15, None), (-16, 16)])
def test_the_phase_of_the_silent_reflection_lasts_ten_to_fifteen_minutes(starts, lasts):
    content = deepcopy(read(DISCUSSION))
    phases = [row for row in content["phases"] if row["route"] == "im"]
    phase = reflection(content, "phases", "im")
    before = phases[phases.index(phase) - 1] if phases[0] is not phase else None
    phase["starts"] = starts
    if before:
        before["ends"] = starts
    told = f"The silent reflection lasts 10 to 15 minutes; here it is {lasts}."

    assert what_is_wrong(content) == (
        [f"The day: Injection into a muscle: {told}"] if lasts else []
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [("20 min of silence.", "The silent reflection lasts 10 to 15 minutes."),
     ("Sit down.", "Name the 10–15 min of silent reflection.")],
)  # fmt: skip
def test_the_first_step_of_an_extended_discussion_is_the_silent_reflection(words, told):
    content = read(DISCUSSION) | {"first_step": words}

    assert what_is_wrong(content) == [f"The text “first step”: {told}"]
    assert what_is_wrong(read(SOLO) | {"first_step": words}) == []


def test_a_row_stays_only_while_no_other_says_the_same():
    card, sheet, pens = ({"seed": seed} for seed in ("S58", "S52 S58", ""))

    assert stays(card, [card, pens], ("S58",))
    assert not stays(card, [card, sheet, pens], ("S58",))
    assert stays(sheet, [card, sheet, pens], ("S52", "S58"))
    assert not stays(pens, [card, sheet, pens], ("S52", "S58"))
