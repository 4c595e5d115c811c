"""The page of a plan's papers, and the papers themselves."""

import pytest
from django.db import transaction
from django.urls import reverse

from sessions_app.audit.models import Event
from sessions_app.documents import actions, source
from sessions_app.documents.models import Paper
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.models import Plan
from sessions_app.screening import actions as screening
from tests.factories.documents import PaperFactory, ReadyPaperFactory
from tests.factories.people import colleague
from tests.factories.planning import PlanFactory, chosen
from tests.look.reading import elements
from tests.sessions_app.pages import buttons, forms, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def thea_in(client, thea):
    client.force_login(thea)
    return client


def page_of(plan):
    return reverse("documents:papers", args=[plan.pk])


def file_of(paper):
    return reverse("documents:pdf", args=[paper.pk])


def printed(plan, *, by, at):
    """The plan's papers, asked for and ready, with bytes that are quick to make."""
    for paper in actions.ask(plan=plan, by=by, at=at):
        Paper.objects.filter(pk=paper.pk).update(
            claimed_at=at, ready_at=at, pdf=b"%PDF-1.7 quick", pages=2, source=""
        )
    return list(Paper.objects.listed().order_by("pk"))


def polls(response):
    return [e["hx-get"] for e in elements(response.text) if e["hx-get"]]


def test_a_plan_without_papers_offers_to_prepare_them(thea_in, plan_of):
    plan = plan_of()

    response = thea_in.get(page_of(plan))

    assert "None prepared yet" in words(response)
    assert [title in words(response) for title in ("Session plan", "sheet for Alex", "for Robin")]
    assert buttons(response) == ["Prepare the papers"]
    assert polls(response) == []


def test_preparing_asks_for_every_paper_and_comes_back_to_watch_them(
    thea_in, plan_of, django_capture_on_commit_callbacks
):
    plan = plan_of()

    with django_capture_on_commit_callbacks() as messages_sent:
        response = thea_in.post(page_of(plan), follow=True)

    assert response.redirect_chain == [(page_of(plan), 302)]
    assert (Paper.objects.count(), len(messages_sent)) == (5, 5)
    assert "The papers are being prepared. This takes a few seconds." in response.text
    assert words(response).count("Waiting for its turn.") == 5
    assert polls(response) == [page_of(plan)]
    assert (buttons(response), forms(response)) == ([], [])
    assert "Look again" in response.text


def test_while_something_is_printed_the_list_alone_is_asked_for_again(
    client, thea_in, plan_of, thea, NOW
):
    plan = plan_of()
    first, second, *others = actions.ask(plan=plan, by=thea, at=NOW)
    Paper.objects.filter(pk=first.pk).update(claimed_at=NOW)
    Paper.objects.filter(pk=second.pk).update(
        claimed_at=NOW, failed_at=NOW, failed_why="Printing took too long."
    )

    working = thea_in.get(page_of(plan), headers={"HX-Request": "true"})
    Paper.objects.filter(pk__in=[first.pk, *[each.pk for each in others]]).update(
        claimed_at=NOW, ready_at=NOW, pdf=b"%PDF", pages=2, source=""
    )
    done = thea_in.get(page_of(plan), headers={"HX-Request": "true"})

    assert [part.text.lstrip()[:8] for part in (working, done)] == ["<section", "<section"]
    for state in ("Being printed into a file.", "Printing took too long.", "Waiting for its turn."):
        assert state in working.text
    assert (polls(working), polls(done)) == ([page_of(plan)], [])
    assert done.text.count("Open to print") == 4
    assert "Prepare again" in done.text


def test_ready_papers_are_opened_from_the_page(thea_in, plan_of, thea, NOW):
    plan = plan_of(signed=True)
    papers = printed(plan, by=thea, at=NOW)

    response = thea_in.get(page_of(plan))

    assert "Up to date" in words(response)
    assert words(response).count("2 pages, revision 1, made Mon 1 March 2027, 10:00 (Denver)") == 5
    links = [e["href"] for e in elements(response.text) if e["target"] == "_blank"]
    assert links == [file_of(paper) for paper in papers]
    assert (buttons(response), polls(response)) == ([], [])


def test_preparing_again_without_a_change_says_so(thea_in, plan_of, thea, NOW):
    plan = plan_of()
    printed(plan, by=thea, at=NOW)

    response = thea_in.post(page_of(plan), follow=True)

    assert "Nothing has changed since these papers were made." in response.text
    assert Paper.objects.count() == 5


def test_papers_of_an_older_revision_say_so(thea_in, plan_of, thea, NOW):
    plan = plan_of(signed=True)
    printed(plan, by=thea, at=NOW)
    planning.write_intentions(
        plan=plan, joint="Other words.", private={"a": "", "b": ""},
        agrees={"a": True, "b": True}, by=thea, at=NOW,
    )  # fmt: skip

    response = thea_in.get(page_of(plan))

    older = (
        "Made from revision 1; the plan is now at revision 2. Prepare it again before you use it."
    )
    assert words(response).count(older) == 5
    assert response.text.count("Open to print") == 5
    assert buttons(response) == ["Prepare again"]


