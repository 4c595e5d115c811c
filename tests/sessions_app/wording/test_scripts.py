"""The order of a section by mouse and keyboard, in a real browser; numbers do without it."""

import pytest
from django.template.loader import render_to_string

from protocols.built_in import read
from protocols.rules import Approach
from protocols.rules.sections import SECTIONS
from sessions_app.wording.forms import rows_form
from tests.look.conftest import browser_type_launch_args, opened  # noqa: F401

PAGE = """<!doctype html><html lang="en"><head><title>A section</title></head><body><main>
<form><div data-order>{}</div></form></main><script src="/static/js/stations.js"></script></body>
</html>"""


@pytest.fixture
def section(opened):  # noqa: F811
    room = SECTIONS["room"]
    content = read(Approach.DUAL_PSYCHOLYTIC)
    rows = rows_form(room)(None, content=content, section=room)
    html = "".join(
        render_to_string("wording/_row.html", {"row": row, "place": place})
        for place, row in enumerate(rows, start=1)
    )
    return opened(PAGE.format(html), width=1280)


def first_places(page, count=4):
    """The first rows as they stand on the page, each with the number it will be sent with."""
    rows = page.locator("[data-row]").all()[:count]
    return [
        (row.locator("legend").inner_text(), row.locator("[data-place]").input_value())
        for row in rows
    ]


def test_a_row_moves_by_keyboard_and_by_its_handle(section):
    before = first_places(section, 3)
    section.get_by_role("button", name="Earlier: row 3").press("Enter")
    moved = first_places(section, 3)
    handle = section.locator("[data-row]").nth(2).locator("[data-drag]")
    handle.scroll_into_view_if_needed()
    held = handle.bounding_box()
    section.mouse.move(held["x"] + 10, held["y"] + 10)
    section.mouse.down()
    top = section.locator("[data-row]").first.bounding_box()
    section.mouse.move(top["x"] + 10, top["y"] - 5, steps=4)
    section.mouse.up()

    assert before == [("Row 1", "1"), ("Row 2", "2"), ("Row 3", "3")]
    assert moved == [("Row 1", "1"), ("Row 3", "2"), ("Row 2", "3")]
    assert first_places(section, 3) == [("Row 2", "1"), ("Row 1", "2"), ("Row 3", "3")]
    assert section.refused == []


def test_a_new_row_has_a_place_once_something_is_written_in_it(section):
    new = section.locator("[data-row=new]").first
    waiting = new.locator("[data-place]").is_visible(), new.locator("[data-place]").input_value()

    new.locator("textarea").fill("A quiet clock")
    new.locator("textarea").blur()

    count = section.locator("[data-row]:not([data-row=new])").count()
    assert waiting == (False, "")
    assert new.locator("[data-place]").input_value() == str(count + 1)
