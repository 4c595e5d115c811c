"""The comforts of stations.js, in a real browser; without them the same is done by typing."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

from protocols.models import Question, Starter, Topic
from sessions_app.planning.forms import Preparation
from tests.look.conftest import browser_type_launch_args, opened  # noqa: F401

PAGE = """<!doctype html><html lang="en"><head><title>A station</title>
<link rel="stylesheet" href="/static/css/parts.css"></head><body><main>{}
</main><script src="/static/js/stations.js"></script></body></html>"""


@pytest.fixture
def agenda(opened):  # noqa: F811
    """The questions of a preparation, of which the second and the third are chosen."""
    questions = [
        Question(key=f"A3-Q0{n}", text=f"Question {n}?", audience="both") for n in range(5)
    ]
    form = Preparation(
        plan=SimpleNamespace(approach="dual_psycholytic", pair=[]),
        questions=questions,
        topics=[Topic(key="A3-T01", title="The garden", follow_ups=["What grows there?"])],
        initial={"qA3-Q01": True, "qA3-Q01_place": 1, "qA3-Q02": True, "qA3-Q02_place": 2},
    )
    html = render_to_string(
        "planning/_preparation_form.html", {"form": form, "plan": form.plan, "csrf_token": "x"}
    )
    return opened(PAGE.format(html), width=1280, has_touch=True)


def order(page):
    """The ticked questions with their numbers, as they stand on the page."""
    rows = page.locator("[data-row]:has(:checked)").all()
    return [
        (row.locator("label.serif").inner_text(), row.locator("[type=number]").input_value())
        for row in rows
    ]


def test_a_new_tick_comes_last_and_an_unticked_one_gives_up_its_number(agenda):
    agenda.get_by_label("Question 4?", exact=True).check()
    ticked = order(agenda)
    agenda.get_by_label("Question 1?", exact=True).uncheck()

    assert ticked == [("Question 1?", "1"), ("Question 2?", "2"), ("Question 4?", "3")]
    assert order(agenda) == [("Question 2?", "1"), ("Question 4?", "2")]
    assert agenda.refused == []


def test_a_row_moves_by_keyboard_and_says_where_it_is_now(agenda):
    agenda.get_by_label("Question 4?", exact=True).check()
    earlier = agenda.get_by_role("button", name="Earlier: Question 4?")

    earlier.press("Enter")
    moved = order(agenda)
    told = agenda.locator("[data-order] [role=status]").first.inner_text()
    earlier.press("Enter")

    assert moved == [("Question 1?", "1"), ("Question 4?", "2"), ("Question 2?", "3")]
    assert told == "Now number 2 of 3."
    assert order(agenda)[0] == ("Question 4?", "1")
    assert earlier.is_disabled()
    assert agenda.evaluate("document.activeElement.innerText") == "Later: Question 4?"


class Mouse:
    def __init__(self, page):
        self.mouse = page.mouse

    def take(self, x, y):
        self.mouse.move(x, y)
        self.mouse.down()

    def move(self, x, y):
        self.mouse.move(x, y)

    def let_go(self):
        self.mouse.up()


class Finger:
    def __init__(self, page):
        self.screen = page.context.new_cdp_session(page)

    def _touch(self, kind, *points):
        places = [{"x": x, "y": y} for x, y in points]
        self.screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    def take(self, x, y):
        self._touch("touchStart", (x, y))

    def move(self, x, y):
        self._touch("touchMove", (x, y))

    def let_go(self):
        self._touch("touchEnd")


def row_of(page, question):
    return page.locator("[data-row]").filter(has_text=question)


def middle(part):
    box = part.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("hand", [Mouse, Finger])
def test_a_row_follows_its_handle_past_what_is_not_chosen(hand, agenda):
    """Two questions that are not chosen stand above it, one of them between it and the others."""
    agenda.get_by_label("Question 4?", exact=True).check()
    names = agenda.locator("[data-row]:has(:checked) label.serif")
    told = agenda.locator("[data-order] [role=status]").first
    x, y = middle(row_of(agenda, "Question 4?").locator("[data-drag]"))
    hand = hand(agenda)

    hand.take(x, y)
    held = middle(row_of(agenda, "Question 4?").locator("[data-drag]"))[1]
    second, first = (middle(row_of(agenda, f"Question {n}?"))[1] - held for n in (2, 1))
    hand.move(x, y + second / 2)
    hand.move(x, y + second - 4)
    expect(names).to_have_text(["Question 1?", "Question 4?", "Question 2?"])
    hand.move(x, y + first - 4)
    expect(names).to_have_text(["Question 4?", "Question 1?", "Question 2?"])
    hand.move(x, y + second + 12)
    expect(names).to_have_text(["Question 1?", "Question 4?", "Question 2?"])
    hand.let_go()
    expect(told).to_have_text("Now number 2 of 3.")

    assert order(agenda) == [("Question 1?", "1"), ("Question 4?", "2"), ("Question 2?", "3")]
    assert agenda.locator(".dragged").count() == 0
    assert agenda.refused == []


def test_only_what_is_ticked_has_a_number_to_move(agenda):
    assert agenda.get_by_label("Place of “Question 1?”").is_visible()
    assert not agenda.get_by_label("Place of “Question 3?”").is_visible()
    assert agenda.get_by_role("button", name="Later:").count() == 2


def test_a_ticked_topic_opens_its_opening_sentence(agenda):
    agenda.get_by_label("The garden", exact=True).check()

    assert agenda.get_by_label("Opening sentence for").is_visible()


@pytest.fixture
def beginnings(opened):  # noqa: F811
    starters = [Starter(key="A3-I1", text="Today I speak from …", audience="any")]
    html = render_to_string(
        "planning/_starters.html",
        {"starters": starters, "plan": SimpleNamespace(pk=1, version=object())},
    )
    fields = "<label>Together<textarea></textarea></label><label>Own<textarea></textarea></label>"
    return opened(PAGE.format(fields + html), width=1280)


def test_a_way_to_begin_goes_where_the_reader_was_writing(beginnings):
    button = beginnings.get_by_role("button", name="Begin with this")

    button.click()
    beginnings.get_by_label("Own").fill("I would like rest.")
    button.click()

    assert beginnings.get_by_label("Together").input_value() == "Today I speak from "
    assert beginnings.get_by_label("Own").input_value() == "I would like rest.\nToday I speak from "
    assert beginnings.refused == []
