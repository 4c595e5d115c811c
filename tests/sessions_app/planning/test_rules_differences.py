"""What changed between two contents of one plan, in sentences."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.rules import Approach
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.rules.differences import BLANK, differences
from tests.factories.planning import NOW
from tests.sessions_app.planning.deeds import changes, do

APPROVAL = {
    "signed_digest": "a" * 64,
    "status": "active",
    "medicine": "Racemic ketamine",
    "form": "Lozenge",
    "dose_mg": "200.00",
    "planned_mg": "100.00",
    "prescriber": "Paul Adeyemi, MD",
    "valid_until": "2027-07-31",
}
PLAN = {
    "partners": [
        {"called": "Alex", "doses": True, "fraction": "1/2", "fraction_words": "about half",
         "role": "", "support": [], "approval": APPROVAL},
        {"called": "Robin", "doses": False, "fraction": "", "fraction_words": "takes no medicine",
         "role": "sitter", "support": ["words"], "approval": None},
    ],
    "approach": {"key": "solo", "name": "Solo", "version": 1,
                 "fit": {"level": "caution", "fired": [{"id": "AD5", "sentence": "Alone."}]},
                 "facts": {"goals": ["deep_shift"], "third_sober_adult": False}},
    "safety": {"stop_word": "Anchor", "ride": "", "touch": ["Holding hands"]},
    "intentions": {"joint": "Rest.", "agreed": ["Alex", "Robin"],
                   "private": {"a": "ZEBRAa", "b": "ZEBRAb"}},
    "preparation": {"questions": ["One?", "Two?"], "mode": "", "reflection_minutes": None,
                    "topics": [{"title": "Care", "opening": ""}, {"title": "Trust", "opening": ""}],
                    "confirmed": ["Both know."]},
    "session": {"starts_at": "2027-03-09T14:00-07:00", "zone": "America/Denver", "minutes": 150},
    "meetings": [{"kind": "next_day", "starts_at": "2027-03-10T10:00-07:00",
                  "zone": "America/Denver", "minutes": 60, "place": "Here"}],
}  # fmt: skip


def changed(**places):
    """The plan with these places changed; a path is written with double underscores."""
    after = deepcopy(PLAN)
    for path, value in places.items():
        *road, last = [int(key) if key.isdigit() else key for key in path.split("__")]
        here = after
        for key in road:
            here = here[key]
        here[last] = value
    return after


CASES = {
    "a word": ({"safety__stop_word": "Harbour"}, ["Stop word: now “Harbour”, before “Anchor”."]),
    "a first word": ({"safety__ride": "Kim"}, ["Ride home: now “Kim”, before nothing."]),
    "a yes": (
        {"approach__facts__third_sober_adult": True},
        ["A third sober adult there: now yes, before no."],
    ),
    "touch narrowed": (
        {"safety__touch": []},
        ["Touch agreed: now no touch, before Holding hands."],
    ),
    "touch no longer asked": (
        {"safety__touch": None},
        ["Touch agreed: now not asked of each alone, before Holding hands."],
    ),
    "a role": (
        {"partners__1__role": "chaperone", "partners__1__support": ["words", "presence"]},
        [
            "Robin, role: now Stand-by companion (chaperone): on hand, steps in only if needed, "
            "before Sitter: sober and actively supportive.",
            "Robin, supports by: added Just being there.",
        ],
    ),
    "who doses": (
        {"partners__1__doses": True, "partners__1__fraction": "1/1",
         "partners__1__fraction_words": "the full dose", "partners__1__approval": APPROVAL},
        [
            "Robin, takes medicine: now yes, before no.",
            "Robin, planned part of the dose: now “1/1”, before nothing.",
            "Robin, approval added (Racemic ketamine, Lozenge, approved by Paul Adeyemi, MD).",
        ],
    ),
    "a renewed approval": (
        {"partners__0__approval__signed_digest": "b" * 64,
         "partners__0__approval__planned_mg": "50.00"},
        [
            "Alex, approval, signature: now bbbbbbbbbbbb, before aaaaaaaaaaaa.",
            "Alex, planned part in mg: now 50, before 100.",
        ],
    ),
    "an approval gone": (
        {"partners__0__approval": None},
        ["Alex, approval taken out (Racemic ketamine, Lozenge, approved by Paul Adeyemi, MD)."],
    ),
    "another approach": (
        {"approach__key": "dual_psychedelic", "approach__name": "Dual"},
        ["Approach: now “dual_psychedelic”, before “solo”."],
    ),
    "another verdict": (
        {"approach__fit": {"level": "suitable", "fired": []}},
        ["Verdict: now “suitable”, before “caution”.", "Reason AD5 of the verdict: taken out."],
    ),
    "the same advice about both": (
        {"approach__fit": {"level": "caution", "fired": [
            {"id": "AD5", "sentence": "Alone."}, {"id": "AD5", "sentence": "Both."}]}},
        ["Reason AD5 of the verdict: added."],
    ),
    "what the verdict was reached with": (
        {"approach__fit": {"level": "caution", "fired": [{"id": "AD5", "sentence": "Alone."}],
                           "met": [{"seed": "S19", "sentence": "Healing first."}],
                           "facts": [{"side": "b", "fact": "Approval", "value": "Active"},
                                     {"side": "", "fact": "Where", "value": "Office"}]}},
        [
            "Indicator S19: added.",
            "Fact of the verdict, approval of partner B: added.",
            "Fact of the verdict, where: added.",
        ],
    ),
    "private words": (
        {"intentions__private__a": "LION"},
        ["The own words of partner A have changed."],
    ),
    "agreement withdrawn": (
        {"intentions__joint": "Trust.", "intentions__agreed": ["Alex"]},
        [
            "Joint intention: now “Trust.”, before “Rest.”.",
            "Robin agrees to the joint intention: taken out.",
        ],
    ),
    "questions": (
        {"preparation__questions": ["Two?", "Three?"]},
        ["Questions: added “Three?”.", "Questions: taken out “One?”."],
    ),
    "the order": (
        {"preparation__questions": ["Two?", "One?"]},
        ["Questions: now in another order."],
    ),
    "topics": (
        {"preparation__topics": [{"title": "Trust", "opening": "I wonder"},
                                 {"title": "Care", "opening": ""}]},
        [
            "Topic “Trust”, Opening: now “I wonder”, before nothing.",
            "Topics: now in another order.",
        ],
    ),
    "a silence": (
        {"preparation__mode": "couple_led", "preparation__reflection_minutes": 12},
        [
            "The talk: now Led by the couple, before nothing.",
            "Minutes of silent reflection: now 12, before nothing.",
        ],
    ),
    "another day": (
        {"session__starts_at": "2027-03-16T14:00-06:00"},
        [
            "Session: now Tue 16 March 2027, 14:00 (Denver), "
            "before Tue 9 March 2027, 14:00 (Denver)."
        ],
    ),
    "no day": (
        {"session__starts_at": None},
        ["Session: now without a date, before Tue 9 March 2027, 14:00 (Denver)."],
    ),
    "a moved meeting": (
        {"meetings__0__starts_at": "2027-03-10T11:30-07:00"},
        [
            "Next day meeting, time: now Wed 10 March 2027, 11:30 (Denver), "
            "before Wed 10 March 2027, 10:00 (Denver)."
        ],
    ),
    "a cancelled meeting": ({"meetings": []}, ["Next day meeting: taken out."]),
    "a part this rule has no name for": (
        {"safety__a_new_thing": "Here"},
        ["A new thing: now “Here”, before nothing."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_in_a_sentence(case):
    places, told = CASES[case]

    assert differences(PLAN, changed(**places)) == told


def test_nothing_changed_is_nothing_told():
    assert differences(PLAN, deepcopy(PLAN)) == []


def test_a_part_that_is_empty_in_one_and_unknown_to_the_other_is_no_change():
    assert differences(PLAN, PLAN | {"tasks": [], "words": ""}) == []


def test_a_plan_without_an_approach_gains_one():
    told = differences(PLAN | {"approach": None}, PLAN)

    assert told[:2] == [
        "Approach: now “solo”, before nothing.",
        "Version of the protocol: now 1, before nothing.",
    ]


def test_private_words_are_never_repeated():
    other = changed(intentions__private__a="LION", intentions__private__b="")

    assert differences(PLAN, other) == [
        "The own words of partner A have changed.",
        "The own words of partner B have changed.",
    ]


leaf = st.none() | st.booleans() | st.integers() | st.text(max_size=4)
plain = st.recursive(
    leaf | st.lists(st.text(max_size=4), max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("pqrs"), inner, max_size=3),
    max_leaves=8,
)


def _bare(value):
    """Without what is empty: the rule takes an empty place for one that is not there."""
    if isinstance(value, dict):
        kept = {key: _bare(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in BLANK}
    return value


@given(
    st.dictionaries(st.sampled_from("pqrs"), plain), st.dictionaries(st.sampled_from("pqrs"), plain)
)
def test_whatever_changed_is_told_and_only_that(before, after):
    assert (differences(before, after) == []) == (_bare(before) == _bare(after))


@pytest.mark.parametrize("approach", Approach)
def test_every_deed_that_changes_a_real_plan_is_told(approach, booked_as, thea):
    plan = booked_as(approach)
    before = read(plan)
    name = ("roles set", "stop_word")

    do(changes(plan)[name], plan, by=thea, at=NOW)

    assert differences(before, read(plan))[0] == "Stop word: now “Other”, before “Anchor”."


def read(plan):
    fresh = Plan.objects.get(pk=plan.pk)
    return content(fresh, on=facts.day_of(fresh, NOW))
