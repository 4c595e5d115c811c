"""Every gate, open and closed, for each approach (brief 2.7)."""

from dataclasses import fields, replace

import pytest

from sessions_app.planning.rules.dates import Problem
from sessions_app.planning.rules.gates import (
    ADVICE,
    Gate,
    hard,
    next_day_seed,
    open_gates,
    waived_gates,
)
from sessions_app.planning.rules.told import PlanFacts
from sessions_app.planning.rules.wishes import (
    CONFIRMATIONS,
    FULL,
    HALF,
    QUARTER,
    SOLO,
    confirmations_for,
)
from tests.sessions_app.planning.closed import ALEX, APPROACHES, ROBIN, SOBER, named, ready, told

EVERYWHERE = [
    ({"day_is_near": True}, ("after", "", "day",
     "The question asked of each alone is not settled for both. Until it is: not today.")),
    ({"day_is_here": True, "checked": True}, ("after", "", "advice",
     "Day-of vitals are not settled.")),
    ({"day_is_here": True, "measured": True}, ("after", "", "advice",
     "The safety check of the day is not settled.")),
    ({"verdict": "not_now"}, ("fit", "S13", "hard",
     "The chosen approach does not fit the facts as they are now.")),
    ({"stop_word": ""}, ("roles", "", "advice", "A stop word and a hand sign are missing.")),
    ({"hand_sign": ""}, ("roles", "", "advice", "A stop word and a hand sign are missing.")),
    ({"touch_answered": False}, ("roles", "", "advice",
     "Touch has not been asked of each partner alone.")),
    ({"companion": ""}, ("roles", "", "advice", "No companion is named.")),
    ({"companion_confirmed": False}, ("roles", "", "advice",
     "The companion has not confirmed yet.")),
    ({"ride": ""}, ("roles", "", "advice", "No ride home is arranged.")),
    ({"ride_confirmed": False}, ("roles", "", "advice", "The ride home is not confirmed yet.")),
    ({"both_agree": False}, ("intentions", "S32", "hard",
     "Both partners have to agree to the joint intention.")),
    ({"session_booked": False}, ("schedule", "S12", "hard", "The session has no date yet.")),
    ({"day_is_over": True}, ("schedule", "S12", "hard",
     "The day of the session is over. Record that it took place, or choose a new day.")),
]  # fmt: skip
OWN = [
    (SOLO, {"dosing": (ALEX, ROBIN)}, ("roles", "S16", "hard",
     "Choose which one of the two doses.")),
    (SOLO, {"dosing": (SOBER, SOBER)}, ("roles", "S16", "hard",
     "Choose which one of the two doses.")),
    (SOLO, {"nondosing_role": ""}, ("roles", "S22", "hard",
     "Agree on the sober partner's role and way to support.")),
    (SOLO, {"support_styles": ()}, ("roles", "S22", "hard",
     "Agree on the sober partner's role and way to support.")),
    (SOLO, {"joint_intention": ""}, ("intentions", "", "advice",
     "The joint intention is not written yet.")),
    (FULL, {"joint_intention": ""}, ("intentions", "S32", "hard",
     "The joint intention is not written yet.")),
    (HALF, {"joint_intention": ""}, ("intentions", "", "advice",
     "The joint intention is not written yet.")),
    (QUARTER, {"joint_intention": ""}, ("intentions", "", "advice",
     "The joint intention is not written yet.")),
    (HALF, {"questions": 0}, ("preparation", "S45", "hard",
     "Choose the questions that will serve as prompts.")),
    (QUARTER, {"topics": 0}, ("preparation", "S52", "hard",
     "The agenda needs one to three topics.")),
    (QUARTER, {"topics": 4}, ("preparation", "S52", "hard",
     "The agenda needs one to three topics.")),
    *(
        (approach, {"dosing": (ALEX, replace(SOBER, part_fits=True))}, ("fit", seed, "hard",
         "In this approach both partners dose. Choose the approach anew."))
        for approach, seed in ((FULL, "S26"), (HALF, "S36"), (QUARTER, "S49"))
    ),
    (QUARTER, {"mode": ""}, ("preparation", "S50", "hard", "Say who leads the talk.")),
    (QUARTER, {"reactivity": "high"}, ("preparation", "", "advice",
     "Reactivity is high: the therapist leads this talk.")),
    (QUARTER, {"reflection_minutes": None}, ("preparation", "S56", "hard",
     "Set the silent reflection to 10 to 15 minutes.")),
    (QUARTER, {"reflection_minutes": 9}, ("preparation", "S56", "hard",
     "Set the silent reflection to 10 to 15 minutes.")),
    (QUARTER, {"reflection_minutes": 16}, ("preparation", "S56", "hard",
     "Set the silent reflection to 10 to 15 minutes.")),
]  # fmt: skip
NEXT_DAY = {SOLO: ("", "advice"), FULL: ("S35", "hard"), HALF: ("S48", "hard"),
            QUARTER: ("S59", "hard")}  # fmt: skip
