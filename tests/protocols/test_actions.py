import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DataError, connection

from protocols import built_in
from protocols.actions import (
    PublishedVersionChanged,
    TemplateDoesNotHangTogether,
    load_built_in,
    publish,
)
from protocols.built_in import FileDoesNotRead
from protocols.models import PARTS, ProtocolVersion, Question
from protocols.rules import Approach, digest


@pytest.fixture
def folder(tmp_path):
    """The content files, to be changed by a test."""
    return shutil.copytree(built_in.FOLDER, tmp_path / "content")


def change(folder, name, was, becomes):
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), encoding="utf-8")


def everything():
    tables = (ProtocolVersion, *PARTS.values())
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


@pytest.mark.django_db
def test_loading_publishes_the_four_approaches_with_all_their_parts(now):
    loaded = load_built_in(by="Thea", at=now)

    assert [(approach, version.number, is_new) for approach, version, is_new in loaded] == [
        (approach, 1, True) for approach in Approach
    ]
    for approach, version, _ in loaded:
        assert (version.published_by, version.published_at, version.is_published) == (
            "Thea",
            now,
            True,
        )
        assert version.content() == built_in.read(approach)
        assert version.digest == digest(version.content())


def test_loading_twice_changes_nothing(versions, now):
    before = everything()

    loaded = load_built_in(by="somebody else", at=now)

    assert everything() == before
    assert [(version, is_new) for _, version, is_new in loaded] == [
        (version, False) for version in versions.values()
    ]


def test_a_new_number_is_published_and_the_one_before_it_retires(versions, folder, now):
    change(folder, "solo.toml", "number = 1", "number = 2")
    change(folder, "solo.toml", "Choose who doses.", "Choose together who doses.")

    loaded = load_built_in(by="Thea", at=now, folder=folder)

    assert [is_new for *_, is_new in loaded] == [True, False, False, False]
    first, second = ProtocolVersion.objects.for_approach("solo").order_by("number")
    assert (first.retired_at, first.is_published) == (now, False)
    assert (second.published_at, second.is_published) == (now, True)
    assert "Choose together who doses." in {step.text for step in second.steps.all()}
    assert "Choose who doses." in {step.text for step in first.steps.all()}
    assert list(ProtocolVersion.objects.published().side_by_side()) == [
        second,
        *list(versions.values())[1:],
    ]


def test_loading_an_older_release_again_brings_no_old_version_back(versions, folder, now):
    change(folder, "solo.toml", "number = 1", "number = 2")
    load_built_in(by="Thea", at=now, folder=folder)
    before = everything()

    load_built_in(by="Thea", at=now)

    assert everything() == before


def test_changed_words_under_the_same_number_are_refused(versions, folder, now):
    change(folder, "dual_psycholytic.toml", "Soft timer", "Loud timer")
    before = everything()

    with pytest.raises(PublishedVersionChanged) as refusal:
        load_built_in(by="Thea", at=now, folder=folder)

    assert str(refusal.value) == (
        "dual_psycholytic.toml no longer says what version 1 was published with. Plans keep that "
        "version, so its words stay: give the new words number 2 in dual_psycholytic.toml, and "
        "load again."
    )
    assert everything() == before


@pytest.mark.django_db
def test_a_template_that_does_not_hang_together_publishes_none_of_the_four(folder, now):
    change(folder, "extended_discussion.toml", "topics = [20, 80]", "topics = [20, 70]")

    with pytest.raises(TemplateDoesNotHangTogether) as refusal:
        load_built_in(by="Thea", at=now, folder=folder)

    assert str(refusal.value) == (
        "Extended discussion cannot be published yet. Under the tongue: “What we heard” does not "
        "begin where “Planned talk” ends."
    )
    assert not ProtocolVersion.objects.exists()


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("[topics]", "[subjects]", "'topics' is missing"),
        ("number = 1", "number 1", "Expected '=' after a key"),
        ("[20, 30]", "20", "cannot unpack non-iterable int object"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(was, becomes, reason, folder):
    change(folder, "solo.toml", was, becomes)

    with pytest.raises(FileDoesNotRead) as refusal:
        built_in.read(Approach.SOLO, folder)

    assert str(refusal.value).startswith(f"solo.toml cannot be read as a template: {reason}")
    assert str(refusal.value).endswith(". Mend it and load again.")


def test_a_publication_that_fails_half_way_leaves_everything_as_it_was(versions, now):
    content = built_in.read(Approach.SOLO) | {"number": 2}
    content["questions"][5]["text"] = "x" * 2000
    before = everything()

    with pytest.raises(DataError, match="value too long"):
        publish(content=content, by="Thea", at=now)

    assert everything() == before
    assert Question.objects.filter(version=versions[Approach.SOLO]).count() == 12


@pytest.mark.django_db(transaction=True)
def test_two_that_load_at_the_same_moment_publish_once(now):
    together = Barrier(2)

    def load(_):
        try:
            together.wait()
            return [is_new for *_, is_new in load_built_in(by="Thea", at=now)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(load, range(2)))

    assert answers == [[False] * 4, [True] * 4]
    assert ProtocolVersion.objects.count() == 4
