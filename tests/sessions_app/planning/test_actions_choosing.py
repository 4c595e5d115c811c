"""An approach is chosen under the verdict of the day, with a reason where one is asked for."""

import pytest

from protocols.models import ProtocolVersion
from protocols.rules import Approach
from sessions_app.planning import actions, facts
from sessions_app.planning.models import ChosenQuestion, ChosenTopic
from sessions_app.planning.rules.gates import open_gates
from sessions_app.screening.models import Interview
from tests.factories.planning import NOW, POINTS_TO, chosen
from tests.sessions_app.planning.deeds import now
from tests.sessions_app.trail import newest, row

from .test_actions_drafting import told, who_doses

SOLO, FULL, HALF, QUARTER = Approach


def choose(plan, thea, approach, reason=""):
    return actions.choose(plan=plan, approach=approach, reason=reason, by=thea, at=NOW)


@pytest.mark.parametrize(
    ("approach", "expected"),
    [
        (FULL, {"a": (True, "1/1"), "b": (True, "1/1")}),
        (HALF, {"a": (True, "1/2"), "b": (True, "1/2")}),
        (QUARTER, {"a": (True, "1/4"), "b": (True, "1/4")}),
    ],
)
def test_an_approach_says_who_doses_and_which_part(approach, expected, plan, thea):
    plan = chosen(plan, by=thea, at=NOW, approach=approach)

    assert who_doses(plan) == expected
    assert plan.version == ProtocolVersion.objects.published().get(approach=approach)
    assert (plan.chosen_by, plan.chosen_at) == (thea, NOW)
    assert plan.chosen_fit["level"] == "suitable"


@pytest.mark.parametrize(("sober", "doses"), [("a", "b"), ("b", "a")])
def test_for_solo_the_partner_who_cannot_stay_sober_doses(sober, doses, plan, thea):
    told(plan, thea, **POINTS_TO[SOLO], **{f"sober_{doses}": False})

    choose(plan, thea, SOLO)

    assert who_doses(plan) == {doses: (True, "1/1"), sober: (False, "")}


def test_in_solo_the_other_partner_may_dose_only_where_that_fits_too(plan, thea):
    told(plan, thea, **POINTS_TO[SOLO], sober_b=False)
    choose(plan, thea, SOLO)
    sitter = {"doses": False, "nondosing_role": "sitter", "support_styles": ["words"]}

    def fit_is_open():
        gates = open_gates(facts.gate_facts(now(plan), on=facts.day_of(plan, NOW)))
        return "The chosen approach does not fit the facts as they are now." in [
            gate.sentence for gate in gates
        ]

    as_it_fits = fit_is_open()
    actions.set_roles(plan=plan, parts={"a": {"doses": True}, "b": sitter}, by=thea, at=NOW)

    assert (as_it_fits, fit_is_open()) == (False, True)


@pytest.mark.parametrize(
    ("change", "approach"),
    [
        ({"comfort": "no"}, FULL),
        ({"reactivity": "high"}, HALF),
        ({"companion_need": "partner"}, FULL),
    ],
)
def test_an_approach_that_does_not_fit_now_is_not_chosen_with_any_reason(
    change, approach, plan, thea
):
    told(plan, thea, **POINTS_TO[approach] | change)

    with pytest.raises(actions.VerdictForbids) as refusal:
        choose(plan, thea, approach, reason="They wish for it very much.")

    assert str(refusal.value) == (
        "This approach does not fit the facts as they are now. Change the facts first."
    )
    assert now(plan).version is None
    assert {fraction for _, fraction in who_doses(plan).values()} == {""}


def test_nothing_is_chosen_before_the_facts_are_told(plan, thea):
    with pytest.raises(actions.VerdictForbids):
        choose(plan, thea, HALF)

    assert now(plan).version is None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_under_caution_a_reason_is_asked_for_and_kept(reason, plan, thea):
    told(plan, thea, **POINTS_TO[HALF] | {"reactivity": "moderate"})

    with pytest.raises(actions.ReasonIsMissing) as refusal:
        choose(plan, thea, HALF, reason=reason)
    unchosen = now(plan).version
    choose(plan, thea, HALF, reason=" They asked for it. ")

    kept = now(plan)
    assert str(refusal.value) == (
        "This approach is under caution. Please write why you choose it all the same."
    )
    assert unchosen is None
    assert (kept.approach, kept.choice_reason) == (HALF, "They asked for it.")
    assert kept.chosen_fit["level"] == "caution"
    assert [fired["id"] for fired in kept.chosen_fit["fired"]] == ["H9"]


