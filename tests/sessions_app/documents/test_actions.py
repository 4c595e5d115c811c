"""Asking for papers, printing them, opening them, and what stays behind of each."""

from datetime import timedelta

import pytest

from sessions_app.audit.models import Event
from sessions_app.documents import actions
from sessions_app.documents.models import Paper
from sessions_app.documents.press import Press, TakesTooLong
from sessions_app.documents.rules import CLAIM_LASTS, State
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions as planning
from sessions_app.screening import actions as screening
from tests.factories.documents import PaperFactory, ReadyPaperFactory
from tests.factories.planning import PlanFactory, chosen

from .conftest import pages


class Watched(Press):
    """A press that remembers what it was asked for, and may be held up before it begins."""

    def __init__(self, **limits):
        super().__init__(**limits)
        self.asked, self.meanwhile = [], None

    def render(self, source, *, most_pages=None):
        self.asked.append((source, most_pages))
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return super().render(source, most_pages=most_pages)


@pytest.fixture(scope="module")
def warm_press():
    press = Watched()
    yield press
    press.stop()


@pytest.fixture
def press(warm_press):
    warm_press.asked.clear()
    return warm_press


@pytest.fixture
def hasty_press():
    """One that allows no time at all."""
    press = Watched(seconds=0)
    yield press
    press.stop()


@pytest.fixture
def clock(NOW):
    """Each look is a second later."""
    moments = iter(NOW + timedelta(seconds=n) for n in range(1000))
    return lambda: next(moments)


@pytest.fixture
def printed(clock, press):
    def printing(papers):
        return [actions.render(paper=paper, clock=clock, press=press) for paper in papers]

    return printing


def test_asking_makes_the_session_plan_and_a_sheet_and_a_card_for_each_partner(plan_of, thea, NOW):
    plan = plan_of()

    papers = actions.ask(plan=plan, by=thea, at=NOW)

    assert [(p.kind, p.partner and p.partner.side, p.state, p.revision) for p in papers] == [
        ("session_plan", None, State.WAITING, 1),
        ("sheet", "a", State.WAITING, 1),
        ("sheet", "b", State.WAITING, 1),
        ("responders", "a", State.WAITING, 1),
        ("responders", "b", State.WAITING, 1),
    ]
    assert {(p.asked_by, p.asked_at) for p in papers} == {(thea, NOW)}
    event = Event.objects.first()
    assert (event.deed, event.by_name, event.facts) == (
        "papers asked for",
        "Thea Lindqvist, LMFT",
        {"revision": 1},
    )


def test_an_unchanged_plan_asked_for_again_is_not_printed_again(
    plan_of, thea, paul, NOW, printed, press
):
    plan = plan_of()
    printed(actions.ask(plan=plan, by=thea, at=NOW))

    again = actions.ask(plan=plan, by=paul, at=NOW + timedelta(hours=1))

    assert printed(again) == [None] * 5
    assert (len(press.asked), Paper.objects.count()) == (5, 5)
    assert [paper.state for paper in again] == [State.READY] * 5
    assert {paper.asked_by for paper in again} == {thea}


def test_one_partners_new_words_print_that_partners_sheet_and_the_session_plan_anew(
    plan_of, thea, NOW
):
    plan = plan_of()
    before = {paper.pk for paper in actions.ask(plan=plan, by=thea, at=NOW)}
    planning.write_intentions(
        plan=plan,
        joint=plan.joint_intention,
        private={"a": "New own words.", "b": "Own words of B."},
        agrees={"a": True, "b": True},
        by=thea,
        at=NOW,
    )

    papers = actions.ask(plan=plan, by=thea, at=NOW)

    assert [paper.pk in before for paper in papers] == [False, False, True, True, True]


def test_an_allergy_that_is_told_prints_that_partners_card_anew_and_nothing_else(
    plan_of, couple, thea, NOW
):
    plan = plan_of()
    before = {paper.pk for paper in actions.ask(plan=plan, by=thea, at=NOW)}
    screening.record_health(partner=couple.pair[0], topics={}, allergies="Latex.", by=thea, at=NOW)

    papers = actions.ask(plan=plan, by=thea, at=NOW)

    assert [paper.pk in before for paper in papers] == [True, True, True, False, True]


def test_a_card_says_when_it_was_made_and_another_day_alone_makes_no_other_card(plan_of, thea, NOW):
    plan = plan_of()
    card = actions.ask(plan=plan, by=thea, at=NOW)[3]

    next_day = actions.ask(plan=plan, by=thea, at=NOW + timedelta(days=1))[3]

    assert next_day == card
    assert "Made on Mon 1 March 2027, 10:00 (Denver) from session plan 1" in next_day.source


def test_another_paper_size_is_another_paper(plan_of, thea, NOW, clinic):
    plan = plan_of()
    before = {paper.pk for paper in actions.ask(plan=plan, by=thea, at=NOW)}
    type(clinic).objects.update(paper="a4")

    papers = actions.ask(plan=plan, by=thea, at=NOW)

    assert before & {paper.pk for paper in papers} == set()


