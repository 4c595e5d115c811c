"""Beginning a plan and filling its stations."""

import pytest

from protocols.rules import Approach
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions, facts
from sessions_app.planning.models import Plan
from tests.factories.planning import FACTS, NOW, chosen, prepared
from tests.sessions_app.planning.deeds import now
from tests.sessions_app.trail import newest, row

SOLO, FULL, HALF, QUARTER = Approach


def who_doses(plan):
    return {part.partner.side: (part.doses, part.fraction) for part in now(plan).pair}


def told(plan, thea, **change):
    return actions.record_facts(plan=plan, by=thea, at=NOW, **FACTS | change)


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
