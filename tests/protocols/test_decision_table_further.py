"""Couples beyond the examples of the decision table: bounds, what is missing, and rules that meet.

Each row is worked out by hand from the table of the rules, never from what the code answers.
"""

import pytest

from protocols.rules import Approach, assess
from tests.protocols.facts import FIRST_TIMER, couple, partner

UNRECORDED = FIRST_TIMER | {
    "rx_status": "none",
    "med_review": "not_reviewed",
    "approved_fractions": (),
    "approved_settings": (),
    "private_safety_screen": "not_done",
    "medicine_form": None,
}
LAPSED = {"rx_status": "lapsed", "approved_fractions": (), "approved_settings": ()}
CONDITIONS = {"med_review": "cleared_with_conditions"}
DEEP = {"goals": {"deep_shift"}}
HEALING = {"goals": {"individual_healing"}}
EXPRESSION = {"goals": {"emotional_expression"}}
TALK = {"goals": {"focused_talk"}}
HIGH = {"conflict_reactivity": "high"}
REMOTE = {"setting": "remote_with_therapist"}
HOME = {"setting": "home_self_directed"}
THIRD = {"third_sober_adult": True}

# Of solo: the level, the rules and who doses; then of the other three in their order.
FURTHER = {
    # What is missing.
    "nothing was told": (
        {}, {}, {},
        "caution H10", "caution H10", "caution H10", "caution H10",
    ),
    "nothing is recorded of either": (
        UNRECORDED, UNRECORDED, {},
        "not_now H1 H2 AD1", "not_now H1 H2 H8 H10 AD1 AD4 AD10",
        "not_now H1 H2 H10 AD1 AD10", "not_now H1 H2 H10 AD1 AD10",
    ),
    "nothing is recorded of one": (
        {}, UNRECORDED, DEEP,
        "not_now AD1 a", "not_now H1 H2 H8 AD1 AD10",
        "not_now H1 H2 H10 AD1 AD10", "not_now H1 H2 H10 AD1 AD10",
    ),
    "one asked for, one refused": (
        {"rx_status": "pending"}, {"rx_status": "declined"}, HEALING,
        "not_now H1", "not_now H1 H10", "not_now H1 H10", "not_now H1 H10",
    ),
    # Approval and its width.
    "one approval lapsed and its width is not asked for, the other is too narrow": (
        LAPSED, {"approved_fractions": {"1/1", "1/4"}}, {},
        "suitable b", "not_now H1 H10", "not_now H1 H3 H10", "not_now H1 H10",
    ),
    "a lapsed approval that says much is still none": (
        {"rx_status": "lapsed"}, {}, TALK,
        "suitable b", "not_now H1 H10", "not_now H1 H10", "not_now H1",
    ),
    "approved but never reviewed": (
        {"med_review": "not_reviewed"}, {}, HEALING,
        "suitable b", "not_now H2 H10", "not_now H2 H10", "not_now H2 H10",
    ),
    "a quarter and nothing else for both": (
        {"approved_fractions": {"1/4"}}, {"approved_fractions": {"1/4"}}, TALK,
        "not_now H3 H10", "not_now H3 H10", "not_now H3 H10", "suitable",
    ),
    "a half and nothing else for one": (
        {"approved_fractions": {"1/2"}}, {}, EXPRESSION,
        "caution H10 b", "not_now H3 H10", "suitable", "not_now H3 H10",
    ),
    "neither the part nor the place approved for one": (
        {"approved_fractions": {"1/4"}, "approved_settings": {"office"}}, {}, REMOTE | THIRD,
        "caution H10 b", "not_now H3 H4 H10", "not_now H3 H4 H10", "not_now H4 H10",
    ),
    "home is approved for one alone": (
        {}, {"approved_settings": {"office", "remote_with_therapist"}}, HEALING | HOME | THIRD,
        "suitable a", "not_now H4 H10", "not_now H4 H10", "not_now H4 H10",
    ),
    "conditions beside a lapsed approval": (
        CONDITIONS, LAPSED, {},
        "caution AD9 a", "not_now H1 H10 AD9", "not_now H1 H10 AD9", "not_now H1 H10 AD9",
    ),
    "conditions of who need not dose": (
        CONDITIONS, {}, HEALING,
        "suitable b", "caution H10 AD9", "caution H10 AD9", "caution H10 AD9",
    ),
    # Who is sober.
    "one cannot stay sober and so doses": (
        {"can_stay_sober": False}, {}, HEALING,
        "suitable a", "caution H10", "caution H10", "caution H10",
    ),
    "neither can stay sober": (
        {"can_stay_sober": False}, {"can_stay_sober": False}, TALK,
        "not_now H5 H10", "caution H10", "caution H10", "suitable",
    ),
    "only who is approved could have stayed sober": (
        {}, LAPSED | {"can_stay_sober": False}, {},
        "not_now H1 H5", "not_now H1 H10", "not_now H1 H10", "not_now H1 H10",
    ),
    "any sober adult is wanted": (
        {}, {}, {"sober_companion_need": "any_sober_adult"},
        "suitable", "caution H10", "caution H10", "caution H10",
    ),
    "a sober partner is wanted, and a deep shift": (
        {}, {}, DEEP | {"sober_companion_need": "partner"},
        "suitable", "not_now H6", "not_now H6 H10", "not_now H6 H10",
    ),
    # Where.
    "remote with a third adult": (
        {}, {}, DEEP | REMOTE | THIRD,
        "caution H10", "suitable", "caution H10", "caution H10",
    ),
    "remote with nobody sober": (
        {}, {}, DEEP | REMOTE,
        "caution H10", "not_now AD5", "not_now H10 AD5", "not_now H10 AD5",
    ),
    "a first dose at home": (
        FIRST_TIMER, {}, HEALING | HOME | THIRD,
        "suitable b", "not_now H8 H10 AD6 AD10", "not_now H10 AD6 AD10", "not_now H10 AD6 AD10",
    ),
    "a first dose with the therapist far away": (
        FIRST_TIMER, {}, REMOTE | THIRD,
        "suitable a", "caution H8 H10 AD10", "caution H10 AD10", "caution H10 AD10",
    ),
    # The form of the medicine.
    "an injection in the office": (
        {"medicine_form": "im"}, {"medicine_form": "iv"}, DEEP,
        "caution H10", "suitable", "caution H10", "caution H10",
    ),
    "an injection of one elsewhere": (
        {"medicine_form": "im"}, {}, HEALING | REMOTE | THIRD,
        "suitable b", "not_now H10 AD11", "not_now H10 AD11", "not_now H10 AD11",
    ),
    "esketamine of one, in the office too": (
        {}, {"medicine_form": "esketamine_rems"}, HEALING,
        "suitable a", "not_now H10 AD12", "not_now H10 AD12", "not_now H10 AD12",
    ),
    "esketamine of both elsewhere has its own advice alone": (
        {"medicine_form": "esketamine_rems"}, {"medicine_form": "esketamine_rems"},
        REMOTE | THIRD,
        "not_now H10 AD12", "not_now H10 AD12", "not_now H10 AD12", "not_now H10 AD12",
    ),
    # What was told alone counts for both, whoever doses.
    "a concern of one": (
        {}, {"private_safety_screen": "concern"}, HEALING,
        "not_now AD2", "not_now H10 AD2", "not_now H10 AD2", "not_now H10 AD2",
    ),
    "one not asked yet, an acute risk of the other": (
        {"private_safety_screen": "not_done"}, {"acute_risk_open": True}, DEEP,
        "not_now H10 AD1 AD3", "not_now AD1 AD3", "not_now H10 AD1 AD3", "not_now H10 AD1 AD3",
    ),
    "a concern beside rules of every kind": (
        LAPSED | {"private_safety_screen": "concern"}, {"med_review": "declined"},
        EXPRESSION | HIGH | REMOTE | {"sober_companion_need": "partner"},
        "not_now H1 H2 AD2", "not_now H1 H2 H6 H10 AD2 AD5 AD8",
        "not_now H1 H2 H6 H9 AD2 AD5", "not_now H1 H2 H6 H10 AD2 AD5 AD7",
    ),
    # How they are with each other.
    "at ease apart or not, without a goal": (
        {}, {}, {"comfort_separate_journeys": "no"},
        "caution H10", "not_now H7 H10", "suitable", "caution H10",
    ),
    "unsure speaks for nothing": (
        {}, {}, {"comfort_separate_journeys": "unsure"},
        "caution H10", "caution H7 H10", "caution H10", "caution H10",
    ),
    "moderately reactive": (
        {}, {}, EXPRESSION | {"conflict_reactivity": "moderate"},
        "caution H10", "caution H10", "caution H9", "caution H10",
    ),
    "highly reactive in the office": (
        {}, {}, TALK | HIGH,
        "caution H10", "caution H10 AD8", "not_now H9 H10", "caution AD7",
    ),
    "highly reactive and remote": (
        {}, {}, TALK | HIGH | REMOTE | THIRD,
        "caution H10", "caution H10 AD8", "not_now H9 H10", "caution AD7",
    ),
    "highly reactive and at home": (
        {}, {}, TALK | HIGH | HOME | THIRD,
        "caution H10", "caution H10 AD8", "not_now H9 H10", "not_now AD7",
    ),
    "stuck, without a goal": (
        {}, {}, {"stuck_pattern": True},
        "caution H10", "caution H10", "caution H10", "suitable",
    ),
    "every goal at once": (
        {}, {}, {"goals": HEALING["goals"] | DEEP["goals"] | EXPRESSION["goals"] | TALK["goals"]},
        "suitable", "suitable", "suitable", "suitable",
    ),
    # Earlier experience and a first session are two facts.
    "two first-timers, both approved": (
        FIRST_TIMER, FIRST_TIMER, DEEP,
        "suitable", "not_now H8 AD4 AD10", "caution H10 AD10", "caution H10 AD10",
    ),
    "a first time with ketamine after some experience": (
        {}, {"first_ketamine": True, "experience": "some"}, DEEP,
        "suitable b", "caution AD10", "caution H10 AD10", "caution H10 AD10",
    ),
    # Which of the two doses alone where both reach the same level.
    "a way that no rule bars goes before one with fewer reasons": (
        {"med_review": "declined"}, FIRST_TIMER | {"medicine_form": "im"}, HEALING | HOME,
        "not_now AD6 AD11 b", "not_now H2 H8 H10 AD5 AD6 AD10 AD11",
        "not_now H2 H10 AD5 AD6 AD10 AD11", "not_now H2 H10 AD5 AD6 AD10 AD11",
    ),
    "fewer reasons go before more": (
        CONDITIONS | {"first_ketamine": True}, CONDITIONS, {},
        "caution AD9 a", "caution H10 AD9 AD10", "caution H10 AD9 AD10", "caution H10 AD9 AD10",
    ),
    "more indicators go before fewer": (
        {}, {"first_ketamine": True}, {"sober_companion_need": "any_sober_adult"},
        "suitable b", "caution H10 AD10", "caution H10 AD10", "caution H10 AD10",
    ),
}  # fmt: skip

