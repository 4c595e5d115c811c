"""What the database refuses of a part, and in which words a form would hear of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from protocols.models import PARTS
from tests.factories import protocols as factories

PART_FACTORIES = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type)
    and issubclass(factory, factories.PartFactory)
    and not factory._meta.abstract
}


def refused(row, constraint):
    """The sentence a form would show; the database refuses the same row by itself."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    (sentence,) = refusal.value.messages
    return sentence


QUESTION, TOPIC, STARTER, PROMPT, PHASE, STEP, ITEM, MEETING, INDICATOR, PREREQUISITE = (
    PARTS.values()
)
EMPTY = "Write a few words here."
REFUSED = [
    (QUESTION, {"text": ""}, "question_text_given", EMPTY),
    (QUESTION, {"key": "Q01"}, "question_key_well_formed", "A key looks like A3-Q01."),
    (
        QUESTION,
        {"audience": "all"},
        "question_audience_known",
        "A question is for the dosing partner, the other, both together or each alone.",
    ),
    (
        QUESTION,
        {"audience": "both", "private": True},
        "question_private_is_for_one",
        "A question to both together cannot be private.",
    ),
    (TOPIC, {"key": "A5-T01"}, "topic_key_well_formed", "A key looks like A3-Q01."),
    (
        TOPIC,
        {"title": ""},
        "topic_title_and_follow_up_given",
        "A topic has a title and at least one follow-up question.",
    ),
    (
        TOPIC,
        {"follow_ups": []},
        "topic_title_and_follow_up_given",
        "A topic has a title and at least one follow-up question.",
    ),
    (STARTER, {"text": ""}, "starter_text_given", EMPTY),
    (
        STARTER,
        {"audience": "both"},
        "starter_audience_known",
        "A starter is for either partner or for one of them.",
    ),
    (
        PROMPT,
        {"when": "some_day"},
        "prompt_when_known",
        "A prompt is for the same day, the next day, one week or one month.",
    ),
    (
        PROMPT,
        {"audience": "dosing"},
        "prompt_audience_known",
        "A prompt is for both partners or the non-dosing partner.",
    ),
    (
        PHASE,
        {"route": "oral"},
        "phase_route_known",
        "The route is under the tongue, injection, infusion or nasal spray.",
    ),
    (
        PHASE,
        {"starts": 15, "ends": 15},
        "phase_ends_after_it_starts",
        "A phase ends after it has begun.",
    ),
    (STEP, {"text": ""}, "step_text_given", EMPTY),
    (
        ITEM,
        {"list": "car"},
        "item_list_known",
        "An item is on the packing list or on the room checklist.",
    ),
    (
        MEETING,
        {"kind": "one_year"},
        "meetingtemplate_kind_known",
        "A meeting is on the same day, the next day, after a week or after a month.",
    ),
    (
        MEETING,
        {"minutes": 0},
        "meetingtemplate_minutes_add_up",
        "A meeting lasts at least a minute, and its longest is not under its shortest.",
    ),
    (
        MEETING,
        {"minutes": 60, "minutes_max": 50},
        "meetingtemplate_minutes_add_up",
        "A meeting lasts at least a minute, and its longest is not under its shortest.",
    ),
    (
        MEETING,
        {"days_after": 0},
        "meetingtemplate_only_the_same_day_is_day_zero",
        "Only the same-day meeting is on the day of the session.",
    ),
    (INDICATOR, {"text": ""}, "indicator_text_given", EMPTY),
    (PREREQUISITE, {"text": ""}, "prerequisite_text_given", EMPTY),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "differs", "constraint", "sentence"),
    REFUSED,
    ids=[f"{constraint}-{n}" for n, (_, _, constraint, _) in enumerate(REFUSED)],
)
def test_a_part_that_cannot_be_is_refused(table, differs, constraint, sentence):
    factory = PART_FACTORIES[table]
    row = factory.build(version=factories.VersionFactory(), **differs)

    assert refused(row, constraint) == sentence


@pytest.mark.django_db
@pytest.mark.parametrize("table", PART_FACTORIES, ids=lambda table: table.__name__)
def test_a_place_in_a_list_is_taken_once(table):
    factory = PART_FACTORIES[table]
    there = factory()
    differs = {"kind": "one_week", "days_after": 7} if table is MEETING else {}

    again = factory.build(version=there.version, position=there.position, **differs)

    assert refused(again, f"{table._meta.model_name}_place_once") == (
        "Another part already has this place in the list."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("table", [QUESTION, TOPIC, STARTER, PROMPT])
def test_a_key_is_used_once_in_a_version_and_again_in_the_next(table):
    factory = PART_FACTORIES[table]
    there = factory()
    factory(key=there.key)

    again = factory.build(version=there.version, key=there.key)

    assert refused(again, f"{table._meta.model_name}_key_once") == (
        "This key is already used in this version."
    )


@pytest.mark.django_db
def test_a_version_proposes_one_meeting_of_each_kind():
    there = factories.MeetingTemplateFactory()

    again = factories.MeetingTemplateFactory.build(version=there.version)

    assert refused(again, "meetingtemplate_kind_once") == (
        "This version already has a meeting of this kind."
    )


@pytest.mark.django_db
def test_a_place_on_one_list_or_route_leaves_the_others_free():
    item = factories.ItemFactory()
    factories.ItemFactory(version=item.version, position=item.position, list="room")
    phase = factories.PhaseFactory()
    factories.PhaseFactory(version=phase.version, position=phase.position, route="im")

    assert item.version.items.count() == phase.version.phases.count() == 2


def test_every_part_has_its_factory():
    assert set(PART_FACTORIES) == set(PARTS.values())
