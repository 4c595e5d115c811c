import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.people.rules import Role
from tests.factories.people import ClinicFactory, colleague
from tests.factories.protocols import PublishedFactory


@pytest.fixture
def signed_in(client, db):
    client.force_login(colleague(ClinicFactory(), Role.THERAPIST))
    return client


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_four_approaches_stand_side_by_side(signed_in, versions):
    text = page(signed_in, "protocols:index")

    places = [
        text.index(f'href="{reverse("protocols:detail", args=[version.pk])}"')
        for version in versions.values()
    ]
    assert places == sorted(places)
    for version in versions.values():
        for words in (version.name, version.short, version.definition, version.best_for):
            assert words in text


def test_a_retired_version_leaves_the_list_and_keeps_its_page(signed_in, versions, now):
    retired = versions[Approach.SOLO]
    retired.retired_at = now
    retired.save()
    successor = PublishedFactory(approach=Approach.SOLO.value, name="Solo, told anew")

    text = page(signed_in, "protocols:index")
    own = page(signed_in, "protocols:detail", retired.pk)

    assert "Solo, told anew" in text
    assert reverse("protocols:detail", args=[successor.pk]) in text
    assert reverse("protocols:detail", args=[retired.pk]) not in text
    assert "This version is retired." in own
    assert "This version is retired." not in page(signed_in, "protocols:detail", successor.pk)


def test_before_anything_is_loaded_the_page_says_what_to_do(signed_in):
    assert "The four approaches are loaded when the app is set up." in page(
        signed_in, "protocols:index"
    )


@pytest.mark.parametrize("approach", list(Approach))
def test_a_protocol_shows_all_its_words(approach, signed_in, versions):
    version = versions[approach]
    content = version.content()

    text = page(signed_in, "protocols:detail", version.pk)

    missing = [
        words
        for rows in content.values()
        if isinstance(rows, list)
        for row in rows
        for words in (row.get("text") or row["title"], *row.get("follow_ups", []))
        if words not in text
    ]
    assert missing == []
    for name in ("definition", "dose_fraction", "set_and_setting", "talk", "agenda", "first_step"):
        assert content[name] in text


def test_hostile_words_stay_words(signed_in):
    version = PublishedFactory(name="<script>alert(1)</script>")

    for text in (
        page(signed_in, "protocols:index"),
        page(signed_in, "protocols:detail", version.pk),
    ):
        assert "<script>alert(1)</script>" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_protocol_that_is_not_there_is_not_found(signed_in):
    assert signed_in.get(reverse("protocols:detail", args=[1])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_protocols_are_only_read(method, signed_in, versions):
    for path in ("/protocols/", f"/protocols/{versions[Approach.SOLO].pk}/"):
        assert getattr(signed_in, method)(path).status_code == 405


def test_strangers_are_asked_to_sign_in(client, versions):
    for path in ("/protocols/", f"/protocols/{versions[Approach.SOLO].pk}/"):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/sign-in/?next={path}")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_three_questions_however_long_it_is(
    rows, signed_in, django_assert_num_queries
):
    for approach in list(Approach)[:rows]:
        PublishedFactory(approach=approach.value)

    with django_assert_num_queries(3):  # session, account with its roles, versions
        page(signed_in, "protocols:index")


def test_a_whole_protocol_takes_three_questions(signed_in, versions, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, account with roles, version with parts
        page(signed_in, "protocols:detail", versions[Approach.SOLO].pk)
