"""Whoever words looks for words in every version, also in those that are not in use."""

import pytest
from django.urls import reverse

from protocols import actions as protocols
from protocols.models import ProtocolVersion
from protocols.rules import digest
from sessions_app.people.rules import Role
from sessions_app.wording import actions
from tests.factories.people import ClinicFactory, colleague
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen", "protocols")
SEARCH = "/wording/search/"


def worded(approach, talk, *, clinic, by, at):
    """A draft of the clinic with these words about the talk."""
    version = ProtocolVersion.objects.current(clinic.pk).get(approach=approach)
    draft = actions.start(version=version, clinic=clinic, by=by, at=at)
    return protocols.write_texts(
        version=draft, texts={"talk": talk}, seen=digest({"talk": draft.talk}), by=by.name, at=at
    )


@pytest.fixture
def versions(clinic, thea, paul, NOW):
    """One draft, one in use, one retired; each says "heron" once."""
    deeds = {"clinic": clinic, "at": NOW}
    old = worded("solo", "An old heron.", by=thea, **deeds)
    actions.publish(version=old, by=paul, **deeds)
    actions.retire(version=old, by=paul, **deeds)
    half = worded("dual_psycholytic", "A heron in use.", by=thea, **deeds)
    actions.publish(version=half, by=paul, **deeds)
    return old, half, worded("extended_discussion", "A heron to come.", by=thea, **deeds)


def test_drafts_and_retired_versions_are_found_and_marked_as_such(client, thea, versions):
    client.force_login(thea)

    said = words(client.get(SEARCH, {"q": "heron"}))
    built_in = words(client.get(SEARCH, {"q": "soft arrival"}))

    assert "3 places hold “heron”." in said
    assert [state for state in ("Retired", "In use", "Draft") if f"version 1 {state} " in said] == [
        "Retired", "In use", "Draft"
    ]  # fmt: skip
    assert "Built in, not in use here" in built_in


def test_each_place_leads_to_its_version(client, paul, versions):
    client.force_login(paul)

    page = client.get(SEARCH, {"q": "heron"})

    for version in versions:
        assert f'href="{reverse("protocols:detail", args=[version.pk])}#what"' in page.text


def test_whoever_does_not_word_searches_what_is_in_use_alone(client, clinic, ada, versions):
    therapist_elsewhere = colleague(ClinicFactory(), Role.THERAPIST)
    client.force_login(ada)
    refused = client.get(SEARCH, {"q": "heron"}).status_code
    in_use = words(client.get(reverse("protocols:search"), {"q": "heron"}))
    client.force_login(therapist_elsewhere)

    assert refused == 403
    assert "1 place holds “heron”." in in_use
    assert "Nothing holds these words" in words(client.get(SEARCH, {"q": "heron"}))


@pytest.mark.parametrize(("wanted", "asked"), [("", 3), ("heron", 4)])
def test_searching_every_version_takes_one_question(
    wanted, asked, client, thea, versions, django_assert_num_queries
):
    client.force_login(thea)

    with django_assert_num_queries(asked):  # session, account, its roles, the versions
        client.get(SEARCH, {"q": wanted})
