"""The built-in content is complete, and every sentence of the founding article it must carry is
carried somewhere."""

import re
from collections import Counter
from pathlib import Path

import pytest

from protocols import built_in
from protocols.rules import (
    CODES,
    FRACTIONS,
    LABELS,
    ROUTES,
    Approach,
    both_dose,
    indicators,
    stored,
    what_is_wrong,
)

CONTENTS = {approach: built_in.read(approach) for approach in Approach}
EVERY = pytest.mark.parametrize("approach", list(Approach))


def words(value):
    if isinstance(value, dict):
        return [text for each in value.values() for text in words(each)]
    if isinstance(value, list):
        return [text for each in value for text in words(each)]
    return [value] if isinstance(value, str) else []


def seeds(content):
    rows = [content, *(row for rows in content.values() if isinstance(rows, list) for row in rows)]
    return {int(number) for row in rows for number in re.findall(r"S(\d+)", row["seed"])}


@EVERY
def test_every_built_in_template_hangs_together(approach):
    content = CONTENTS[approach]

    assert what_is_wrong(content) == []
    assert (content["approach"], content["name"], content["fraction"], content["both_dose"]) == (
        approach,
        LABELS[approach],
        stored(FRACTIONS[approach]),
        both_dose(approach),
    )


@EVERY
def test_nothing_is_missing(approach):
    content = CONTENTS[approach]
    code = CODES[approach]

    assert [row["key"] for row in content["questions"]] == [f"{code}-Q{n:02}" for n in range(1, 13)]
    assert [row["key"] for row in content["topics"]] == [f"{code}-T{n:02}" for n in range(1, 9)]
    assert [row["key"] for row in content["starters"]] == [f"{code}-I{n}" for n in range(1, 7)]
    assert [row["key"] for row in content["prompts"]] == [f"{code}-N{n}" for n in range(1, 7)]
    assert {row["route"] for row in content["phases"]} == set(ROUTES)
    assert len([row for row in content["steps"] if row["common"]]) == 9
    assert Counter(row["list"] for row in content["items"] if row["common"]) == {
        "packing": 12,
        "room": 12,
    }


def test_the_parts_that_differ_by_approach_are_all_there():
    counts = {
        approach: (
            len([row for row in content["steps"] if not row["common"]]),
            len([row for row in content["items"] if not row["common"]]),
            len(content["indicators"]),
            len(content["prerequisites"]),
            [row["key"] for row in content["questions"] if row["private"]],
        )
        for approach, content in CONTENTS.items()
    }

    assert counts == {
        Approach.SOLO: (7, 5, 4, 4, ["A1-Q05"]),
        Approach.DUAL_PSYCHEDELIC: (7, 6, 4, 5, ["A2-Q06"]),
        Approach.DUAL_PSYCHOLYTIC: (6, 5, 4, 6, ["A3-Q12"]),
        Approach.EXTENDED_DISCUSSION: (7, 6, 3, 5, ["A4-Q11"]),
    }


# The middle of each flow as it was given, in minutes: what begins, when, and when it ends.
GIVEN = {
    (Approach.SOLO, "sublingual"): {"Inward rest": (15, 75), "Look-back": (95, 120)},
    (Approach.SOLO, "im"): {"Inward rest": (5, 65), "Look-back": (80, 110)},
    (Approach.SOLO, "iv"): {"Inward rest": (0, 65)},
    (Approach.SOLO, "nasal"): {"Inward rest": (10, 70)},
    (Approach.DUAL_PSYCHEDELIC, "sublingual"): {
        "Inward": (15, 80),
        "Gentle sharing": (130, 155),
    },
    (Approach.DUAL_PSYCHEDELIC, "im"): {"Inward": (5, 65), "Gentle sharing": (95, 120)},
    (Approach.DUAL_PSYCHEDELIC, "nasal"): {"Inward": (10, 80)},
    (Approach.DUAL_PSYCHOLYTIC, "sublingual"): {"Slow talk": (25, 80), "Closing": (95, 115)},
    (Approach.DUAL_PSYCHOLYTIC, "im"): {"Slow talk": (10, 60)},
    (Approach.DUAL_PSYCHOLYTIC, "nasal"): {"Slow talk": (15, 70)},
    (Approach.EXTENDED_DISCUSSION, "sublingual"): {"Planned talk": (20, 80)},
    (Approach.EXTENDED_DISCUSSION, "nasal"): {"Agenda": (10, 15), "Planned talk": (15, 60)},
}


@pytest.mark.parametrize(("flow", "given"), GIVEN.items(), ids=str)
def test_the_minutes_that_were_given_stand(flow, given):
    approach, route = flow

    spans = {
        row["title"]: (row["starts"], row["ends"])
        for row in CONTENTS[approach]["phases"]
        if row["route"] == route and row["title"] in given
    }

    assert spans == given


