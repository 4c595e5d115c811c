"""A clinic's own wording, from its beginning to its end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from protocols import actions
from protocols.models import PARTS, ProtocolVersion
from protocols.rules import Approach, digest
from protocols.rules.sections import SECTIONS, rows_of
from protocols.rules.templates import TEXTS

CLINIC = {"owner": 7, "owner_name": "Elm House"}
OTHER = {"owner": 8, "owner_name": "Oak House"}
QUESTIONS = SECTIONS["questions"]


@pytest.fixture
def solo(versions):
    return versions[Approach.SOLO]


@pytest.fixture
def deed(now):
    return {"by": "Thea", "at": now}


@pytest.fixture
def draft(solo, deed):
    return actions.start_wording(version=solo, **CLINIC, **deed)


def now_of(version):
    return ProtocolVersion.objects.get(pk=version.pk)


def rewrite(draft, change, deed, section="questions", seen=None):
    """The rows of a section with this change made to the first of them."""
    rows = rows_of(draft.content(), SECTIONS[section])
    seen = seen or digest(rows)
    changed = [rows[0] | change, *rows[1:]]
    return actions.write_rows(version=draft, section=section, rows=changed, seen=seen, **deed)


def publish(draft, deed):
    return actions.publish_wording(version=draft, **deed)


def test_a_wording_begins_as_a_copy_that_names_what_it_began_as(draft, solo, now):
    assert draft.content() == solo.content() | {"number": 1}
    assert (draft.owner, draft.owner_name, draft.based_on) == (7, "Elm House", solo)
    assert (draft.started_by, draft.started_at, draft.is_draft) == ("Thea", now, True)
    assert ProtocolVersion.objects.current(7).get(approach="solo") == solo


def test_a_second_wording_of_the_same_approach_is_told_who_began_the_first(draft, solo, deed):
    with pytest.raises(actions.WordingIsOpen) as refusal:
        actions.start_wording(version=solo, **CLINIC, **deed | {"by": "Sam"})
    others = actions.start_wording(version=solo, **OTHER, **deed)

    assert refusal.value.draft == draft
    assert str(refusal.value) == (
        "Thea has already begun a wording of this approach. Go on with that one, or discard it "
        "first."
    )
    assert others.owner == 8


def test_a_section_is_written_and_every_other_stays(draft, deed):
    before = draft.content()

    rewrite(draft, {"text": "What helps you to settle?"}, deed)

    after = now_of(draft).content()
    assert after["questions"][0] == before["questions"][0] | {"text": "What helps you to settle?"}
    assert after["questions"][1:] == before["questions"][1:]
    assert after | {"questions": None} == before | {"questions": None}


@pytest.mark.parametrize("section", [key for key in SECTIONS if SECTIONS[key].part])
def test_every_section_is_written_by_itself(section, draft, deed):
    before, part = draft.content(), SECTIONS[section].part
    change = {"title": "Other"} if part == "topics" else {"text": "Other words."}

    rewrite(draft, change, deed, section=section)

    after = now_of(draft).content()
    assert rows_of(after, SECTIONS[section])[0] == rows_of(before, SECTIONS[section])[0] | change
    assert len(after[part]) == len(before[part])
    assert after | {part: None} == before | {part: None}


def test_texts_are_written(draft, deed):
    seen = digest({"talk": draft.talk})

    actions.write_texts(version=draft, texts={"talk": "Slow."}, seen=seen, **deed)

    assert now_of(draft).talk == "Slow."


def test_two_that_write_the_same_section_never_overwrite_each_other(draft, deed):
    seen = digest(rows_of(draft.content(), QUESTIONS))
    rewrite(draft, {"text": "The first of the two."}, deed)

    with pytest.raises(actions.SectionChanged):
        rewrite(draft, {"text": "The second."}, deed, seen=seen)
    with pytest.raises(actions.SectionChanged):
        actions.write_texts(version=draft, texts={"talk": "Slow."}, seen="0" * 64, **deed)

    assert now_of(draft).content()["questions"][0]["text"] == "The first of the two."


def test_publishing_puts_it_in_the_place_of_the_built_in_for_this_clinic_alone(
    draft, solo, deed, now
):
    rewrite(draft, {"text": "What helps you to settle?"}, deed)

    published = publish(draft, deed)

    assert published.digest == digest(now_of(draft).content())
    assert (published.published_by, published.published_at) == ("Thea", now)
    assert ProtocolVersion.objects.current(7).get(approach="solo") == published
    assert ProtocolVersion.objects.current(8).get(approach="solo") == solo
    assert now_of(solo).is_published


def test_the_next_wording_is_counted_on_and_retires_the_one_before(draft, deed, now):
    first = publish(draft, deed)

    second = publish(actions.start_wording(version=first, **CLINIC, **deed), deed)

    assert (now_of(first).retired_at, second.number) == (now, 2)
    assert ProtocolVersion.objects.current(7).get(approach="solo") == second


def test_what_does_not_hang_together_is_not_published_and_not_half_published(draft, deed):
    seen = digest(rows_of(draft.content(), SECTIONS["prompts"]))
    actions.write_rows(version=draft, section="prompts", rows=[], seen=seen, **deed)

    with pytest.raises(actions.TemplateDoesNotHangTogether) as refusal:
        publish(draft, deed)

    assert refusal.value.faults[0] == "There are no prompts."
    assert now_of(draft).is_draft


def test_nothing_is_written_into_what_was_published_meanwhile(draft, deed):
    seen = digest(rows_of(draft.content(), QUESTIONS))
    publish(draft, deed | {"by": "Paul"})
    before = draft.content()

    with pytest.raises(actions.PublishedMeanwhile) as refusal:
        rewrite(draft, {"text": "Too late."}, deed, seen=seen)
    with pytest.raises(actions.PublishedMeanwhile):
        actions.discard_wording(version=draft, **deed)

    assert str(refusal.value) == (
        "Paul published this wording meanwhile, and a published version never changes. To go on, "
        "begin a new wording from it."
    )
    assert now_of(draft).content() == before


def test_a_discarded_wording_is_gone_and_says_so(draft, deed):
    actions.discard_wording(version=draft, **deed)

    with pytest.raises(actions.PublishedMeanwhile) as refusal:
        publish(draft, deed)

    assert str(refusal.value) == (
        "This wording was discarded meanwhile, so nothing was kept of it."
    )
    assert not ProtocolVersion.objects.owned_by(7).exists()
    assert not any(part.objects.filter(version_id=draft.pk).exists() for part in PARTS.values())


def test_a_retired_wording_makes_room_for_the_built_in_again(draft, solo, deed, now):
    published = publish(draft, deed)

    for _ in range(2):
        actions.retire_wording(version=published, **deed)

    assert now_of(published).retired_at == now
    assert ProtocolVersion.objects.current(7).get(approach="solo") == solo


def test_every_text_and_every_list_is_worded_somewhere_or_stays_on_purpose(solo):
    content = solo.content()

    worded = {section.part for section in SECTIONS.values()} - {""}

    assert worded | {"indicators", "prerequisites"} == set(PARTS)
    assert set(TEXTS) <= set(content)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_publish_at_the_same_moment_one_wins_and_the_other_is_told(now):
    actions.load_built_in(by="Thea", at=now)
    solo = ProtocolVersion.objects.get(approach="solo")
    draft = actions.start_wording(version=solo, **CLINIC, by="Thea", at=now)
    together = Barrier(2)

    def go(who):
        try:
            together.wait()
            return actions.publish_wording(version=draft, by=who, at=now).published_by
        except actions.PublishedMeanwhile as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(go, ["Paul", "Sam"]), key=len)

    assert told[0] in ("Paul", "Sam")
    assert told[1].startswith(f"{told[0]} published this wording meanwhile")
    assert now_of(draft).published_by == told[0]
