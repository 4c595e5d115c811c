"""What each rule says by itself, and what is told of it to whom."""

from fractions import Fraction

import pytest

from protocols.rules import NEUTRAL, Approach, FactNotUnderstood, Met, assess, assess_one
from tests.protocols.facts import FIRST_TIMER, couple, partner

SOLO, PSYCHEDELIC, PSYCHOLYTIC, DISCUSSION = Approach
DEEP = {"goals": {"deep_shift"}}
EXPRESSION = {"goals": {"emotional_expression"}, "comfort_separate_journeys": "no"}
TALK = {"goals": {"focused_talk"}, "stuck_pattern": True}

# What differs for Alex, for Robin and for both; then the approach, the cap of the one rule.
ALONE = [
    ("H1", {"rx_status": "lapsed"}, {}, {}, PSYCHEDELIC, "not_now"),
    ("H2", {"med_review": "declined"}, {}, {}, PSYCHEDELIC, "not_now"),
    ("H3", {"approved_fractions": {"1/2"}}, {}, {}, PSYCHEDELIC, "not_now"),
    ("H4", {"approved_settings": {"home_self_directed"}}, {}, {}, PSYCHEDELIC, "not_now"),
    ("H6", {}, {}, {"sober_companion_need": "partner"}, PSYCHEDELIC, "not_now"),
    ("H7", {}, {}, {"comfort_separate_journeys": "unsure"}, PSYCHEDELIC, "caution"),
    ("H7", {}, {}, {"comfort_separate_journeys": "no"}, PSYCHEDELIC, "not_now"),
    ("H8", {"experience": "none"}, {}, {}, PSYCHEDELIC, "caution"),
    ("H9", {}, {}, EXPRESSION | {"conflict_reactivity": "moderate"}, PSYCHOLYTIC, "caution"),
    ("H9", {}, {}, EXPRESSION | {"conflict_reactivity": "high"}, PSYCHOLYTIC, "not_now"),
    ("H10", {}, {}, {"goals": set()}, PSYCHEDELIC, "caution"),
    ("AD1", {}, {"private_safety_screen": "not_done"}, {}, PSYCHEDELIC, "not_now"),
    ("AD2", {}, {"private_safety_screen": "concern"}, {}, PSYCHEDELIC, "not_now"),
    ("AD3", {}, {"acute_risk_open": True}, {}, PSYCHEDELIC, "not_now"),
    ("AD5", {}, {}, {"setting": "remote_with_therapist"}, PSYCHEDELIC, "not_now"),
    ("AD7", {}, {}, TALK | {"conflict_reactivity": "high"}, DISCUSSION, "caution"),
    ("AD8", {}, {}, {"conflict_reactivity": "high"}, PSYCHEDELIC, "caution"),
    ("AD9", {"med_review": "cleared_with_conditions"}, {}, {}, PSYCHEDELIC, "caution"),
    ("AD10", {"first_ketamine": True}, {}, {}, PSYCHEDELIC, "caution"),
    ("AD12", {}, {"medicine_form": "esketamine_rems"}, {}, PSYCHEDELIC, "not_now"),
]


@pytest.mark.parametrize(("rule", "a", "b", "together", "approach", "level"), ALONE)
def test_each_rule_fires_alone(rule, a, b, together, approach, level):
    verdict = assess_one(
        approach,
        a=partner("Alex", **a),
        b=partner("Robin", **b),
        couple=couple(**(DEEP | together)),
    )

    assert (verdict.ids, verdict.level) == ((rule,), level)
    assert all(each.change for each in verdict.fired)


@pytest.mark.parametrize("form", ["im", "iv", "nasal_compounded"])
def test_a_form_for_the_clinic_is_not_taken_elsewhere(form):
    facts = couple(**DEEP, setting="remote_with_therapist", third_sober_adult=True)

    verdict = assess_one(
        PSYCHEDELIC, a=partner("Alex", medicine_form=form), b=partner("Robin"), couple=facts
    )

    assert (verdict.ids, verdict.level) == (("AD11",), "not_now")
    assert verdict.reason_couple_safe == "This form of medicine is for the clinic only."


def test_a_heated_talk_at_home_is_not_now():
    facts = couple(
        **TALK,
        conflict_reactivity="high",
        setting="home_self_directed",
        third_sober_adult=True,
    )

    verdict = assess_one(DISCUSSION, a=partner("Alex"), b=partner("Robin"), couple=facts)

    assert (verdict.ids, verdict.level) == (("AD7",), "not_now")


def test_a_first_dose_is_not_taken_at_home_alone():
    facts = couple(setting="home_self_directed")

    verdict = assess_one(
        SOLO, a=partner("Alex", **FIRST_TIMER), b=partner("Robin"), couple=facts, dosing_partner="a"
    )

    assert (verdict.ids, verdict.level) == (("AD6",), "not_now")


def test_solo_needs_the_other_one_sober_and_names_who_cannot_be():
    facts = {"a": partner("Alex"), "b": partner("Robin", can_stay_sober=False)}
    healing = couple(goals={"individual_healing"})

    decided = assess_one(SOLO, **facts, couple=healing, dosing_partner="a")
    weighed = assess(**facts, couple=healing)[SOLO]

    assert decided.reason_clinician == (
        "Solo needs one sober partner; Robin cannot stay sober that day."
    )
    assert decided.reason_couple_safe == "Solo needs one of you to stay sober that day."
    assert (weighed.dosing_partner, weighed.ids) == ("b", ())


