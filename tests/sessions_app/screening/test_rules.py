from itertools import product

import pytest

from sessions_app.people.rules import Role, may
from sessions_app.screening.rules import (
    Experience,
    Safety,
    first_time_fits,
    flags,
    health,
    medicines,
    safety,
    safety_of,
)
from sessions_app.screening.rules.flags import Kind, State
from tests.factories.screening import NOTHING_RAISED

NONE, SOME, EXPERIENCED = Experience
MEDICAL, SAFETY, ACUTE = Kind
OPEN, ASSESSED, CLOSED = State
# (kind, state): where it goes next, and which roles may take it there (brief 3.1, 3.7, 5.3).
STEPS = {
    (MEDICAL, OPEN): (CLOSED, {Role.PRESCRIBER}),
    (MEDICAL, ASSESSED): (None, set()),
    (MEDICAL, CLOSED): (None, set()),
    (SAFETY, OPEN): (CLOSED, {Role.THERAPIST, Role.PRESCRIBER}),
    (SAFETY, ASSESSED): (None, set()),
    (SAFETY, CLOSED): (None, set()),
    (ACUTE, OPEN): (ASSESSED, {Role.THERAPIST, Role.PRESCRIBER}),
    (ACUTE, ASSESSED): (CLOSED, {Role.PRESCRIBER}),
    (ACUTE, CLOSED): (None, set()),
}
# What each alarming answer opens: a concern at once, a flag to look at, or an acute risk.
ALARMS = {
    "physical_harm": ("yes", "concern"),
    "forced_sex": ("yes", "concern"),
    "threats": ("yes", "concern"),
    "fear": ("yes", "concern"),
    "control": ("yes", "concern"),
    "free_to_say_no": ("no", "concern"),
    "altered_pressure": ("yes", "concern"),
    "separation_talk": ("yes", "look"),
    "weapons": ("yes", "look"),
    "self_harm": ("yes", "acute"),
}


@pytest.mark.parametrize(
    ("first_ketamine", "experience", "fits"),
    [
        (True, NONE, True),
        (True, SOME, True),
        (True, EXPERIENCED, True),
        (False, NONE, False),
        (False, SOME, True),
        (False, EXPERIENCED, True),
    ],
)
def test_who_has_no_experience_has_the_first_session_ahead(first_ketamine, experience, fits):
    assert first_time_fits(first_ketamine=first_ketamine, experience=experience) is fits
    assert first_time_fits(first_ketamine=first_ketamine, experience=experience.value) is fits


@pytest.mark.parametrize(("kind", "state"), list(product(Kind, State)))
def test_where_a_flag_goes_and_who_takes_it_there(kind, state):
    to, roles = STEPS[kind, state]
    asked = flags.asks_for(kind=kind, state=state)

    assert flags.next_step(kind=kind, state=state) == to
    assert {role for role in Role if asked and may(roles=[role], action=asked)} == roles


@pytest.mark.parametrize(
    ("assessed", "closed", "state"),
    [(False, False, OPEN), (True, False, ASSESSED), (True, True, CLOSED), (False, True, CLOSED)],
)
def test_the_state_of_a_flag_follows_from_what_was_done(assessed, closed, state):
    assert flags.state(assessed=assessed, closed=closed) == state


def test_every_question_is_in_the_table_of_alarms():
    assert list(ALARMS) == list(safety.QUESTIONS)


@pytest.mark.parametrize("key", ALARMS)
def test_a_single_alarm_counts_whatever_else_was_answered(key):
    answer, weight = ALARMS[key]
    question = safety.QUESTIONS[key]

    assert safety.raised(NOTHING_RAISED | {key: answer}) == [key]
    assert safety.is_concern(key) is (weight == "concern")
    assert (question.kind == Kind.ACUTE) is (weight == "acute")


def test_answers_without_an_alarm_raise_nothing():
    assert safety.raised(NOTHING_RAISED) == []
    assert safety.raised(dict.fromkeys(ALARMS, "unasked")) == []
    assert safety.raised({}) == []


@pytest.mark.parametrize("key", ALARMS)
def test_one_question_left_out_leaves_the_interview_incomplete(key):
    matters = ALARMS[key][1] != "look"

    assert safety.asked_all(NOTHING_RAISED)
    assert safety.asked_all(NOTHING_RAISED | {key: "unasked"}) is not matters


@pytest.mark.parametrize(
    ("concern_open", "asked_all", "expected"),
    [
        (True, True, Safety.CONCERN),
        (True, False, Safety.CONCERN),
        (False, True, Safety.NO_CONCERN),
        (False, False, Safety.NOT_DONE),
    ],
)
def test_an_open_concern_outweighs_every_answer(concern_open, asked_all, expected):
    assert safety_of(concern_open=concern_open, asked_all=asked_all) == expected


def test_no_label_ever_says_safe():
    from_tables = [safety.ANSWERS, health.ANSWERS, flags.LABELS]
    said = " ".join(words for table in from_tables for words in table.values()).lower()

    assert "safe" not in said.replace("safety", "")


YES, NO, MILD, WORSE = (
    {"liver": {"answer": answer, "words": words}}
    for answer, words in (("yes", ""), ("no", ""), ("yes", "Mild."), ("yes", "Worse."))
)
UNKNOWN = {"liver": {"answer": "unknown", "words": ""}}


@pytest.mark.parametrize(
    ("before", "now", "raised"),
    [
        ({}, {}, []),
        ({}, YES, ["liver"]),
        ({}, NO, []),
        ({}, UNKNOWN, []),
        (NO, YES, ["liver"]),
        (YES, YES, []),
        (MILD, WORSE, ["liver"]),
        (YES, NO, []),
    ],
)
def test_a_yes_raises_when_it_is_new_or_told_otherwise(before, now, raised):
    assert health.newly_raised(before=before, now=now) == raised


def test_every_topic_has_a_reading_and_a_source_and_one_name():
    known = [*safety.QUESTIONS, *safety.EARLIER, *health.TOPICS, *medicines.GROUPS]

    assert len(known) == len(set(known))
    assert max(map(len, known)) <= 24
    assert all(topic.reading and topic.source for topic in health.TOPICS.values())
    assert all(group.why and group.source for group in medicines.GROUPS.values())
    assert [key for key, topic in health.TOPICS.items() if topic.kind == Kind.ACUTE] == [
        "suicidal_intent"
    ]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", []),
        ("  \n\n", []),
        ("Sertraline  50 mg\n\n a pill \n", ["Sertraline 50 mg", "a pill"]),
    ],
)
def test_a_list_is_one_medicine_a_line(words, lines):
    assert medicines.tidy(words) == lines