# Brief 2.7, without what it calls advice. S57 is one gate with S52.
SEEDS = {
    SOLO: {"S8", "S10", "S11", "S12", "S22", "S23", "S24", "S25"},
    FULL: {"S8", "S10", "S11", "S12", "S32", "S33", "S34", "S35"},
    HALF: {"S8", "S10", "S11", "S12", "S43", "S44", "S45", "S46", "S47", "S48"},
    QUARTER: {"S8", "S10", "S11", "S12", "S50", "S52", "S56", "S58", "S59"},
}


@pytest.mark.parametrize("approach", APPROACHES)
def test_nothing_stands_in_the_way_of_a_plan_that_has_everything(approach):
    assert open_gates(ready(approach)) == []


def test_a_talk_of_high_reactivity_may_be_led_by_the_therapist():
    assert open_gates(ready(QUARTER, reactivity="high", mode="therapist_led")) == []


@pytest.mark.parametrize("approach", [SOLO, FULL, HALF])
def test_who_leads_is_asked_of_a_talk_alone(approach):
    assert open_gates(ready(approach, reactivity="high")) == []


def test_advice_that_was_weighed_with_a_reason_does_not_stand_in_the_way():
    advised = replace(ready(HALF), verdict="not_now", overridden=True)

    assert open_gates(advised) == []


def test_without_an_approach_this_alone_stands_in_the_way():
    assert told(PlanFacts()) == [("fit", "S14", "hard", "No approach is chosen yet.")]


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize(("change", "gate"), EVERYWHERE, ids=named)
def test_what_every_approach_needs(approach, change, gate):
    assert told(ready(approach, **change)) == [gate]


@pytest.mark.parametrize("approach", APPROACHES)
def test_advice_alone_has_a_key_and_every_key_has_a_name(approach):
    gates = open_gates(PlanFacts(approach=approach, both_approved=True, dosing=(ALEX, ROBIN)))

    assert all((gate.kind == "advice") == bool(gate.key) for gate in gates)
    assert {gate.key for gate in gates if gate.key} <= set(ADVICE)


def test_waived_advice_stands_in_nobodys_way_and_is_listed_apart():
    facts = ready(HALF, ride="", companion="", waived=frozenset({"ride", "words"}))

    assert [gate.key for gate in open_gates(facts)] == ["standby"]
    assert [gate.key for gate in waived_gates(facts)] == ["ride"]


@pytest.mark.parametrize("approach", APPROACHES)
def test_no_waiver_gets_past_a_rule(approach):
    everything = frozenset(ADVICE) | {""}

    bare = PlanFacts(approach=approach, both_approved=True, waived=everything)

    assert hard(open_gates(bare)) == hard(open_gates(replace(bare, waived=frozenset())))


@pytest.mark.parametrize("approach", APPROACHES)
def test_each_reason_why_the_day_will_not_do_is_a_gate_with_its_number(approach):
    problems = (Problem("The licence ends.", "S15"), Problem("The doses are too close.", "S11"))

    assert told(ready(approach, day=problems)) == [
        ("schedule", "S15", "hard", "The licence ends."),
        ("schedule", "S11", "hard", "The doses are too close."),
    ]