def test_without_an_approval_its_width_is_not_asked_for():
    lapsed = partner("Alex", rx_status="lapsed", approved_fractions=(), approved_settings=())

    verdict = assess_one(PSYCHEDELIC, a=lapsed, b=partner("Robin"), couple=couple(**DEEP))

    assert verdict.ids == ("H1",)


def test_only_who_would_dose_needs_an_approval():
    resting = partner("Robin", rx_status="none", med_review="not_reviewed", medicine_form=None)

    verdict = assess(a=partner("Alex"), b=resting, couple=couple())[SOLO]

    assert (verdict.level, verdict.ids, verdict.dosing_partner) == ("suitable", (), "a")
    assert verdict.met == (Met(seed="S21", sentence="Only one of them has a current approval."),)


def test_where_nothing_tells_the_two_apart_neither_is_named_and_both_reasons_are_told():
    facts = {
        "a": partner("Alex", approved_fractions={"1/2"}),
        "b": partner("Robin", approved_settings={"home_self_directed"}),
    }

    verdict = assess(**facts, couple=couple(goals={"individual_healing"}))[SOLO]

    assert (verdict.level, verdict.ids, verdict.dosing_partner) == ("not_now", ("H3", "H4"), None)
    assert [fired.partner for fired in verdict.fired] == ["Alex", "Robin"]


def test_the_indicators_that_are_met_are_told_with_their_source():
    verdicts = assess(a=partner("Alex"), b=partner("Robin"), couple=couple(**EXPRESSION))

    assert [met.seed for met in verdicts[PSYCHOLYTIC].met] == ["S39", "S40", "S41", "S42"]
    assert verdicts[PSYCHOLYTIC].reason_clinician == (
        "They want deeper emotional expression and communication. "
        "They want softer defences and hard topics met with connection. "
        "They prefer a gentle shared session to going inward apart. "
        "Both stay grounded in hard talks."
    )
    assert verdicts[PSYCHOLYTIC].reason_couple_safe == "This option fits what you told us."


def test_a_reason_for_both_partners_is_told_once_to_the_couple():
    facts = {"rx_status": "lapsed"}

    verdict = assess_one(
        PSYCHEDELIC,
        a=partner("Alex", **facts),
        b=partner("Robin", **facts),
        couple=couple(**DEEP),
    )

    assert verdict.reason_clinician == (
        "Alex has no active prescriber approval. Robin has no active prescriber approval."
    )
    assert verdict.reason_couple_safe == (
        "This option needs a current approval from the prescriber."
    )


@pytest.mark.parametrize(
    ("private", "word"),
    [
        ({"private_safety_screen": "not_done"}, "interview"),
        ({"private_safety_screen": "concern"}, "concern"),
        ({"acute_risk_open": True}, "risk"),
    ],
)
def test_a_private_reason_silences_all_others_before_the_couple(private, word):
    facts = couple(**EXPRESSION, sober_companion_need="partner", conflict_reactivity="high")

    verdicts = assess(a=partner("Alex"), b=partner("Robin", **private), couple=facts)

    assert {verdict.reason_couple_safe for verdict in verdicts.values()} == {NEUTRAL}
    assert {fired.couple_safe for verdict in verdicts.values() for fired in verdict.fired} == {
        NEUTRAL
    }
    assert all(word in verdict.reason_clinician for verdict in verdicts.values())


def test_what_a_choice_takes():
    facts = {"a": partner("Alex"), "b": partner("Robin")}
    home = couple(**TALK, setting="home_self_directed")

    verdicts = assess(**facts, couple=home)
    calm = assess(**facts, couple=couple(**TALK))
    barred = assess(
        a=partner("Alex", approved_fractions={"1/1"}), b=partner("Robin"), couple=couple(**TALK)
    )

    def takes(verdict):
        return verdict.barred, verdict.needs_reason, verdict.needs_acknowledgement

    assert takes(calm[DISCUSSION]) == (False, False, False)
    assert takes(calm[PSYCHEDELIC]) == (False, True, False)
    assert takes(verdicts[DISCUSSION]) == (False, True, True)
    assert takes(barred[DISCUSSION]) == (True, True, False)


def test_a_fraction_reads_the_same_in_every_way_of_writing_it():
    ways = [{"1/1", "1/2"}, {"1", "1/2"}, {Fraction(1), Fraction(1, 2)}]

    assert {partner("Alex", approved_fractions=way).approved_fractions for way in ways} == {
        frozenset({Fraction(1), Fraction(1, 2)})
    }


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "private_safety_screen",
            "concerns",
            "“concerns” is not one of the answers to “private safety screen”.",
        ),
        ("rx_status", None, "“None” is not one of the answers to “rx status”."),
        (
            "approved_fractions",
            {"1/3"},
            "“1/3” is not one of the answers to “approved fractions”.",
        ),
        ("approved_settings", "office", "“c” is not one of the answers to “approved settings”."),
    ],
)
def test_a_fact_that_is_not_understood_is_refused_and_not_taken_for_harmless(name, value, sentence):
    with pytest.raises(FactNotUnderstood) as refusal:
        partner("Alex", **{name: value})

    assert str(refusal.value) == sentence
