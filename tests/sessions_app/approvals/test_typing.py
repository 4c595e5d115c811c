"""What a prescriber types in a real browser is what would be signed, figure for figure."""

from datetime import date
from types import SimpleNamespace

import pytest
from crispy_forms.utils import render_crispy_form
from playwright.sync_api import expect

from sessions_app.approvals.forms import Approve, Read
from tests.factories.approvals import ApprovalFactory
from tests.house.code import sources
from tests.look.conftest import browser_type_launch_args, opened  # noqa: F401

PAGE = """<!doctype html><html lang="en"><head><title>An approval</title>
<link rel="stylesheet" href="/static/css/forms.css"></head><body>
<main>{}<p>{}</p></main></body></html>"""
SIGNER = SimpleNamespace(factor_kinds=(), email="paul@house.example")
MORE = "More to read. " * 900
TYPED_WITH_PARTS = ("approved_dose_mg", "session_max_mg", "dose_unit_mg", "fast_clear_h")
TYPED_WHOLE = ("bp_max_start_sys", "hr_max_start", "spo2_min", "sessions_approved")


@pytest.fixture
def form(opened):  # noqa: F811
    """A renewal, with more to read below it, on a phone."""
    copied = ApprovalFactory.build(partner=None, prescriber=None)
    asking = Approve(on=date(2027, 3, 1), by=SIGNER, instance=copied)
    context = {"request": SimpleNamespace(user=SIGNER), "csrf_token": "a-token"}
    return opened(PAGE.format(render_crispy_form(asking, context=context), MORE), width=390)


def field(page, name):
    return page.locator(f"[name={name}]")


@pytest.mark.parametrize("name", TYPED_WITH_PARTS)
def test_a_comma_stays_where_it_was_typed_and_is_not_left_out(form, name):
    field(form, name).fill("")
    field(form, name).press_sequentially("62,5")

    expect(field(form, name)).to_have_value("62,5")


@pytest.mark.parametrize("name", TYPED_WITH_PARTS + TYPED_WHOLE)
def test_neither_scrolling_nor_an_arrow_changes_a_figure(form, name):
    figure = field(form, name)
    before = figure.input_value()
    figure.click()
    form.mouse.wheel(0, -200)
    form.mouse.wheel(0, 200)
    figure.press("ArrowUp")
    figure.press("ArrowUp")

    assert before
    expect(figure).to_have_value(before)


def test_the_browser_offers_no_figure_of_another_patient(form):
    assert form.locator("form").get_attribute("autocomplete") == "off"
    for name in TYPED_WITH_PARTS + TYPED_WHOLE:
        assert field(form, name).get_attribute("autocomplete") == "off"


def test_a_phone_shows_the_keys_that_are_needed(form):
    assert {field(form, name).get_attribute("inputmode") for name in TYPED_WITH_PARTS} == {
        "decimal"
    }
    assert {field(form, name).get_attribute("inputmode") for name in TYPED_WHOLE} == {"numeric"}


def test_readings_before_a_dose_are_typed_alike():
    modes = {bound.field.widget.attrs["inputmode"] for bound in Read()}

    assert {bound.field.widget.input_type for bound in Read()} == {"text"}
    assert modes == {"numeric"}


def test_no_field_of_the_record_is_a_browsers_own_for_numbers():
    rooms = ("approvals", "screening")
    found = [path.name for path in sources() if set(rooms) & set(path.parts)
             and "NumberInput" in path.read_text()]  # fmt: skip

    assert found == []