def test_advice_is_gone_against_with_a_reason_and_the_trail_counts_it(plan, thea):
    Interview.objects.update(safety="concern")
    told(plan, thea, **POINTS_TO[HALF])

    with pytest.raises(actions.ReasonIsMissing) as refusal:
        choose(plan, thea, HALF)
    choose(plan, thea, HALF, reason="Both are in individual care since.")

    kept = now(plan)
    assert str(refusal.value) == (
        "Advice speaks against this approach. Please write why you choose it all the same."
    )
    assert (kept.approach, kept.choice_reason) == (HALF, "Both are in individual care since.")
    assert [fired["id"] for fired in kept.chosen_fit["fired"]] == ["AD2", "AD2"]
    assert [advice["id"] for advice in facts.acknowledgements_needed(kept)] == ["AD2", "AD2"]
    assert newest(2) == [
        row(
            "approach chosen against advice",
            plan,
            thea,
            NOW,
            against=2,
            to_acknowledge=2,
            rule_set="1",
        ),
        row("approach chosen", plan, thea, NOW, revision=1),
    ]


def test_no_reason_gets_past_a_rule_that_stands_beside_advice(plan, thea):
    Interview.objects.update(safety="concern")
    told(plan, thea, **POINTS_TO[HALF] | {"reactivity": "high"})

    with pytest.raises(actions.VerdictForbids):
        choose(plan, thea, HALF, reason="All the same.")

    assert now(plan).version is None


def test_new_advice_has_to_be_weighed_anew(plan, thea):
    Interview.objects.update(safety="concern")
    told(plan, thea, **POINTS_TO[HALF])
    choose(plan, thea, HALF, reason="Both are in individual care since.")

    def fit_is_open():
        gates = open_gates(facts.gate_facts(now(plan), on=facts.day_of(plan, NOW)))
        return "fit" in [gate.station for gate in gates]

    weighed = fit_is_open()
    Interview.objects.update(acute_risk_open=True)
    grown = fit_is_open()
    choose(plan, thea, HALF, reason="Assessed today; the risk is low.")

    assert (weighed, grown, fit_is_open()) == (False, True, False)


def test_in_solo_the_kept_verdict_is_that_of_whoever_doses(plan, thea):
    told(plan, thea, **POINTS_TO[SOLO])
    choose(plan, thea, SOLO)
    on = facts.day_of(plan, NOW)
    as_chosen = facts.fit_since(now(plan), on=on)
    sitter = {"doses": False, "nondosing_role": "sitter", "support_styles": ["words"]}
    Interview.objects.filter(partner__side="b").update(first_ketamine=True)

    actions.set_roles(plan=plan, parts={"a": sitter, "b": {"doses": True}}, by=thea, at=NOW)
    choose(plan, thea, SOLO)

    assert not as_chosen
    assert not facts.fit_since(now(plan), on=on)
    assert [met["seed"] for met in now(plan).chosen_fit["met"]] == ["S18", "S19"]


def test_another_approach_starts_over_and_leaves_the_words_of_the_couple(prepared_plan, thea):
    before = now(prepared_plan)
    told(prepared_plan, thea, goals=["emotional_expression", "focused_talk"])

    choose(prepared_plan, thea, QUARTER)

    kept = now(prepared_plan)
    assert kept.approach == QUARTER
    assert (kept.confirmed, kept.mode, kept.reflection_minutes) == ([], "", None)
    assert not ChosenQuestion.objects.exists()
    assert not ChosenTopic.objects.exists()
    assert {fraction for _, fraction in who_doses(kept).values()} == {"1/4"}
    assert kept.joint_intention == before.joint_intention
    assert kept.stop_word == before.stop_word
    assert [p.private_intention for p in kept.pair] == [p.private_intention for p in before.pair]


def test_choosing_the_same_approach_again_keeps_what_was_chosen_for_it(prepared_plan, thea):
    questions = list(ChosenQuestion.objects.values_list("question", "position"))

    choose(prepared_plan, thea, HALF, reason="Still.")

    assert list(ChosenQuestion.objects.values_list("question", "position")) == questions
    assert now(prepared_plan).confirmed == prepared_plan.confirmed
