"""Does a template hang together? Each fault is made in a copy of a template that does."""

from copy import deepcopy

import pytest

from protocols.built_in import read
from protocols.rules import Approach, canonical, digest, what_is_wrong


@pytest.fixture
def content():
    return deepcopy(read(Approach.DUAL_PSYCHOLYTIC))


def phase(content, title, route="sublingual"):
    rows = (row for row in content["phases"] if row["route"] == route)
    return next(row for row in rows if row["title"] == title)


def meeting(content, kind):
    return next(row for row in content["meetings"] if row["kind"] == kind)


def another_approach(content):
    content["approach"] = "swap"


def a_third(content):
    content["fraction"] = "1/3"


def one_doses(content):
    content["both_dose"] = False


def number_nought(content):
    content["number"] = 0


def no_definition(content):
    content["definition"] = "  "


def an_empty_question(content):
    content["questions"][3]["text"] = ""


def no_questions(content):
    content["questions"] = []


def a_tag(content):
    content["questions"][3]["text"] = "What <b>helps</b>?"


def an_amount(content):
    content["topics"][0]["follow_ups"][0] = "Would 50 mg be enough?"


def too_many_starters(content):
    first = content["starters"][0]
    content["starters"] = [first | {"key": f"A3-I{n}"} for n in range(1, 42)]


def no_steps(content):
    content["steps"] = []


def no_room_list(content):
    content["items"] = [row for row in content["items"] if row["list"] != "room"]


def a_strange_key(content):
    content["topics"][0]["key"] = "A1-T01"


def a_key_twice(content):
    content["questions"][1]["key"] = "A3-Q01"


def a_lonely_topic(content):
    content["topics"][2]["follow_ups"] = []


def no_prompt_after_a_week(content):
    content["prompts"][4]["when"] = "one_month"


def no_nasal_flow(content):
    content["phases"] = [row for row in content["phases"] if row["route"] != "nasal"]


def a_gap(content):
    phase(content, "Slow talk")["ends"] = 75


def a_phase_backwards(content):
    phase(content, "Slow talk")["ends"] = 20


def no_end_in_the_middle(content):
    phase(content, "Slow talk")["ends"] = None


def no_start_at_t0(content):
    phase(content, "Intention")["ends"] = 5
    phase(content, "Hold, quiet")["starts"] = 5


def home_too_early(content):
    phase(content, "Readiness check")["ends"] = 119
    phase(content, "Evening")["starts"] = 119


def two_next_days(content):
    content["meetings"].append(dict(meeting(content, "next_day")))


def a_meeting_of_no_length(content):
    meeting(content, "one_week")["minutes"] = 0


def leads_out_of_order(content):
    meeting(content, "one_week")["leads"] = [1440, 4320]


def a_free_next_day(content):
    meeting(content, "next_day")["required"] = False


FAULTS = {
    another_approach: "“swap” is not one of the four approaches.",
    a_third: "The fraction of this approach is 1/2.",
    one_doses: "Who doses does not match the approach.",
    number_nought: "The version number starts at 1.",
    no_definition: "The text “definition” is empty.",
    an_empty_question: "One of the questions is empty.",
    no_questions: "There are no questions.",
    a_tag: "Preparation questions: Write plain words: HTML is not kept, so “<” may not begin a "
    "tag.",
    an_amount: "Discussion topics: A template names no amount. The prescriber alone sets a dose.",
    too_many_starters: "There are more than 40 starters.",
    no_steps: "There are no steps.",
    no_room_list: "The room list is empty.",
    a_strange_key: "“A1-T01” is not a key of the topics of A3.",
    a_key_twice: "The key “A3-Q01” is used twice.",
    a_lonely_topic: "The topic “The moment I close” lacks a follow-up question.",
    no_prompt_after_a_week: "There is no integration prompt for the one week.",
    no_nasal_flow: "The flow for “Nasal spray” is missing.",
    a_gap: "Under the tongue: “Rest” does not begin where “Slow talk” ends.",
    a_phase_backwards: "Under the tongue: A phase ends before it has begun.",
    no_end_in_the_middle: "Under the tongue: The last phase, and only the last, has no end.",
    no_start_at_t0: "Under the tongue: No phase begins at T0.",
    home_too_early: "Under the tongue: Somebody would leave before T+120.",
    two_next_days: "There are 2 meetings for the next day where 1 is needed.",
    a_meeting_of_no_length: "The length of the meeting for the one week does not add up.",
    leads_out_of_order: "The lead times for the one week are not in order, the longest first.",
    a_free_next_day: "Where both dose, the next-day meeting is required.",
}


@pytest.mark.parametrize(
    ("fault", "sentence"), FAULTS.items(), ids=lambda x: getattr(x, "__name__", "")
)
def test_a_fault_is_told_in_one_sentence(fault, sentence, content):
    fault(content)

    assert what_is_wrong(content) == [sentence]


def test_several_faults_are_told_together(content):
    no_definition(content)
    no_questions(content)

    assert what_is_wrong(content) == [FAULTS[no_definition], FAULTS[no_questions]]


def test_the_digest_follows_the_words_and_not_their_order(content):
    turned = dict(reversed(content.items()))
    changed = content | {"talk": "Fast."}

    assert canonical(turned) == canonical(content)
    assert digest(turned) == digest(content)
    assert digest(changed) != digest(content)