@EVERY
@pytest.mark.parametrize("route", ROUTES)
def test_every_flow_has_its_common_frame(approach, route):
    phases = [row for row in CONTENTS[approach]["phases"] if row["route"] == route]

    assert [row["title"] for row in phases[:3]] == ["Arrive", "Safety check", "Intention"]
    assert [row["title"] for row in phases[-2:]] == ["Readiness check", "Evening"]
    assert "“Do you want this today? Anything at home I should know?”" in phases[1]["text"]
    assert phases[-2]["text"].endswith("no distress, escort present.")
    in_view = [row["starts"] for row in phases if "A clinician stays in the room" in row["text"]]
    assert in_view == ([] if route == "sublingual" else [0])
    begun = [row["starts"] for row in phases if row["text"].startswith("The infusion begins")]
    assert begun == ([0] if route == "iv" else [])


@pytest.mark.parametrize("route", ROUTES)
def test_the_silent_reflection_takes_ten_to_fifteen_minutes(route):
    (reflection,) = [
        row
        for row in CONTENTS[Approach.EXTENDED_DISCUSSION]["phases"]
        if row["route"] == route and row["title"] == "Silent reflection"
    ]

    assert 10 <= reflection["ends"] - reflection["starts"] <= 15
    assert (reflection["ends"] == 0) == (route in ("im", "iv"))


def test_the_meetings_after_a_session():
    meetings = {
        approach: [
            (row["kind"], row["days_after"], row["minutes"], row["minutes_max"], row["required"])
            for row in content["meetings"]
        ]
        for approach, content in CONTENTS.items()
    }

    def course(same_day, next_day, required, one_week, one_month):
        return [
            ("same_day", 0, *same_day, False),
            ("next_day", 1, *next_day, required),
            ("one_week", 7, *one_week, False),
            ("one_month", 30, *one_month, False),
        ]

    assert meetings == {
        Approach.SOLO: course((20, 30), (50, 60), False, (50, 50), (50, 50)),
        Approach.DUAL_PSYCHEDELIC: course((20, 25), (75, 90), True, (60, 60), (60, 60)),
        Approach.DUAL_PSYCHOLYTIC: course((15, 20), (60, 75), True, (50, 60), (50, 50)),
        Approach.EXTENDED_DISCUSSION: course((10, 15), (50, 60), True, (50, 50), (50, 50)),
    }
    assert {
        row["kind"]: row["leads"] for content in CONTENTS.values() for row in content["meetings"]
    } == {
        "same_day": [],
        "next_day": [180],
        "one_week": [4320, 1440],
        "one_month": [4320, 1440],
    }


def test_every_sentence_that_a_template_must_carry_is_carried():
    carried = {approach: seeds(content) for approach, content in CONTENTS.items()}

    assert {approach: numbers & set(range(16, 60)) for approach, numbers in carried.items()} == {
        Approach.SOLO: {*range(16, 26), 43},
        Approach.DUAL_PSYCHEDELIC: {*range(26, 36), 43},
        Approach.DUAL_PSYCHOLYTIC: {*range(36, 49)},
        Approach.EXTENDED_DISCUSSION: {*range(49, 60), 43},
    }
    assert set.intersection(*carried.values()) == {7, 8, 9, 12, 13, 43, 60}
    assert max(set.union(*carried.values())) == 60


def test_the_fit_speaks_of_the_same_indicators_as_the_cards():
    source = Path(indicators.__file__).read_text(encoding="utf-8")
    of_the_cards = {row["seed"] for content in CONTENTS.values() for row in content["indicators"]}

    assert set(re.findall(r'"(S\d+)"', source)) == of_the_cards


@EVERY
def test_nothing_of_the_article_that_is_no_content_came_along(approach):
    told = " ".join(words(CONTENTS[approach])).lower()

    for noise in ("http", "www.", "source", "comment", "photo", "street", "shutterstock", "getty"):
        assert noise not in told


@EVERY
def test_the_words_are_set_as_print_and_carry_no_marks_of_the_workshop(approach):
    told = [text for text in words(CONTENTS[approach]) if not re.fullmatch(r"[S\d ]*", text)]

    for text in told:
        assert not re.search(r"""["'`*\[\]_]|\bTODO\b""", text) or re.fullmatch(r"[a-z_]+", text)
        assert text == " ".join(text.split())
    assert "psychedelic drug" not in " ".join(told)


def test_a_gentle_session_of_two_is_not_called_sober():
    during = [
        row["text"] for row in CONTENTS[Approach.DUAL_PSYCHOLYTIC]["phases"] if row["starts"] >= 0
    ]

    assert during
    assert [text for text in during if "sober" in text] == []
