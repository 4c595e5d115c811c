"""What is different between two versions, found part by part."""

from copy import deepcopy

import pytest

from protocols.built_in import read
from protocols.rules import Approach
from protocols.rules.compare import Change, Part, compare
from protocols.rules.search import Found, find


@pytest.fixture
def before():
    return read(Approach.SOLO)


@pytest.fixture
def after(before):
    return deepcopy(before)


def test_nothing_is_different_in_a_copy(before, after):
    assert compare(before, after) == []


def test_a_text_reads_otherwise(before, after):
    after["talk"] = "None."

    assert compare(before, after) == [
        Part("words", "What it is", (Change("changed", "Talk", before["talk"], "None."),), False)
    ]


def test_questions_are_matched_by_their_key(before, after):
    first, second, third, *rest = after["questions"]
    new = first | {"key": "A1-Q13", "text": "What would help?"}
    after["questions"] = [first | {"text": "Otherwise?"}, third, *rest, new]

    (part,) = compare(before, after)

    assert (part.key, part.name, part.moved) == ("questions", "Preparation questions", False)
    assert [(change.kind, change.what) for change in part.changes] == [
        ("changed", "A1-Q01"),
        ("came", "A1-Q13"),
        ("went", "A1-Q02"),
    ]
    assert part.changes[0].after == "Otherwise? (dosing partner)"
    assert part.changes[2].before.startswith(second["text"])


def test_another_order_is_said_and_is_no_other_word(before, after):
    after["questions"].reverse()
    after["steps"].reverse()

    assert compare(before, after) == [
        Part("steps", "Preparation steps", (), True),
        Part("questions", "Preparation questions", (), True),
    ]


def test_lists_without_keys_are_matched_by_their_words(before, after):
    packing = [row for row in after["items"] if row["list"] == "packing"]
    packing[0]["text"] = "A letter."
    after["items"].remove(packing[-1])

    (part,) = compare(before, after)

    assert part.key == "packing"
    assert [(change.kind, change.after) for change in part.changes] == [
        ("changed", "A letter."),
        ("went", ""),
    ]


def test_minutes_lead_times_and_audiences_are_differences_too(before, after):
    after["phases"][-1]["starts"] += 5
    next(row for row in after["meetings"] if row["kind"] == "one_week")["leads"] = [1440]
    after["starters"][0]["audience"] = "dosing"
    after["prompts"][0]["when"] = "one_week"
    after["topics"][0]["follow_ups"] = ["Other?"]

    assert [part.key for part in compare(before, after)] == [
        "topics", "starters", "sublingual", "prompts", "meetings",
    ]  # fmt: skip


def test_a_search_finds_each_line_that_holds_all_the_words(before):
    assert find(before, "trust WOBBLE") == [
        Found(
            "topics",
            "Discussion topics",
            "Trust: When did trust grow a little? When did it wobble, and what repaired it?",
        )
    ]
    assert find(before, "nervous about the medicine")[0].anchor == "fits"
    assert find(before, before["first_step"])[0].where == "First step"
    assert find(before, "  ") == []
