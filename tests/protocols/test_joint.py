"""What was told alone has no name where both are spoken of (brief 2.5 and 3.8)."""

import pytest

from protocols.rules import (
    TOLD_ALONE,
    Approach,
    CoupleFacts,
    assess,
    assess_one,
    for_both,
    is_alone,
    keep,
    rows_for_both,
    since,
    since_for_both,
)
from tests.protocols.facts import couple, partner

CONCERN, AT_RISK, UNASKED = (
    {"private_safety_screen": "concern"},
    {"acute_risk_open": True},
    {"private_safety_screen": "not_done"},
)
SPOKEN = [
    (CONCERN, {}), ({}, CONCERN), (AT_RISK, {}), ({}, AT_RISK), (UNASKED, {}), ({}, UNASKED),
    (CONCERN | AT_RISK, UNASKED),
]  # fmt: skip
TOGETHER: CoupleFacts = couple(goals={"emotional_expression"})


def told(a, b, *, lapsed=""):
    ended = {"rx_status": "lapsed", "approved_fractions": set()}
    return {
        "a": partner("Alex", **a | (ended if lapsed == "a" else {})),
        "b": partner("Robin", **b | (ended if lapsed == "b" else {})),
        "couple": TOGETHER,
    }


@pytest.mark.parametrize(("a", "b"), SPOKEN)
@pytest.mark.parametrize("lapsed", ["", "a", "b"])
def test_it_is_one_reason_without_a_name_for_whoever_spoke_and_whatever_ended_with_it(a, b, lapsed):
    for verdict in assess(**told(a, b, lapsed=lapsed)).values():
        shown = for_both(verdict.fired)

        assert is_alone(verdict.fired)
        assert [(each.clinician, each.partner, each.id) for each in shown] == [
            (TOLD_ALONE, None, "AD1 to AD3")
        ]


def test_every_other_reason_is_shown_as_it_is():
    verdict = assess_one(Approach.DUAL_PSYCHOLYTIC, **told({}, {}, lapsed="b"))

    assert not is_alone(verdict.fired)
    assert for_both(verdict.fired) == verdict.fired
    assert "Robin has no active prescriber approval." in {each.clinician for each in verdict.fired}


@pytest.mark.parametrize(("a", "b"), SPOKEN)
def test_a_kept_verdict_says_the_same_of_it_and_keeps_it_in_full(a, b):
    facts = told(a, b)
    rows = keep(assess_one(Approach.DUAL_PSYCHOLYTIC, **facts), **facts)["fired"]

    assert {row["sentence"] for row in rows_for_both(rows)} == {TOLD_ALONE}
    assert len(rows_for_both(rows)) == 1
    assert {row["id"] for row in rows} <= {"AD1", "AD2", "AD3"}
    assert TOLD_ALONE not in {row["sentence"] for row in rows}


@pytest.mark.parametrize(("a", "b"), SPOKEN)
@pytest.mark.parametrize("lapsed", ["", "a", "b"])
def test_what_changed_since_the_choice_is_that_sentence_alone(a, b, lapsed):
    before, after = told({}, {}), told(a, b, lapsed=lapsed)
    kept, now = (
        keep(assess_one(Approach.DUAL_PSYCHOLYTIC, **facts), **facts) for facts in (before, after)
    )

    found = since_for_both(kept, now)

    assert (found.facts, found.came, found.went, found.rules) == ((), (TOLD_ALONE,), (), None)
    assert found.levels == ("suitable", "not_now")


def test_it_is_not_new_where_the_choice_was_made_against_it():
    before, after = told(CONCERN, {}), told({}, CONCERN, lapsed="b")
    kept, now = (
        keep(assess_one(Approach.DUAL_PSYCHOLYTIC, **facts), **facts) for facts in (before, after)
    )

    assert not since_for_both(kept, now)


def test_whoever_signs_is_told_all_of_it():
    before, after = told(CONCERN, {}), told(CONCERN, AT_RISK, lapsed="b")
    kept, now = (
        keep(assess_one(Approach.DUAL_PSYCHOLYTIC, **facts), **facts) for facts in (before, after)
    )

    found = since(kept, now)

    assert (
        "An acute risk is open for Robin; a clinical assessment on the same day comes first."
        in (found.came)
    )
    assert {each.fact for each in found.facts} >= {"Approval", "Approved parts"}
    assert not since_for_both(kept, now)
