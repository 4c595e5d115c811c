"""A clinic words an approach anew: from the list to a published version."""

import pytest
from django.urls import reverse

from protocols import actions as protocols
from protocols.models import ProtocolVersion
from sessions_app.people.rules import Role
from sessions_app.wording import actions
from tests.factories.people import colleague
from tests.factories.planning import chosen
from tests.sessions_app.pages import buttons, forms, words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen", "protocols")
INDEX = "/wording/"


@pytest.fixture
def publishing(client, paul):
    client.force_login(paul)
    return client


def test_only_who_may_publish_is_offered_to_retire(client, thea, paul, clinic, draft, NOW):
    actions.publish(version=draft, clinic=clinic, by=paul, at=NOW)
    offered = []
    for who in (thea, paul):
        client.force_login(who)
        offered.append("Retire our wording" in words(client.get(INDEX)))

    assert offered == [False, True]


def test_the_list_shows_each_approach_with_the_version_in_use(writing, draft):
    said = words(writing.get(INDEX))

    assert "Dual psycholytic dosing Built in In use: Dual psycholytic dosing, version 1" in said
    assert "Being written by Thea Lindqvist: draft of Elm House version 1" in said
    assert "Put it into our words: Solo dosing" in said
    assert "Put it into our words: Dual psycholytic dosing" not in said


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_however_much_was_worded(
    rows, writing, clinic, thea, paul, NOW, django_assert_num_queries
):
    for version in list(ProtocolVersion.objects.all())[:rows]:
        begun = actions.start(version=version, clinic=clinic, by=thea, at=NOW)
        actions.publish(version=begun, clinic=clinic, by=paul, at=NOW)

    with django_assert_num_queries(4):  # session, account with its roles, roles again, versions
        writing.get(INDEX)


def test_beginning_makes_a_copy_and_leads_to_it(writing, half, clinic, thea, NOW):
    response = writing.post(reverse("wording:start", args=[half.pk]))

    begun = ProtocolVersion.objects.get(owner=clinic.pk)
    assert response.url == reverse("wording:draft", args=[begun.pk])
    assert newest() == [
        row(
            "wording begun",
            clinic,
            thea,
            NOW,
            version=begun.pk,
            approach="dual_psycholytic",
            edition=1,
        )
    ]


def test_beginning_what_is_begun_leads_to_the_draft_and_says_who_began_it(writing, half, draft):
    response = writing.post(reverse("wording:start", args=[half.pk]), follow=True)

    assert response.redirect_chain == [(reverse("wording:draft", args=[draft.pk]), 302)]
    assert "Thea Lindqvist has already begun a wording of this approach." in words(response)


def test_the_draft_lists_its_sections_and_that_nothing_is_missing(writing, at):
    said = words(writing.get(at("draft")))

    assert "Preparation questions 12 rows" in said
    assert "The day: Infusion" in said
    assert "Nothing is missing." in said
    assert "A prescriber or a supervisor of the clinic publishes it." in said


def test_what_is_missing_is_named_with_the_section_where_it_is_mended(publishing, draft, at):
    draft.prompts.all().delete()

    said = words(publishing.get(at("draft")))

    assert "What still stands in the way There are no prompts." in said
    assert "Publish…" not in said


def test_publishing_asks_once_and_then_new_plans_are_made_from_it(publishing, draft, clinic, at):
    asked = publishing.get(at("publish"))
    response = publishing.post(at("publish"), follow=True)

    assert buttons(asked) == ["Publish it"]
    assert response.redirect_chain == [(INDEX, 302)]
    assert "Published. New plans are made from it" in words(response)
    assert "Own wording In use: Dual psycholytic dosing, Elm House version 1" in words(response)
    current = ProtocolVersion.objects.current(clinic.pk).get(approach="dual_psycholytic")
    assert current.pk == draft.pk


def test_of_two_that_publish_the_second_is_told(publishing, draft, at):
    publishing.post(at("publish"))

    response = publishing.post(at("publish"), follow=True)

    assert "Paul Adeyemi published this wording meanwhile" in words(response)