def test_papers_of_a_draft_that_changed_say_so_each_for_itself(thea_in, plan_of, thea, NOW):
    plan = plan_of()
    printed(plan, by=thea, at=NOW)
    planning.write_intentions(
        plan=plan, joint=plan.joint_intention, private={"a": "New.", "b": "Own words of B."},
        agrees={"a": True, "b": True}, by=thea, at=NOW,
    )  # fmt: skip

    response = thea_in.get(page_of(plan))

    older = "The plan has changed since this paper was made. Prepare it again before you use it."
    assert words(response).count(older) == 2


def test_cards_grow_old_together_so_that_nobody_sees_in_whose_record_something_changed(
    thea_in, plan_of, couple, thea, NOW
):
    plan = plan_of(signed=True)
    printed(plan, by=thea, at=NOW)
    shown = []
    for partner in couple.pair:
        with transaction.atomic():
            screening.record_health(partner=partner, topics={}, allergies="Latex.", by=thea, at=NOW)
            shown.append(words(thea_in.get(page_of(plan))))
            transaction.set_rollback(True)

    older = "Something the cards are made from has changed since. Prepare them again"
    assert [page.count(older) for page in shown] == [2, 2]
    assert shown[0] == shown[1]
    assert "Latex" not in shown[0]


def test_before_there_is_an_approach_and_a_date_the_page_leads_to_the_plan(
    thea_in, plan, thea, NOW
):
    undated = chosen(plan, by=thea, at=NOW)

    shown = thea_in.get(page_of(undated))
    asked = thea_in.post(page_of(undated), follow=True)

    assert "No papers yet" in words(shown)
    assert "Choose an approach and book the session first." in asked.text
    assert Paper.objects.count() == 0


def test_a_withdrawn_plan_shows_its_papers_and_makes_no_new_ones(thea_in, plan_of, thea, NOW):
    plan = plan_of(signed=True)
    printed(plan, by=thea, at=NOW)
    planning.withdraw(plan=plan, why="They moved.", by=thea, at=NOW)

    shown = thea_in.get(page_of(plan))
    asked = thea_in.post(page_of(plan), follow=True)

    assert "This plan was withdrawn, so no new papers are made for it." in words(shown)
    assert (buttons(shown), shown.text.count("Open to print")) == ([], 5)
    assert "This plan was withdrawn, so no new papers are made for it." in asked.text
    assert Paper.objects.count() == 5


def test_a_paper_is_shown_in_the_browser_under_a_neutral_name_and_kept_nowhere(
    thea_in, couple, thea, NOW
):
    paper = ReadyPaperFactory(plan=PlanFactory(couple=couple))

    response = thea_in.get(file_of(paper))

    assert (response.content, response["Content-Type"]) == (
        b"%PDF-1.7 for the tests",
        "application/pdf",
    )
    assert response["Content-Disposition"] == f'inline; filename="paper-{paper.pk}.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in response
    assert list(Event.objects.values_list("deed", "by_name", "subject_id")) == [
        ("paper opened", "Thea Lindqvist, LMFT", paper.pk)
    ]


def test_a_paper_that_is_not_ready_cannot_be_opened(thea_in, couple, NOW):
    plan = PlanFactory(couple=couple)
    papers = [
        PaperFactory(plan=plan),
        PaperFactory(plan=plan, claimed_at=NOW),
        PaperFactory(plan=plan, failed_at=NOW, failed_why="It was too long."),
    ]

    assert [thea_in.get(file_of(paper)).status_code for paper in papers] == [404, 404, 404]
    assert Event.objects.count() == 0


def test_papers_do_not_exist_for_strangers_nor_for_the_clinics_admin(
    client, plan_of, ada, stranger, thea, clinic, NOW
):
    plan = plan_of()
    paper = printed(plan, by=thea, at=NOW)[0]
    outside_the_team = colleague(clinic, Role.THERAPIST, name="Noor Haddad")
    events = Event.objects.count()

    for account in (ada, stranger, outside_the_team):
        client.force_login(account)
        asked = [client.get(page_of(plan)), client.post(page_of(plan)), client.get(file_of(paper))]
        assert [response.status_code for response in asked] == [404, 404, 404]

    assert (Paper.objects.count(), Event.objects.count()) == (5, events)


def test_papers_are_behind_the_door(client, plan_of, thea, NOW):
    plan = plan_of()
    paper = printed(plan, by=thea, at=NOW)[0]

    for address in (page_of(plan), file_of(paper)):
        assert client.get(address).headers["Location"] == f"/sign-in/?next={address}"


def test_the_prescriber_prepares_and_opens_papers_too(client, plan_of, paul):
    plan = plan_of(signed=True)
    client.force_login(paul)

    client.post(page_of(plan))

    assert {paper.asked_by for paper in Paper.objects.all()} == {paul}


@pytest.mark.parametrize("copies", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_papers_as_for_many(
    thea_in, plan_of, thea, NOW, django_assert_num_queries, copies
):
    plan = plan_of(signed=True)
    printed(plan, by=thea, at=NOW)
    for _ in range(copies - 1):
        ReadyPaperFactory.create_batch(3, plan=plan)

    with django_assert_num_queries(14):
        thea_in.get(page_of(plan))


def test_what_the_page_calls_up_to_date_is_what_would_be_printed(plan_of, thea, NOW):
    plan = plan_of(signed=True)
    printed(plan, by=thea, at=NOW)

    written = source.write(
        source.plans().get(pk=plan.pk), on=facts.day_of(Plan.objects.get(pk=plan.pk), NOW)
    )

    assert {paper.digest for paper in written} == {paper.digest for paper in Paper.objects.all()}
