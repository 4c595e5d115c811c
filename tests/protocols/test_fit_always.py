"""What holds for every couple there could be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.rules import NEUTRAL, Approach, CoupleFacts, PartnerFacts, assess, assess_one
from protocols.rules.facts import CHOICES, SETS
from protocols.rules.verdict import ORDER
from tests.protocols.facts import COUPLE, PARTNER

LEVELS = {value: place for place, value in enumerate(("suitable", "caution", "not_now"))}


def answers(name):
    if name in SETS:
        return st.frozensets(st.sampled_from(sorted(SETS[name])))
    return st.sampled_from(sorted(CHOICES[name], key=str))


@st.composite
def calm_but_for_a_few(draw, calm):
    """Facts that speak against nothing, with up to three others: one rule is seen by itself."""
    others = draw(st.lists(st.sampled_from(sorted(calm)), max_size=3, unique=True))
    return calm | {name: draw(answers(name)) for name in others}


def facts(calm):
    anything = st.fixed_dictionaries({name: answers(name) for name in calm})
    return st.one_of(calm_but_for_a_few(calm), anything)


def partners(name):
    return facts(PARTNER).map(lambda told: PartnerFacts(name=name, **told))


alexes, robins = partners("Alex"), partners("Robin")
couples = facts(COUPLE).map(lambda told: CoupleFacts(**told))
flags = st.sampled_from(
    [
        {"acute_risk_open": True},
        {"private_safety_screen": "concern"},
        {"private_safety_screen": "not_done"},
        {"med_review": "not_reviewed"},
    ]
)


@given(alexes, robins, couples, flags, st.booleans())
def test_an_open_flag_never_improves_a_verdict(a, b, couple, flag, on_alex):
    before = assess(a=a, b=b, couple=couple)

    flagged = (replace(a, **flag), b) if on_alex else (a, replace(b, **flag))
    after = assess(a=flagged[0], b=flagged[1], couple=couple)

    assert all(
        LEVELS[after[approach].level] >= LEVELS[before[approach].level] for approach in Approach
    )


@given(alexes, robins, couples)
def test_renaming_the_partners_mirrors_every_result(a, b, couple):
    verdicts = assess(a=a, b=b, couple=couple)

    mirrored = assess(a=b, b=a, couple=couple)

    other = {"a": "b", "b": "a", None: None}
    assert mirrored == {
        approach: replace(verdict, dosing_partner=other[verdict.dosing_partner])
        for approach, verdict in verdicts.items()
    }


@given(alexes, robins, couples)
def test_the_lowest_cap_wins(a, b, couple):
    for verdict in assess(a=a, b=b, couple=couple).values():
        caps = [fired.cap for fired in verdict.fired]
        assert verdict.level == max(caps, key=ORDER.__getitem__, default="suitable")
        assert (verdict.level == "suitable") == (not verdict.needs_reason)


@given(alexes, robins, couples)
def test_a_hard_rule_is_never_overridable(a, b, couple):
    for verdict in assess(a=a, b=b, couple=couple).values():
        hard = [fired for fired in verdict.fired if fired.id.startswith("H")]
        assert {fired.kind for fired in hard} <= {"rule"}
        assert verdict.barred == any(fired.cap == "not_now" for fired in hard)


@given(alexes, robins, couples)
def test_a_private_rule_leaves_the_couple_one_neutral_sentence(a, b, couple):
    private = a.private_safety_screen != "no_concern" or b.private_safety_screen != "no_concern"
    private = private or a.acute_risk_open or b.acute_risk_open

    verdicts = assess(a=a, b=b, couple=couple).values()

    assert all(any(fired.private for fired in each.fired) == private for each in verdicts)
    if private:
        assert {each.reason_couple_safe for each in verdicts} == {NEUTRAL}
        assert {each.level for each in verdicts} == {"not_now"}


@given(alexes, robins, couples)
def test_the_couple_is_never_told_whose_fact_it_is(a, b, couple):
    told = " ".join(
        sentence
        for verdict in assess(a=a, b=b, couple=couple).values()
        for sentence in (
            verdict.reason_couple_safe,
            *(fired.couple_safe for fired in verdict.fired),
        )
    )

    assert "Alex" not in told
    assert "Robin" not in told


@given(alexes, robins, couples)
def test_nothing_points_to_an_approach_exactly_where_no_indicator_is_met(a, b, couple):
    for verdict in assess(a=a, b=b, couple=couple).values():
        assert ("H10" in verdict.ids) == (not verdict.met)


@given(alexes, robins, couples)
def test_the_partner_named_for_solo_is_never_the_worse_choice(a, b, couple):
    facts = {"a": a, "b": b, "couple": couple}
    verdict = assess(**facts)[Approach.SOLO]

    levels = {
        doser: LEVELS[assess_one(Approach.SOLO, **facts, dosing_partner=doser).level]
        for doser in "ab"
    }

    assert LEVELS[verdict.level] == min(levels.values())
    assert verdict.dosing_partner is None or levels[verdict.dosing_partner] == min(levels.values())
    assert verdict.dosing_partner is not None or levels["a"] == levels["b"]


@pytest.mark.parametrize("approach", list(Approach)[1:])
@given(a=alexes, b=robins, couple=couples)
def test_where_both_dose_nobody_is_named(approach, a, b, couple):
    assert assess(a=a, b=b, couple=couple)[approach].dosing_partner is None