def test_a_wording_that_lacks_a_part_is_not_published(publishing, draft, at):
    draft.prompts.all().delete()

    response = publishing.post(at("publish"), follow=True)

    assert "cannot be published yet. There are no prompts." in words(response)
    assert ProtocolVersion.objects.get(pk=draft.pk).is_draft


def test_a_retired_wording_gives_way_to_the_built_in(publishing, draft, half, clinic, at):
    publishing.post(at("publish"))

    response = publishing.post(at("retire"), follow=True)

    assert "Retired. New plans are made from the built-in version again." in words(response)
    assert "Used before: Dual psycholytic dosing Elm House version 1" in words(response)
    assert ProtocolVersion.objects.current(clinic.pk).get(approach=half.approach) == half


def test_a_draft_is_not_retired_because_it_was_never_in_use(publishing, draft, at):
    response = publishing.post(at("retire"), follow=True)

    draft.refresh_from_db()
    assert "This wording is a draft, so it is not in use." in words(response)
    assert (draft.published_at, draft.retired_at) == (None, None)


def test_a_discarded_draft_is_gone(writing, draft, at):
    response = writing.post(at("discard"), follow=True)

    assert "Discarded. Nothing of it is kept." in words(response)
    assert not ProtocolVersion.objects.filter(pk=draft.pk).exists()


def test_a_draft_without_phases_says_why_it_has_no_paper_yet(writing, draft, at):
    draft.phases.all().delete()

    response = writing.get(at("paper"), follow=True)

    assert "A sheet tells the phases of the session, and this wording has none yet." in words(
        response
    )
    assert response.redirect_chain == [(at("draft"), 302)]


def test_a_draft_is_looked_at_as_a_page_and_as_a_paper(writing, draft, at):
    page = writing.get(reverse("protocols:detail", args=[draft.pk]))
    paper = writing.get(at("paper"))

    assert "This is a draft." in words(page)
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


PAGES = ["draft", "paper", "publish", "retire", "discard"]


def test_another_clinic_finds_nothing_and_other_roles_are_told_who_can(
    client, clinic, draft, stranger, ada, at
):
    supervisor_elsewhere = colleague(stranger.clinic, Role.SUPERVISOR)
    addresses = [*(at(name) for name in PAGES), at("section", "questions")]
    answers = {}
    for who in (supervisor_elsewhere, ada):
        client.force_login(who)
        answers[who] = {client.get(address).status_code for address in addresses}

    assert answers == {supervisor_elsewhere: {404}, ada: {403}}
    assert client.get(INDEX).status_code == 403


def test_a_therapist_words_and_does_not_publish_a_prescriber_publishes_and_does_not_word(
    client, thea, paul, draft, half, at
):
    client.force_login(thea)
    wording = [client.post(at(name)).status_code for name in ("publish", "retire")]
    client.force_login(paul)
    publishing = [
        client.post(at("discard")).status_code,
        client.get(at("section", "questions")).status_code,
        client.post(reverse("wording:start", args=[half.pk])).status_code,
    ]

    assert (wording, publishing) == ([403, 403], [403, 403, 403])
    assert ProtocolVersion.objects.get(pk=draft.pk).is_draft


def test_a_section_that_does_not_exist_is_not_found(writing, at):
    assert writing.get(at("section", "doses")).status_code == 404


def test_the_built_in_versions_are_nobodys_to_word(writing, half):
    for name in PAGES:
        assert writing.get(reverse(f"wording:{name}", args=[half.pk])).status_code == 404


def test_a_plan_is_made_from_the_wording_and_keeps_it(publishing, plan, thea, draft, at, NOW):
    publishing.post(at("publish"))
    made = chosen(plan, by=thea, at=NOW)

    protocols.retire_wording(version=draft, by="Paul", at=NOW)
    made.refresh_from_db()

    assert made.version_id == draft.pk
    assert forms(publishing.get(INDEX)) == [reverse("wording:search")]
