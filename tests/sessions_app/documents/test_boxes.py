"""A sign that no typeface of the machine has is printed as an empty box, and somebody is told."""

import logging
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sessions_app.documents import actions, pdf
from sessions_app.documents.models import Paper
from sessions_app.documents.press import Press
from sessions_app.documents.rules import State
from tests.factories.documents import PaperFactory, ReadyPaperFactory
from tests.sessions_app.pages import buttons, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

# For private use: whoever draws typefaces leaves it out.
NOWHERE = "\U00100000"
PLAIN = "<!doctype html><html lang='en'><title>A paper</title><p>Zoë, Ľubomír, Nguyễn, Αθηνά, Юля."
BOXED = f"{PLAIN} And {NOWHERE}."
TOLD = "An empty box stands in these papers."


@pytest.fixture(scope="module")
def press():
    press = Press()
    yield press
    press.stop()


@pytest.fixture
def page(client, thea):
    client.force_login(thea)
    return lambda plan: client.get(reverse("documents:papers", args=[plan.pk]))


@pytest.fixture
def asked(plan_of, thea, NOW):
    """The papers of one plan, all ready, and one of them with a box."""
    plan = plan_of()
    papers = actions.ask(plan=plan, by=thea, at=NOW)
    made = {"claimed_at": NOW, "ready_at": NOW, "pdf": b"%PDF-1.7 quick", "pages": 1, "source": ""}
    Paper.objects.update(**made)
    Paper.objects.filter(pk=papers[2].pk).update(boxes=True)
    return plan, papers


@pytest.mark.parametrize(("source", "boxes"), [(PLAIN, False), (BOXED, True)])
def test_the_press_knows_whether_a_box_was_printed(press, source, boxes):
    assert press.render(source).boxes is boxes


def test_one_paper_with_a_box_says_nothing_of_the_next(press):
    assert [press.render(each).boxes for each in (BOXED, PLAIN, BOXED)] == [True, False, True]


def test_a_box_is_not_told_of_in_any_log(caplog):
    with caplog.at_level(logging.INFO, logger="weasyprint"):
        pdf.render(PLAIN)
    handlers = logging.getLogger("weasyprint").handlers

    pdf.render(BOXED)

    assert logging.getLogger("weasyprint").handlers == handlers
    assert not any(isinstance(each, pdf.Boxes) for each in handlers)


@pytest.mark.parametrize(("source", "boxes"), [(PLAIN, False), (BOXED, True)])
def test_a_printed_paper_keeps_that_it_has_boxes_and_not_which(press, NOW, source, boxes):
    paper = PaperFactory(source=source)

    kept = actions.render(paper=paper, clock=lambda: NOW, press=press)

    assert (kept.state, kept.boxes, kept.source) == (State.READY, boxes, "")


def test_the_page_tells_it_of_all_the_papers_and_not_in_whose_words_it_is(asked, page):
    plan, papers = asked
    Paper.objects.update(boxes=False)
    one_of_them = {}

    for paper in papers:
        Paper.objects.filter(pk=paper.pk).update(boxes=True)
        one_of_them[paper.pk] = words(page(plan))
        Paper.objects.filter(pk=paper.pk).update(boxes=False)

    assert len(set(one_of_them.values())) == 1
    assert one_of_them[papers[0].pk].count(TOLD) == 1
    assert TOLD not in words(page(plan))


def test_papers_with_a_box_may_be_prepared_again_though_nothing_has_changed(asked, page):
    plan, _ = asked
    offered = buttons(page(plan))

    Paper.objects.update(boxes=False)

    assert (offered, buttons(page(plan))) == (["Prepare again"], [])


def test_only_the_paper_with_the_box_is_printed_once_more(asked, thea, NOW):
    plan, papers = asked

    again = actions.ask(plan=plan, by=thea, at=NOW + timedelta(hours=1))

    assert [each.pk for each in again] == [each.pk for each in papers]
    assert [each.state for each in again if each.pk != papers[2].pk] == [State.READY] * 4
    boxed = Paper.objects.get(pk=papers[2].pk)
    assert (boxed.state, boxed.boxes, boxed.pdf) == (State.WAITING, False, None)
    assert (boxed.asked_at, boxed.source != "") == (NOW + timedelta(hours=1), True)


@pytest.mark.parametrize(
    "made",
    [partial(PaperFactory, boxes=True), partial(ReadyPaperFactory, ready_at=None, boxes=True)],
)
def test_only_a_printed_paper_has_boxes(made):
    with pytest.raises(IntegrityError), transaction.atomic():
        made()
