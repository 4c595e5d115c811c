"""What the database promises about plans, past every form and every deed."""

from datetime import timedelta

import pytest

from sessions_app.planning.models import ChosenQuestion, ChosenTopic, Meeting, Part, Plan
from sessions_app.planning.rules.stages import OPEN, Stage
from tests.factories.couples import PartnerFactory
from tests.factories.people import AccountFactory
from tests.factories.planning import (
    NOW,
    SESSION_AT,
    ChosenQuestionFactory,
    ChosenTopicFactory,
    MeetingFactory,
    PartFactory,
    PlanFactory,
)
from tests.factories.protocols import QuestionFactory, TopicFactory, VersionFactory
from tests.sessions_app.refusals import refused, refused_at_the_end

pytestmark = pytest.mark.django_db
PAIRS = ["submitted", "held", "withdrawn"]
HALVES = ["at", "by"]


def half(name, which):
    """One half of who and when."""
    return {f"{name}_{which}": NOW if which == "at" else AccountFactory()}


def both(name):
    return half(name, "at") | half(name, "by")


def whole():
    """All that a sent plan must hold."""
    return {
        "version": VersionFactory(),
        **both("chosen"),
        **both("submitted"),
        "starts_at": SESSION_AT,
        "minutes": 150,
        "therapist": AccountFactory(),
    }


def test_a_couple_has_one_plan_of_each_number():
    first = PlanFactory(number=4)

    with refused("plan_number_once"):
        PlanFactory(couple=first.couple, number=4)

    assert PlanFactory(number=4).number == 4


@pytest.mark.parametrize("which", HALVES)
@pytest.mark.parametrize("name", PAIRS)
def test_what_was_done_to_a_plan_names_who_and_when(name, which):
    with refused(f"plan_{name}_with_at_and_by"):
        PlanFactory(**half(name, which))

    assert PlanFactory(**both(name))


@pytest.mark.parametrize("missing", ["version", "chosen_by", "chosen_at"])
def test_a_chosen_approach_names_who_and_when(missing):
    chosen = {"version": VersionFactory(), **both("chosen")}

    with refused("plan_chosen_with_at_and_by"):
        PlanFactory(**chosen | {missing: None})

    assert PlanFactory(**chosen)


@pytest.mark.parametrize("missing", ["starts_at", "minutes", "therapist"])
def test_a_session_is_booked_whole(missing):
    session = {"starts_at": SESSION_AT, "minutes": 150, "therapist": AccountFactory()}

    with refused("plan_session_whole"):
        PlanFactory(**session | {missing: None})

    assert PlanFactory(**session)


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("stage", ["with_prescriber", "cleared", "held"])
@pytest.mark.parametrize(
    "missing",
    [
        {"version": None, "chosen_at": None, "chosen_by": None},
        {"starts_at": None, "minutes": None, "therapist": None},
        {"submitted_at": None, "submitted_by": None},
    ],
    ids=["approach", "session", "sending"],
)
def test_a_sent_plan_has_an_approach_a_date_and_a_sender(stage, missing):
    with refused("plan_sent_only_when_whole"):
        PlanFactory(stage=stage, **whole() | missing)

    assert PlanFactory(stage=stage, **whole())


@pytest.mark.usefixtures("by_hand")
def test_open_plans_are_those_that_can_still_go_somewhere():
    plans = {stage: PlanFactory(stage=stage.value, **whole()) for stage in Stage}

    assert set(Plan.objects.open()) == {plans[stage] for stage in OPEN}


@pytest.mark.usefixtures("by_hand")
def test_waiting_plans_come_longest_waiting_first():
    late, early = (
        PlanFactory(
            stage="with_prescriber", **whole() | {"submitted_at": NOW - timedelta(hours=hours)}
        )
        for hours in (1, 30)
    )
    PlanFactory(stage="cleared", **whole())

    assert list(Plan.objects.waiting()) == [early, late]


def test_a_partner_has_one_part_in_a_plan():
    part = PartFactory()

    with refused("part_once"):
        PartFactory(plan=part.plan, partner=part.partner)


