"""A published version never changes: what the database refuses, whoever asks it."""

import pytest
from django.db import IntegrityError, transaction

from protocols.models import PARTS, ProtocolVersion
from protocols.rules import Approach
from tests.factories import protocols as factories
from tests.protocols.test_parts import PART_FACTORIES

STAYS = "never changed or removed"


@pytest.fixture
def solo(versions):
    return versions[Approach.SOLO]


def refused(deed):
    with pytest.raises(IntegrityError, match=STAYS), transaction.atomic():
        deed()


@pytest.mark.parametrize(
    "change",
    [{"talk": "Fast."}, {"number": 9}, {"digest": "0" * 64}, {"published_at": None,
     "published_by": ""}, {"published_by": "Somebody else"}],
    ids=str,
)  # fmt: skip
def test_no_word_of_a_published_version_changes(solo, change):
    refused(lambda: ProtocolVersion.objects.filter(pk=solo.pk).update(**change))


def test_a_published_version_is_not_removed(solo):
    refused(solo.delete)


def test_it_retires_once_and_never_comes_back(solo, now):
    kept = ProtocolVersion.objects.filter(pk=solo.pk)

    kept.update(retired_at=now)

    refused(lambda: kept.update(retired_at=None))
    assert kept.get().retired_at == now


@pytest.mark.parametrize("name", PARTS)
def test_no_part_of_it_is_changed_removed_or_added(solo, name):
    table = PARTS[name]
    row = table.objects.filter(version=solo).first()
    more = PART_FACTORIES[table].build(version=solo, position=99)
    draft = factories.VersionFactory()

    refused(lambda: table.objects.filter(pk=row.pk).update(position=98))
    refused(row.delete)
    refused(lambda: table.objects.filter(pk=row.pk).update(version=draft))
    with pytest.raises(IntegrityError, match="takes no further part"), transaction.atomic():
        more.save()


@pytest.mark.django_db
def test_a_draft_is_written_and_thrown_away_freely():
    draft = factories.VersionFactory()
    question = factories.QuestionFactory(version=draft)

    question.text = "Other words."
    question.save()
    draft.talk = "Slow."
    draft.save()
    draft.delete()

    assert not ProtocolVersion.objects.exists()