@pytest.mark.parametrize(
    ("approach", "seed"), [(SOLO, "S24"), (FULL, "S35"), (HALF, "S48"), (QUARTER, "S59")]
)
def test_the_meeting_after_a_session_goes_back_to_the_rule_of_its_approach(approach, seed):
    assert next_day_seed(approach) == seed


@pytest.mark.parametrize(("approach", "change", "gate"), OWN, ids=named)
def test_what_one_approach_needs(approach, change, gate):
    assert told(ready(approach, **change)) == [gate]


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"next_day_booked": False}, "The meeting of the next day is not booked."),
        (
            {"next_day_fits": False},
            "The meeting of the next day is not on the day after, 12 to 36 hours later.",
        ),
    ],
)
def test_solo_alone_may_go_on_without_the_meeting_of_the_next_day(approach, change, sentence):
    seed, kind = NEXT_DAY[approach]

    assert told(ready(approach, **change)) == [("schedule", seed, kind, sentence)]


@pytest.mark.parametrize(
    ("approach", "confirmation"),
    [(approach, c) for approach in APPROACHES for c in confirmations_for(approach)],
    ids=lambda value: getattr(value, "key", value),
)
def test_each_thing_to_confirm_is_a_gate_of_its_own(approach, confirmation):
    confirmed = ready(approach).confirmed - {confirmation.key}

    assert told(ready(approach, confirmed=confirmed)) == [
        (
            "preparation",
            confirmation.seed,
            "hard" if confirmation.seed else "advice",
            f"Not confirmed: {confirmation.sentence}",
        )
    ]


def test_reversed_roles_are_talked_about_only_where_both_are_approved():
    confirmed = ready(SOLO).confirmed - {"swap"}

    assert open_gates(ready(SOLO, confirmed=confirmed, both_approved=False)) == []


def test_a_confirmation_of_another_approach_closes_nothing():
    foreign = frozenset(c.key for c in CONFIRMATIONS if c.approaches == (HALF,))

    found = {gate.seed for gate in open_gates(ready(FULL, confirmed=foreign))}

    assert found == {"S12", "S33", "S34", ""}


@pytest.mark.parametrize("approach", APPROACHES)
def test_every_gate_of_the_brief_carries_its_number(approach):
    nobody = replace(ROBIN, acknowledged=frozenset())
    bare = PlanFacts(approach=approach, both_approved=True, dosing=(nobody,))

    found = {gate.seed for gate in hard(open_gates(bare))}

    assert found >= SEEDS[approach]
    assert all(gate.seed for gate in hard(open_gates(bare)))


@pytest.mark.parametrize("approach", APPROACHES)
def test_gates_come_in_the_order_of_the_road_and_speak_in_sentences(approach):
    road = ["fit", "roles", "intentions", "preparation", "schedule"]
    gates = open_gates(PlanFacts(approach=approach, both_approved=True, dosing=(ALEX, ROBIN)))

    assert [gate.station for gate in gates] == sorted(
        (gate.station for gate in gates), key=road.index
    )
    assert all(gate.sentence.endswith(".") for gate in gates)


def test_advice_never_stops_a_plan():
    advice = Gate("roles", "No ride home is arranged.", kind="advice")
    rule = Gate("fit", "No approach is chosen yet.", "S14")

    assert hard([advice, rule]) == [rule]


def test_every_fact_of_a_plan_can_open_a_gate():
    changed = {name for change, _ in EVERYWHERE for name in change}
    changed |= {name for _, change, _ in OWN for name in change}
    changed |= {"approach", "confirmed", "both_approved", "next_day_booked", "next_day_fits"}
    changed |= {"dosing", "waived", "day"}
    # Only once the day has come, and then they close the gates.
    changed |= {"settled_alone", "measured", "checked"}
    # Only together with a verdict that says "not now", and then it closes the gate.
    changed |= {"overridden"}

    assert changed == {field.name for field in fields(PlanFacts)}
