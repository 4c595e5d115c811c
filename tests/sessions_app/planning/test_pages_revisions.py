"""Every revision that was sent, kept as it was, and what differs between two of them."""

import pytest
from django.urls import reverse

from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan, Revision
from sessions_app.signing.rules import canonical, digest
from tests.factories.planning import NOW, RevisionFactory
from tests.sessions_app.pages import words
from tests.sessions_app.planning.deeds import do, set_roles, write_intentions
from tests.sessions_app.refusals import append_only, refused

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def at(client, thea):
    client.force_login(thea)
    return lambda name, plan: reverse(f"planning:{name}", args=[plan.pk])


@pytest.fixture
def twice(sent_plan, thea):
    """Sent, changed, and sent again."""
    do(set_roles(sent_plan, stop_word="Harbour"), sent_plan, by=thea, at=NOW)
    return actions.submit(plan=Plan.objects.get(pk=sent_plan.pk), by=thea, at=NOW)


def test_what_is_sent_is_kept_byte_for_byte(sent_plan, thea):
    kept = Revision.objects.get()

    shown = content(Plan.objects.get(), on=facts.day_of(sent_plan, NOW))
    assert (kept.number, kept.sent_by, bytes(kept.content)) == (1, thea, canonical(shown))
    assert kept.digest == digest(shown)
    assert kept.read() == shown


def test_what_was_sent_is_never_changed_and_sent_once(sent_plan):
    kept = Revision.objects.get()

    with append_only("sessions_app_revision"):
        Revision.objects.update(digest="0" * 64)
    with append_only("sessions_app_revision"):
        kept.delete()
    with refused("revision_sent_once"):
        RevisionFactory(plan=sent_plan)
    with refused("revision_digest_is_sha256"):
        RevisionFactory(plan=sent_plan, number=2, digest="short")


def test_a_plan_that_was_never_sent_says_what_the_page_is_for(client, at, ready_plan):
    said = words(client.get(at("revisions", ready_plan)))

    assert "Nothing was sent yet" in said
    assert "Compare two" not in said


def test_the_last_revision_is_laid_beside_the_plan_of_today(client, at, twice, thea):
    do(set_roles(twice, stop_word="Oak"), twice, by=thea, at=NOW)

    said = words(client.get(at("revisions", twice)))

    assert "From Revision 2 to The plan as it stands now. Stop word: now “Oak”" in said
    assert "Revision 2 Thea Lindqvist, Mon 1 March 2027, 10:00 (Denver)" in said
    assert "Revision 1 Thea Lindqvist, Mon 1 March 2027, 09:00 (Denver)" in said


def test_any_two_revisions_can_be_compared(client, at, twice):
    said = words(client.get(at("revisions", twice), {"before": "1", "after": "2"}))

    assert (
        "From Revision 1 to Revision 2. Stop word: now “Harbour”, before “Anchor”. Sent to" in said
    )


def test_where_nothing_differs_the_page_says_so(client, at, sent_plan):
    said = words(client.get(at("revisions", sent_plan)))

    assert "Nothing that is signed differs between the two." in said


def test_private_words_are_not_told_again(client, at, sent_plan, thea):
    changed = write_intentions(sent_plan, private={"a": "ZEBRA", "b": "Own words of B."})
    do(changed, sent_plan, by=thea, at=NOW)

    said = words(client.get(at("revisions", sent_plan)))

    assert "The own words of partner A have changed." in said
    assert "ZEBRA" not in said
    assert "Own words of A." not in said


def test_a_revision_that_was_never_sent_cannot_be_asked_for(client, at, sent_plan):
    response = client.get(at("revisions", sent_plan), {"before": "9", "after": "now"})

    assert response.status_code == 422
    assert "This cannot be chosen here. Please choose from the list." in words(response)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_revisions_as_for_one(
    count, client, at, sent_plan, thea, django_assert_num_queries
):
    for word in ("Harbour", "Oak")[: count - 1]:
        plan = Plan.objects.get(pk=sent_plan.pk)
        do(set_roles(plan, stop_word=word), plan, by=thea, at=NOW)
        actions.submit(plan=Plan.objects.get(pk=plan.pk), by=thea, at=NOW)
    client.get(at("revisions", sent_plan))

    with django_assert_num_queries(11):
        response = client.get(at("revisions", sent_plan))

    assert words(response).count("Thea Lindqvist, Mon 1 March 2027") == count


def test_the_prescriber_reads_it_and_nobody_outside_does(client, sent_plan, paul, ada, stranger):
    answers = {}
    for account in (paul, ada, stranger):
        client.force_login(account)
        url = reverse("planning:revisions", args=[sent_plan.pk])
        answers[account.name] = client.get(url).status_code

    assert answers == {"Paul Adeyemi": 200, "Ada Okafor": 404, "Stranger": 404}
