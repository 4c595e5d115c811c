"""The page about the treatment: hope and never promise, risks and law with their sources."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from protocols import words_about
from protocols.actions import start_wording
from sessions_app.people.rules import Role
from tests.factories.people import ClinicFactory, colleague
from tests.sessions_app.pages import words

ABOUT = words_about.read()
LINES = [line for part in ABOUT["parts"] for line in part["lines"]]
HOPES = {"S2", "S3", "S4", "S5", "S6", "S61"}
PROMISES = r"\b(will (?:heal|cure|save|fix)|cures?|guarantee|proven|permanent|always works)\b"


@pytest.fixture
def signed_in(client, db):
    client.force_login(colleague(ClinicFactory(), Role.THERAPIST))
    return client


def test_every_line_stands_on_the_page(signed_in):
    said = words(signed_in.get(reverse("protocols:about")))

    missing = [line["text"] for line in LINES if line["text"] not in said]

    assert missing == []


def test_hopes_are_worded_as_hopes():
    hopeful = [line for line in LINES if HOPES & set(line.get("seeds", []))]

    assert len(hopeful) == 6
    for line in hopeful:
        assert re.search(r"\b(may|hope for|thought to)\b", line["text"]), line["text"]
    assert not re.search(PROMISES, str(ABOUT), re.IGNORECASE)


@pytest.mark.parametrize("key", ["risks", "law"])
def test_every_risk_and_every_sentence_of_law_names_its_sources(key):
    part = next(part for part in ABOUT["parts"] if part["key"] == key)
    known = {source["key"] for source in ABOUT["sources"]}

    assert {line["text"] for line in part["lines"] if not line.get("sources")} == set()
    assert {each for line in LINES for each in line.get("sources", [])} == known


def test_every_source_says_when_it_was_checked(signed_in):
    said = words(signed_in.get(reverse("protocols:about")))

    assert {type(source["checked"]) for source in ABOUT["sources"]} == {date}
    assert said.count("Checked 24 November 2026.") == len(ABOUT["sources"])
    assert "The FDA’s own page was not among them." in said


def test_what_checked_means_is_said_and_no_more_than_that_is_claimed(signed_in):
    said = words(signed_in.get(reverse("protocols:about")))

    assert (
        "Checked means that a copy or an excerpt of the source was read on the day beside it, by "
        "the makers of this software, and that it says what stands here." in said
    )
    assert "No clinician and no lawyer has checked this page" in said
    assert not re.search(r"(?i)\b(medically reviewed|verified|certified by|approved by us)\b", said)


@pytest.mark.parametrize(("day", "passed"), [("2026-12-31", False), ("2027-01-02", True)])
@pytest.mark.django_db
def test_a_day_that_has_passed_is_said_to(day, passed, client):
    with time_machine.travel(f"{day} 20:00", tick=False):
        client.force_login(colleague(ClinicFactory(), Role.THERAPIST))
        said = words(client.get(reverse("protocols:about")))

    assert ("31 December 2026. That day has passed; have it checked" in said) == passed


def test_words_are_found_wherever_they_stand(signed_in, versions):
    page = signed_in.get(reverse("protocols:search"), {"q": "TRUST grow"})

    solo = versions["solo"]
    link = f'<a class="row-title" href="{reverse("protocols:detail", args=[solo.pk])}#topics">'
    assert "1 place holds “TRUST grow”." in words(page)
    assert link in page.text


@pytest.mark.parametrize("wanted", ["zebra", "%", "<script>", "\0 zebra"])
def test_words_that_stand_nowhere_are_said_to(wanted, signed_in, versions):
    page = signed_in.get(reverse("protocols:search"), {"q": wanted})

    assert page.status_code == 200
    assert "Nothing holds these words" in words(page)
    assert "<script>" not in page.text.replace("<script src", "")


def test_before_anything_is_looked_for_the_field_stands_alone(signed_in, versions):
    assert words(signed_in.get(reverse("protocols:search"))).endswith("Search")


@pytest.mark.parametrize(("wanted", "asked"), [("", 2), ("trust", 3)])
def test_searching_takes_one_question(
    wanted, asked, signed_in, versions, django_assert_num_queries
):
    with django_assert_num_queries(asked):  # session, account with its roles, the versions
        signed_in.get(reverse("protocols:search"), {"q": wanted})


def test_two_versions_are_compared_part_by_part(signed_in, versions, now):
    solo = versions["solo"]
    url = reverse("protocols:compare", args=[solo.pk])

    assert "Not a word is different." in words(signed_in.get(url, {"with": solo.pk}))


@pytest.mark.parametrize("other", ["", "zebra", "9" * 30, "-1", "²"])
def test_a_comparison_with_nothing_is_not_found(other, signed_in, versions):
    url = reverse("protocols:compare", args=[versions["solo"].pk])

    assert signed_in.get(url, {"with": other}).status_code == 404


def test_two_approaches_are_not_compared(signed_in, versions):
    url = reverse("protocols:compare", args=[versions["solo"].pk])

    assert signed_in.get(url, {"with": versions["dual_psychedelic"].pk}).status_code == 404


def test_another_clinics_wording_is_neither_read_nor_compared(signed_in, versions, now):
    solo = versions["solo"]
    theirs = start_wording(version=solo, owner=77, owner_name="Oak House", by="Sam", at=now)
    pages = [
        signed_in.get(reverse("protocols:detail", args=[theirs.pk])),
        signed_in.get(reverse("protocols:compare", args=[theirs.pk]), {"with": solo.pk}),
        signed_in.get(reverse("protocols:compare", args=[solo.pk]), {"with": theirs.pk}),
    ]

    assert [page.status_code for page in pages] == [404, 404, 404]
