"""A version: what the database refuses, and how its content is asked for."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from protocols.models import PARTS, ProtocolVersion
from protocols.models.version import PART_NAMES
from protocols.rules import Approach
from protocols.rules.templates import FRAME, TEXTS
from tests.factories import protocols as factories


def refused(row, constraint):
    """The sentence a form would show; the database refuses the same row by itself."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    (sentence,) = refusal.value.messages
    return sentence


# Whose it is and how far it has come; everything else is content.
OF_THE_VERSION = {
    "id",
    "owner",
    "owner_name",
    "based_on",
    "started_at",
    "started_by",
    "digest",
    "published_at",
    "published_by",
    "retired_at",
}
VERSIONS = [
    (
        {"approach": "swap", "fraction": "1/1", "both_dose": True},
        "protocol_",
        "There are four approaches; choose one of them. "
        "The fraction and who doses belong to the approach.",
    ),
    (
        {"fraction": "1/1"},
        "protocol_frame_belongs_to_the_approach",
        "The fraction and who doses belong to the approach.",
    ),
    (
        {"both_dose": False},
        "protocol_frame_belongs_to_the_approach",
        "The fraction and who doses belong to the approach.",
    ),
    (
        {"published_at": factories.PUBLISHED_AT},
        "protocol_published_at_and_by_together",
        "A published version names who published it and when.",
    ),
    (
        {"published_by": "Thea"},
        "protocol_published_at_and_by_together",
        "A published version names who published it and when.",
    ),
    (
        {"retired_at": factories.PUBLISHED_AT},
        "protocol_retired_after_published",
        "Only a published version can be retired.",
    ),
    (
        {"owner": 1},
        "protocol_",
        "A clinic's wording names the clinic and what it began as. "
        "A clinic's wording names who began it and when.",
    ),
    (
        {"started_at": factories.PUBLISHED_AT},
        "protocol_started_at_and_by_together",
        "A clinic's wording names who began it and when.",
    ),
    (
        {"digest": "nothing"},
        "protocol_digest_is_sha256",
        "The digest is sixty-four hexadecimal figures.",
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("differs", "constraint", "sentences"), VERSIONS)
def test_a_version_that_cannot_be_is_refused(differs, constraint, sentences):
    row = factories.VersionFactory.build(**differs)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()

    assert " ".join(refusal.value.messages) == sentences


@pytest.mark.django_db
def test_a_number_is_given_once_for_each_approach():
    there = factories.VersionFactory()
    again = factories.VersionFactory.build(number=there.number)
    factories.VersionFactory(number=there.number, approach=Approach.SOLO.value)

    assert refused(again, "protocol_number_once_built_in") == (
        "This approach already has a version with this number."
    )


@pytest.mark.django_db
def test_an_approach_has_one_published_version_at_a_time(now):
    first = factories.PublishedFactory()
    second = factories.PublishedFactory.build()

    sentence = refused(second, "protocol_one_published_built_in")
    first.retired_at = now
    first.save(update_fields=["retired_at"])
    second.save()

    assert sentence == "This approach already has a published version."
    assert list(ProtocolVersion.objects.published()) == [second]


@pytest.mark.django_db
def test_each_clinic_counts_and_publishes_for_itself():
    public = {"published_at": factories.PUBLISHED_AT, "published_by": "Thea"}
    built_in = factories.PublishedFactory(number=1)
    own = factories.WordingFactory(number=1, **public)
    other = factories.WordingFactory(number=1, owner=2, owner_name="Oak House", **public)

    again = factories.WordingFactory.build(based_on=built_in, number=2, **public)

    assert refused(again, "protocol_one_published_own") == (
        "This approach already has a published version."
    )
    assert [list(ProtocolVersion.objects.current(owner)) for owner in (1, 2, 3, None)] == [
        [own],
        [other],
        [built_in],
        [built_in],
    ]
    assert [version.edition for version in (built_in, own)] == ["version 1", "Elm House version 1"]


@pytest.mark.django_db
def test_a_clinic_words_one_draft_of_an_approach_at_a_time():
    there = factories.WordingFactory()

    again = factories.WordingFactory.build(based_on=there.based_on)

    assert refused(again, "protocol_one_draft_own") == (
        "A wording of this approach is already being written."
    )


@pytest.mark.django_db
def test_a_clinic_sees_its_own_and_the_built_in_and_nothing_of_another():
    built_in, own = factories.VersionFactory(), factories.WordingFactory()
    factories.WordingFactory(owner=2, owner_name="Oak House", based_on=built_in)
    clinic = SimpleNamespace(pk=1)

    mine = ProtocolVersion.objects.visible_to(SimpleNamespace(clinic=clinic))
    nobodys = ProtocolVersion.objects.visible_to(SimpleNamespace(clinic=None))

    assert set(mine) == {built_in, own, own.based_on}
    assert set(nobodys) == {built_in, own.based_on}


def test_every_list_has_its_table():
    assert tuple(PARTS) == PART_NAMES


def test_every_column_that_is_content_is_counted_as_content():
    placed = {"id", "version", "position"}
    for table in PARTS.values():
        columns = {field.name for field in table._meta.get_fields() if field.concrete}
        assert columns - placed == set(table.PLAIN)
    columns = {field.name for field in ProtocolVersion._meta.get_fields() if field.concrete}
    assert columns - OF_THE_VERSION == {*FRAME, *TEXTS}


def test_the_four_stand_side_by_side_in_their_own_order(versions):
    assert [version.approach for version in ProtocolVersion.objects.side_by_side()] == list(
        Approach
    )
    assert str(versions[Approach.SOLO]) == "Solo dosing, version 1"


def test_the_whole_content_comes_in_one_query(versions, django_assert_num_queries):
    with django_assert_num_queries(1):
        contents = [version.content() for version in ProtocolVersion.objects.whole()]
    with django_assert_num_queries(1):
        content = versions[Approach.SOLO].content()

    assert len(contents) == 4
    assert content in contents


def test_the_parts_are_shown_with_their_words(versions):
    parts = versions[Approach.SOLO].parts()

    assert [str(question) for question in parts["questions"]] == [
        question.text for question in versions[Approach.SOLO].questions.all()
    ]
    assert parts["questions"][4].get_audience_display() == "Dosing partner"
    assert str(parts["topics"][6]) == "Trust"
    assert [meeting.lasts for meeting in parts["meetings"]] == [
        "20 to 30 minutes",
        "50 to 60 minutes",
        "50 minutes",
        "50 minutes",
    ]
    assert [phase.span for phase in parts["phases"] if phase.route == "sublingual"][-2:] == [
        "T+120 to T+150",
        "after T+150",
    ]


def test_what_each_partner_takes(versions):
    assert {
        approach: (version.fraction, version.other_fraction)
        for approach, version in versions.items()
    } == {
        Approach.SOLO: ("1/1", "0"),
        Approach.DUAL_PSYCHEDELIC: ("1/1", "1/1"),
        Approach.DUAL_PSYCHOLYTIC: ("1/2", "1/2"),
        Approach.EXTENDED_DISCUSSION: ("1/4", "1/4"),
    }