CLINIC = "This form of medicine is for the clinic only."
FOR_THE_COUPLE = {
    "H1": "This option needs a current approval from the prescriber.",
    "H2": "The prescriber's review is not finished.",
    "H3": "This option needs the prescriber's agreement on the amount.",
    "H4": "The place for this option is not approved yet.",
    "H5": "Solo needs one of you to stay sober that day.",
    "H6": "You asked for a sober partner; here both of you would dose.",
    "H7": "This option means separate inward time.",
    "H8": "This option is usually for people with earlier experience.",
    "H9": "This option works best when both feel steady in hard talks.",
    "H10": "Your present goals fit another option better.",
    "AD5": "This option needs a sober adult on site.",
    "AD11": CLINIC,
    "AD12": CLINIC,
} | dict.fromkeys(
    ("AD1", "AD2", "AD3", "AD4", "AD6", "AD7", "AD8", "AD9", "AD10"),
    "Your therapist would like to talk with each of you again before this option is planned.",
)  # fmt: skip
TOLD_ALONE = {"AD1", "AD2", "AD3"}
SAFETY = TOLD_ALONE | {"AD5", "AD11", "AD12"}


def weighed(row):
    a, b, together, *_ = row
    return assess(a=partner("Alex", **a), b=partner("Robin", **b), couple=couple(**together))