@pytest.mark.parametrize(
    ("doses", "fraction", "fine"),
    [(True, "1/2", True), (True, "", False), (False, "", True), (False, "1/2", False)],
)
def test_a_dosing_partner_alone_has_a_fraction(doses, fraction, fine):
    if fine:
        assert PartFactory(doses=doses, fraction=fraction)
    else:
        with refused("part_fraction_only_when_dosing"):
            PartFactory(doses=doses, fraction=fraction)


def test_a_dosing_partner_is_nobodys_sitter():
    with refused("part_role_only_when_sober"):
        PartFactory(doses=True, fraction="1/1", nondosing_role="sitter")

    assert PartFactory(nondosing_role="sitter")


def test_the_pair_is_a_and_then_b_in_whatever_order_they_were_written():
    plan = PlanFactory()
    parts = [
        PartFactory(plan=plan, partner=PartnerFactory(couple=plan.couple, side=side))
        for side in "ba"
    ]

    assert plan.pair == parts[::-1]
    assert list(Part.objects.filter(plan=plan)) == parts[::-1]


@pytest.mark.parametrize("which", HALVES)
@pytest.mark.parametrize("name", ["held", "cancelled"])
def test_a_held_or_cancelled_meeting_names_who_and_when(name, which):
    with refused(f"meeting_{name}_with_at_and_by"):
        MeetingFactory(**half(name, which))

    assert MeetingFactory(**both(name))


def test_a_meeting_is_not_both_held_and_cancelled():
    with refused("meeting_held_or_cancelled"):
        MeetingFactory(**both("held"), **both("cancelled"))


def test_a_meeting_lasts_at_least_a_minute():
    with refused("meeting_has_a_length"):
        MeetingFactory(minutes=0)

    assert MeetingFactory(minutes=1)


def test_a_kind_of_meeting_is_booked_once_and_again_after_it_was_cancelled():
    meeting = MeetingFactory()

    with refused("meeting_kind_once"):
        MeetingFactory(plan=meeting.plan)

    Meeting.objects.filter(pk=meeting.pk).update(**both("cancelled"))
    assert MeetingFactory(plan=meeting.plan)


def test_standing_meetings_are_neither_held_nor_cancelled():
    standing = MeetingFactory()
    MeetingFactory(**both("held"))
    MeetingFactory(**both("cancelled"))

    assert list(Meeting.objects.standing()) == [standing]


def test_a_question_is_chosen_once_and_so_is_a_topic():
    question, topic = QuestionFactory(), TopicFactory()
    plan = PlanFactory()
    ChosenQuestionFactory(plan=plan, question=question)
    ChosenTopicFactory(plan=plan, topic=topic)

    with refused("question_chosen_once"):
        ChosenQuestionFactory(plan=plan, question=question, position=2)
    with refused("topic_chosen_once"):
        ChosenTopicFactory(plan=plan, topic=topic, position=2)


def test_two_questions_may_change_places_but_not_share_one():
    plan = PlanFactory()
    first, second = (
        ChosenQuestionFactory(plan=plan, question=QuestionFactory(), position=place)
        for place in (1, 2)
    )

    with refused_at_the_end("chosen_question_place_once"):
        ChosenQuestion.objects.filter(pk=second.pk).update(position=1)

    ChosenQuestion.objects.filter(pk=first.pk).update(position=2)
    ChosenQuestion.objects.filter(pk=second.pk).update(position=1)
    assert list(ChosenQuestion.objects.filter(plan=plan)) == [second, first]


def test_two_topics_do_not_share_a_place():
    plan = PlanFactory()
    ChosenTopicFactory(plan=plan, topic=TopicFactory(), position=1)

    with refused_at_the_end("chosen_topic_place_once"):
        ChosenTopicFactory(plan=plan, topic=TopicFactory(), position=1)

    assert ChosenTopic.objects.filter(plan=plan).count() == 1


def test_a_plan_a_part_and_a_meeting_are_named_for_people():
    couple = PartnerFactory(name="Alex Moreno").couple
    robin = PartnerFactory(couple=couple, side="b", name="Robin Hale")
    plan = PlanFactory(couple=couple, number=2)

    assert str(plan) == "Alex and Robin, plan 2"
    assert str(PartFactory(plan=plan, partner=robin)) == "Robin Hale in plan 2"
    assert str(MeetingFactory(plan=plan)) == "Next day meeting of Alex and Robin, plan 2"
    assert (plan.approach, plan.stage_label) == ("", "Draft")
