"""Every gate, open and closed, for each approach (brief 2.7)."""

from dataclasses import fields, replace

import pytest

from sessions_app.planning.rules.dates import Problem
from sessions_app.planning.rules.gates import (
    ADVICE,
    Dosing,
    Gate,
    PlanFacts,
    hard,
    next_day_seed,
    open_gates,
    waived_gates,
)
from sessions_app.planning.rules.wishes import (
    ACKNOWLEDGEMENTS,
    CONFIRMATIONS,
    FULL,
    HALF,
    QUARTER,
    SOLO,
    confirmations_for,
)

APPROACHES = [SOLO, FULL, HALF, QUARTER]
FINE = {"approved": True, "approach_approved": True, "comes_out": True}
TOLD = {"acknowledged": frozenset(ACKNOWLEDGEMENTS), "consent_age": 9}
ALEX = Dosing("Alex", doses=True, side="a", **FINE, **TOLD)
ROBIN = Dosing("Robin", doses=True, side="b", **FINE, **TOLD)
SOBER = Dosing("Robin", doses=False, side="b", **TOLD)


def ready(approach, **changes):
    """A plan of this approach in whose way nothing stands, with these changes."""
    solo, talk = approach == SOLO, approach == QUARTER
    closed = PlanFacts(
        approach=approach,
        verdict="suitable",
        dosing=(ALEX, SOBER if solo else ROBIN),
        nondosing_role="sitter" if solo else "",
        support_styles=("words",) if solo else (),
        joint_intention="To be near.",
        both_agree=True,
        questions=1,
        topics=1 if talk else 0,
        mode="couple_led" if talk else "",
        reflection_minutes=10 if talk else None,
        confirmed=frozenset(c.key for c in confirmations_for(approach)),
        both_approved=True,
        session_booked=True,
        next_day_booked=True,
        next_day_fits=True,
        stop_word="Anchor",
        hand_sign="An open hand",
        touch_answered=True,
        ride="Kim drives",
        ride_confirmed=True,
        companion="Kim",
        companion_confirmed=True,
    )
    return replace(closed, **changes)


def named(value):
    """The name of a case, the same in every process: what changes, the rule, or the approach."""
    if isinstance(value, dict):
        return "-".join(value)
    return value[1] or value[2] if isinstance(value, tuple) else value


def told(facts):
    return [(gate.station, gate.seed, gate.kind, gate.sentence) for gate in open_gates(facts)]


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
MEDICINE = [
    ({"approved": False}, ("roles", "S7", "hard", "Alex has no approval that holds today.")),
    (
        {"approach_approved": False},
        ("roles", "S12", "hard", "The prescriber has not approved this approach for Alex."),
    ),
    (
        {"comes_out": False},
        (
            "roles",
            "S37",
            "hard",
            "The planned part does not come out for Alex. Ask the prescriber.",
        ),
    ),
    (
        {"booster": True},
        ("roles", "S11", "hard", "A booster is planned for Alex and the approval lists none."),
    ),
]
OF_EACH = [
    ({"acknowledged": frozenset({"source", "as_directed"})}, ("preparation", "S8", "hard",
     "Alex has not said yet: knows the risks and side effects of the medicine.")),
    ({"acknowledged": frozenset({"risks", "as_directed"})}, ("preparation", "S10", "hard",
     "Alex has not said yet: will have it only from the prescriber and a licensed pharmacy.")),
    ({"acknowledged": frozenset({"risks", "source"})}, ("preparation", "S11", "hard",
     "Alex has not said yet: will take it only as directed.")),
    ({"consent_age": None}, ("preparation", "", "advice",
     "The consent of Alex has no date yet.")),
    ({"consent_age": 31}, ("preparation", "", "advice",
     "The consent of Alex is more than 30 days old by then.")),
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
    (QUARTER, {"mode": ""}, ("preparation", "S50", "hard", "Say who leads the talk.")),
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
@pytest.mark.parametrize(("change", "gate"), MEDICINE, ids=named)
def test_what_the_medicine_of_whoever_doses_needs(approach, change, gate):
    dosing = (replace(ALEX, **change), ready(approach).dosing[1])

    assert told(ready(approach, dosing=dosing)) == [gate]


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize(("change", "gate"), OF_EACH, ids=named)
def test_what_each_partner_says_alone(approach, change, gate):
    dosing = (replace(ALEX, **change), ready(approach).dosing[1])

    assert told(ready(approach, dosing=dosing)) == [gate]


def test_a_sober_partner_acknowledges_and_consents_too():
    sober = replace(SOBER, acknowledged=frozenset(), consent_age=None)

    found = [(seed, kind) for _, seed, kind, _ in told(ready(SOLO, dosing=(ALEX, sober)))]

    assert found == [("S8", "hard"), ("S10", "hard"), ("S11", "hard"), ("", "advice")]


@pytest.mark.parametrize("age", [0, 30])
def test_a_consent_of_thirty_days_is_young_enough(age):
    assert open_gates(ready(FULL, dosing=(replace(ALEX, consent_age=age), ROBIN))) == []


def test_a_booster_that_the_approval_lists_may_be_planned():
    alex = replace(ALEX, booster=True, booster_approved=True)

    assert open_gates(ready(FULL, dosing=(alex, ROBIN))) == []


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


def test_the_approval_of_a_sober_partner_is_not_asked_for():
    sober = replace(SOBER, approved=False, comes_out=False)

    assert open_gates(ready(SOLO, dosing=(ALEX, sober))) == []


def test_a_lapse_of_either_partner_stops_a_session_in_which_both_dose():
    robin = replace(ROBIN, approved=False)

    assert told(ready(FULL, dosing=(ALEX, robin))) == [
        ("roles", "S7", "hard", "Robin has no approval that holds today.")
    ]


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
