"""A plan keeps its version; a newer one is looked at, and moved to on purpose."""

import pytest
from django.urls import reverse

from protocols import actions as protocols
from protocols.models import ProtocolVersion
from protocols.rules import digest
from sessions_app.planning import actions
from tests.sessions_app.pages import buttons, words
from tests.sessions_app.planning.deeds import now
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def newer(protocols_loaded, clinic, NOW):
    """The clinic's own wording: the first chosen question reads otherwise, the second is gone."""
    half = ProtocolVersion.objects.get(approach="dual_psycholytic", owner=None)
    deed = {"by": "Thea", "at": NOW}
    draft = protocols.start_wording(version=half, owner=clinic.pk, owner_name=clinic.name, **deed)
    rows = draft.content()["questions"]
    changed = [rows[0] | {"text": "What helps you to settle?"}, *rows[2:]]
    protocols.write_rows(
        version=draft, section="questions", rows=changed, seen=digest(rows), **deed
    )
    return protocols.publish_wording(version=draft, **deed)


@pytest.fixture
def protocols_loaded(prepared_plan):
    """A plan of the built-in version is there before the wording is published."""


def asked(plan):
    return [chosen.question.text for chosen in now(plan).chosen_questions.all()]


def move(plan, version, by, at):
    return actions.move_to_version(plan=plan, version=version, by=by, at=at)


def page(plan):
    return reverse("planning:newer", args=[plan.pk])


def test_a_plan_keeps_the_version_it_was_made_from(prepared_plan, newer):
    assert now(prepared_plan).version.owner is None
    assert now(prepared_plan).version != newer


def test_moving_carries_what_was_chosen_by_its_key(prepared_plan, newer, thea, NOW):
    before = asked(prepared_plan)

    move(prepared_plan, newer, thea, NOW)

    kept = now(prepared_plan)
    assert kept.version == newer
    assert asked(prepared_plan) == ["What helps you to settle?", before[2]]
    assert [each.position for each in kept.chosen_questions.all()] == [1, 2]
    assert {each.question.version_id for each in kept.chosen_questions.all()} == {newer.pk}
    assert {each.topic.version_id for each in kept.chosen_topics.all()} == {newer.pk}
    assert [each.opening for each in kept.chosen_topics.all()] == ["I wonder …", "I wonder …"]
    assert newest() == [row("plan moved to a newer version", prepared_plan, thea, NOW, revision=1)]


def test_a_sent_plan_that_moves_is_a_draft_of_the_next_revision(sent_plan, newer, thea, NOW):
    move(sent_plan, newer, thea, NOW)

    assert (now(sent_plan).stage, now(sent_plan).revision) == ("draft", 2)


def test_a_signed_plan_never_moves(signed_plan, newer, thea, NOW):
    with pytest.raises(actions.SignedPlanStays) as refusal:
        move(signed_plan, newer, thea, NOW)

    assert str(refusal.value).startswith("This plan is signed, and a signed plan keeps its version")
    assert (now(signed_plan).stage, now(signed_plan).version.owner) == ("cleared", None)


def test_only_the_version_in_use_is_moved_to(prepared_plan, newer, thea, NOW):
    solo = ProtocolVersion.objects.get(approach="solo")
    protocols.retire_wording(version=newer, by="Paul", at=NOW)

    for version in (newer, solo, now(prepared_plan).version):
        with pytest.raises(actions.NothingNewer):
            move(prepared_plan, version, thea, NOW)

    assert now(prepared_plan).version.owner is None


def test_the_fit_offers_what_is_different_and_the_page_says_what_is_put_aside(
    client, thea, prepared_plan, newer
):
    client.force_login(thea)
    gone = asked(prepared_plan)[1]

    fit = words(client.get(reverse("planning:fit", args=[prepared_plan.pk])))
    said = words(client.get(page(prepared_plan)))

    assert "A newer version of this approach is in use." in fit
    assert "made from version 1; new plans are made from Elm House version 1." in said
    assert f"is put aside: {gone} Move the plan to Elm House version 1" in said
    assert "Preparation questions Other A3-Q01" in said


def test_pressing_the_button_moves_the_plan(client, thea, prepared_plan, newer):
    client.force_login(thea)

    response = client.post(page(prepared_plan), {"version": newer.pk}, follow=True)

    assert response.redirect_chain == [
        (reverse("planning:preparation", args=[prepared_plan.pk]), 302)
    ]
    assert "The plan now has Elm House version 1." in words(response)
    assert now(prepared_plan).version == newer
    assert "There is nothing newer." in words(client.get(page(prepared_plan)))


def test_a_version_that_was_replaced_while_it_was_read_is_not_moved_to(
    client, thea, prepared_plan, newer, NOW
):
    client.force_login(thea)
    protocols.retire_wording(version=newer, by="Paul", at=NOW)

    response = client.post(page(prepared_plan), {"version": newer.pk}, follow=True)

    assert "The version you looked at is not the one in use now" in words(response)
    assert now(prepared_plan).version.owner is None


def test_a_signed_plan_shows_what_is_different_and_offers_no_button(
    client, thea, signed_plan, newer
):
    client.force_login(thea)

    response = client.get(page(signed_plan))

    assert "A signed plan keeps its version." in words(response)
    assert buttons(response) == []


def test_whoever_does_not_plan_reads_and_does_not_move(
    client, paul, stranger, prepared_plan, newer
):
    client.force_login(paul)
    reading = client.get(page(prepared_plan))
    moving = client.post(page(prepared_plan), {"version": newer.pk})
    client.force_login(stranger)

    assert buttons(reading) == []
    assert moving.status_code == 403
    assert client.get(page(prepared_plan)).status_code == 404
    assert now(prepared_plan).version.owner is None


def test_before_an_approach_is_chosen_there_is_nothing_newer(client, thea, plan):
    client.force_login(thea)

    assert client.get(page(plan)).status_code == 404
