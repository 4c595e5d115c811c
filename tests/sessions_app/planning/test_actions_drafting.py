"""Beginning a plan and filling its stations."""

import pytest

from protocols.models import ProtocolVersion
from protocols.rules import Approach
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions, facts
from sessions_app.planning.models import ChosenQuestion, ChosenTopic, Plan
from sessions_app.planning.rules.gates import open_gates
from sessions_app.screening.models import Interview
from tests.factories.planning import FACTS, NOW, POINTS_TO, chosen, prepared
from tests.sessions_app.planning.deeds import now
from tests.sessions_app.trail import newest, row

SOLO, FULL, HALF, QUARTER = Approach


def who_doses(plan):
    return {part.partner.side: (part.doses, part.fraction) for part in now(plan).pair}


def told(plan, thea, **change):
    return actions.record_facts(plan=plan, by=thea, at=NOW, **FACTS | change)


def choose(plan, thea, approach, reason=""):
    return actions.choose(plan=plan, approach=approach, reason=reason, by=thea, at=NOW)


def test_a_new_plan_is_an_empty_draft_with_a_part_for_each_partner(couple, protocols, thea):
    plan = actions.begin(couple=couple, by=thea, at=NOW)

    kept = now(plan)
    assert (kept.couple, kept.number, kept.stage, kept.revision) == (couple, 1, "draft", 1)
    assert (kept.begun_by, kept.begun_at, kept.zone) == (thea, NOW, "America/Denver")
    assert [part.partner for part in kept.pair] == couple.pair
    assert (kept.version, kept.facts_at, kept.starts_at) == (None, None, None)
    assert newest() == [row("plan begun", plan, thea, NOW, number=1)]


def test_plans_of_a_couple_are_counted(couple, thea):
    numbers = [actions.begin(couple=couple, by=thea, at=NOW).number for _ in range(3)]

    assert numbers == [1, 2, 3]


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_begins_a_plan(who, couple, request):
    with pytest.raises(NotYourDeed):
        actions.begin(couple=couple, by=request.getfixturevalue(who), at=NOW)

    assert not Plan.objects.exists()


def test_facts_are_kept_with_the_moment_they_were_told(plan, thea):
    told(plan, thea, goals=["deep_shift"], comfort="unsure", sober_b=False)

    kept = now(plan)
    assert (kept.goals, kept.comfort, kept.setting) == (["deep_shift"], "unsure", "office")
    assert kept.facts_at == NOW
    assert [part.can_stay_sober for part in kept.pair] == [True, False]


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


def test_roles_follow_who_doses_and_the_fraction_follows_the_protocol(plan, thea):
    plan = prepared(plan, by=thea, at=NOW, approach=SOLO)
    swapped = {
        "a": {"doses": False, "nondosing_role": "chaperone", "support_styles": ["presence"]},
        "b": {"doses": True, "nondosing_role": "", "support_styles": []},
    }

    for parts in (swapped, {"a": swapped["b"], "b": swapped["a"]}):
        actions.set_roles(plan=plan, parts=parts, ride="A taxi", by=thea, at=NOW)
        kept = {side: part["doses"] for side, part in parts.items()}
        assert who_doses(plan) == {
            side: (doses, "1/1" if doses else "") for side, doses in kept.items()
        }

    assert now(plan).ride == "A taxi"
    assert now(plan).pair[1].nondosing_role == "chaperone"


def test_a_touch_answer_is_kept_even_where_it_changes_nothing_that_is_agreed(signed_plan, thea):
    answers = {"a": {"touch": ["hand", "steadying"]}, "b": {"touch": ["hand"]}}

    actions.set_roles(plan=signed_plan, parts=answers, by=thea, at=NOW)

    kept = now(signed_plan)
    assert [part.touch for part in kept.pair] == [["hand", "steadying"], ["hand"]]
    assert (kept.stage, kept.revision) == ("cleared", 1)
    assert facts.touch_agreement(kept) == ["Holding hands"]


def test_touch_is_agreed_once_each_was_asked_alone(plan, thea):
    plan = chosen(plan, by=thea, at=NOW)
    agreed = [facts.touch_agreement(now(plan))]

    for parts in ({"a": {"touch": ["hand"]}, "b": {}}, {"a": {}, "b": {"touch": []}}):
        actions.set_roles(plan=plan, parts=parts, by=thea, at=NOW)
        agreed.append(facts.touch_agreement(now(plan)))

    assert agreed == [None, None, []]


@pytest.mark.parametrize("joint", ["To be near.", ""])
def test_nobody_agrees_to_words_that_are_not_there(joint, plan, thea):
    actions.write_intentions(
        plan=plan,
        joint=joint,
        private={"a": "Mine.", "b": ""},
        agrees={"a": True, "b": False},
        by=thea,
        at=NOW,
    )

    kept = now(plan)
    assert kept.joint_intention == joint
    assert [part.private_intention for part in kept.pair] == ["Mine.", ""]
    assert [part.agrees_joint for part in kept.pair] == [bool(joint), False]


def test_preparation_keeps_questions_and_topics_in_their_order(plan, thea):
    plan = chosen(plan, by=thea, at=NOW, approach=QUARTER)
    questions = list(plan.version.questions.all()[:3])[::-1]
    topics = [(topic, f"Of {topic.key}") for topic in plan.version.topics.all()[:2]][::-1]

    actions.confirm_preparation(
        plan=plan, questions=questions, topics=topics, confirmed=["source", "risks"],
        mode="couple_led", reflection_minutes=15, by=thea, at=NOW,
    )  # fmt: skip

    kept = now(plan)
    assert [chosen.question for chosen in kept.chosen_questions.all()] == questions
    assert [(c.topic, c.opening) for c in kept.chosen_topics.all()] == topics
    assert kept.confirmed == ["risks", "source"]
    assert (kept.mode, kept.reflection_minutes) == ("couple_led", 15)