def spoken(verdict):
    return " ".join([verdict.level, *verdict.ids, *filter(None, [verdict.dosing_partner])])


@pytest.mark.parametrize("row", FURTHER.values(), ids=FURTHER)
def test_the_table_decides_further_couples(row):
    assert [spoken(verdict) for verdict in weighed(row).values()] == list(row[3:])


@pytest.mark.parametrize("row", FURTHER.values(), ids=FURTHER)
def test_the_couple_is_told_the_sentence_of_each_rule_or_one_for_all(row):
    for verdict in weighed(row).values():
        silent = TOLD_ALONE & set(verdict.ids)
        expected = [FOR_THE_COUPLE["AD1" if silent else each] for each in verdict.ids]
        fits = ["This option fits what you told us."]

        assert verdict.reason_couple_safe == " ".join(dict.fromkeys(expected or fits))


def test_every_rule_fires_in_the_table_with_its_kind_and_what_would_have_to_change():
    fired = {
        each for row in FURTHER.values() for verdict in weighed(row).values()
        for each in verdict.fired
    }  # fmt: skip

    assert {each.id for each in fired} == set(FOR_THE_COUPLE)
    assert {each.id for each in fired if each.safety} == SAFETY
    assert {each.id for each in fired if each.private} == TOLD_ALONE
    assert {each.kind for each in fired if each.id.startswith("H")} == {"rule"}
    assert {each.kind for each in fired if each.id.startswith("AD")} == {"advice"}
    assert all(each.change.endswith(".") and each.clinician.endswith(".") for each in fired)


def test_all_four_are_weighed_in_every_row():
    assert {len(row) - 3 for row in FURTHER.values()} == {len(Approach)}