def test_what_is_printed_is_what_was_asked_for_even_if_the_plan_changes_meanwhile(
    plan_of, thea, NOW, clock, press
):
    plan = plan_of()
    sheet = actions.ask(plan=plan, by=thea, at=NOW)[1]
    planning.write_intentions(
        plan=plan, joint="", private={"a": "Later words.", "b": ""},
        agrees={"a": False, "b": False}, by=thea, at=NOW,
    )  # fmt: skip

    paper = actions.render(paper=sheet, clock=clock, press=press)

    words = " ".join(pages(Paper.objects.get(pk=paper.pk).pdf))
    assert ("Own words of A." in words, "Later words." in words) == (True, False)


def test_without_an_approach_and_a_date_there_is_nothing_to_print(plan, thea, NOW):
    for begun in (plan, chosen(plan, by=thea, at=NOW)):
        with pytest.raises(actions.NothingToPrint) as refusal:
            actions.ask(plan=begun, by=thea, at=NOW)

    assert str(refusal.value) == (
        "Choose an approach and book the session first. Then the papers can be prepared."
    )
    assert Paper.objects.count() == 0


def test_a_withdrawn_plan_gets_no_new_papers(plan_of, thea, NOW):
    plan = planning.withdraw(plan=plan_of(), why="They moved.", by=thea, at=NOW)

    with pytest.raises(actions.PlanIsWithdrawn) as refusal:
        actions.ask(plan=plan, by=thea, at=NOW)

    assert str(refusal.value) == "This plan was withdrawn, so no new papers are made for it."


def test_the_admin_and_strangers_ask_for_no_papers_and_open_none(plan_of, ada, stranger, NOW, thea):
    plan = plan_of()
    paper = ReadyPaperFactory(plan=plan)
    events = Event.objects.count()

    for account in (ada, stranger):
        with pytest.raises(NotYourDeed):
            actions.ask(plan=plan, by=account, at=NOW)
        with pytest.raises(NotYourDeed):
            actions.open_paper(paper=paper, by=account, at=NOW)

    assert (Paper.objects.count(), Event.objects.count()) == (1, events)


def test_a_printed_paper_is_kept_with_its_pages_and_without_its_source(db, NOW, clock, press):
    paper = PaperFactory()

    kept = actions.render(paper=paper, clock=clock, press=press)

    assert press.asked == [(paper.source, None)]
    assert (kept.state, kept.pages, kept.source) == (State.READY, 1, "")
    assert pages(kept.pdf)[0].startswith("One line.")
    assert (kept.claimed_at, kept.ready_at) == (NOW, NOW + timedelta(seconds=1))


def test_a_sheet_is_printed_on_one_leaf_and_a_card_on_one_side(plan_of, thea, NOW, printed, press):
    printed(actions.ask(plan=plan_of(), by=thea, at=NOW))

    assert [most_pages for _, most_pages in press.asked] == [None, 2, 2, 1, 1]


def test_a_paper_that_cannot_be_printed_says_why_and_may_be_asked_for_again(
    plan_of, thea, paul, NOW, clock, press, hasty_press
):
    plan = plan_of()
    paper = actions.ask(plan=plan, by=thea, at=NOW)[0]

    failed = actions.render(paper=paper, clock=clock, press=hasty_press)
    assert (failed.state, failed.failed_why) == (State.FAILED, str(TakesTooLong()))

    again = actions.ask(plan=plan, by=paul, at=NOW + timedelta(hours=1))[0]
    assert (again.pk, again.state, again.failed_why) == (paper.pk, State.WAITING, "")
    assert again.asked_by == paul
    assert actions.render(paper=again, clock=clock, press=press).state == State.READY


def test_a_paper_is_printed_by_one_worker_only(db, clock, press):
    paper, others = PaperFactory(), []
    press.meanwhile = lambda: others.append(actions.render(paper=paper, clock=clock, press=press))

    actions.render(paper=paper, clock=clock, press=press)

    assert (others, len(press.asked)) == ([None], 1)


def test_a_worker_that_comes_back_late_leaves_what_another_has_printed(db, NOW, press, hasty_press):
    paper = PaperFactory()
    late = iter([NOW, NOW + timedelta(hours=1)])
    in_time = NOW + CLAIM_LASTS
    hasty_press.meanwhile = lambda: actions.render(paper=paper, clock=lambda: in_time, press=press)

    kept = actions.render(paper=paper, clock=lambda: next(late), press=hasty_press)

    assert (kept.state, kept.ready_at, len(press.asked)) == (State.READY, in_time, 1)


def test_a_ready_or_failed_paper_is_left_alone(db, NOW, clock, press):
    papers = [
        ReadyPaperFactory(),
        PaperFactory(claimed_at=NOW, failed_at=NOW, failed_why="It was too long."),
    ]

    assert [actions.render(paper=p, clock=clock, press=press) for p in papers] == [None, None]
    assert press.asked == []


def test_opening_a_paper_is_noted_without_a_word_of_it(couple, thea, NOW):
    paper = ReadyPaperFactory(plan=PlanFactory(couple=couple))

    body = actions.open_paper(paper=paper, by=thea, at=NOW)

    event = Event.objects.first()
    assert body == b"%PDF-1.7 for the tests"
    assert (event.deed, event.by_name, event.at, event.subject_id, event.facts) == (
        "paper opened",
        "Thea Lindqvist, LMFT",
        NOW,
        paper.pk,
        {"plan": paper.plan_id},
    )
