"""The gallery and the pages without a side, judged by axe and measured in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string

from tests.look.gallery import DEMO_ACCOUNTS
from tests.look.sample_forms import Door

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}


def sign_in(request, form, demo_accounts):
    context = {"form": form, "demo_accounts": demo_accounts, "tryout": bool(demo_accounts)}
    return render_to_string("access/sign_in.html", context, request)


@pytest.fixture(params=["gallery", "sign in", "sign in, refused", "not found"])
def html(request, gallery_page, request_with_token):
    return {
        "gallery": lambda: gallery_page,
        "sign in": lambda: sign_in(request_with_token, Door(), DEMO_ACCOUNTS),
        "sign in, refused": lambda: sign_in(request_with_token, Door({"email": "a"}), []),
        "not found": lambda: render_to_string("404.html"),
    }[request.param]()


def violations(page):
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_use_it(opened, html, width, scheme):
    page = opened(html, width=width, scheme=scheme)

    assert violations(page) == []
    assert page.refused == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_no_page_scrolls_sideways(opened, html, width):
    page = opened(html, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_menu_opens_from_the_keyboard_and_without_a_script(opened, gallery_page):
    page = opened(gallery_page, width=320)
    today = page.get_by_role("link", name="Today")
    before = today.is_visible()

    page.get_by_role("button", name="Menu").press("Enter")

    assert (before, today.is_visible()) == (False, True)


def test_mistakes_are_where_the_reader_begins(opened, gallery_page):
    page = opened(gallery_page, width=1280)

    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_what_is_pressed_is_large_enough_for_a_finger(opened, gallery_page):
    page = opened(gallery_page, width=320)

    small = page.evaluate(
        """() => [...document.querySelectorAll(".btn:not(.btn-small), .nav a, .option")]
            .map(one => one.getBoundingClientRect())
            .filter(box => box.height > 0 && box.height < 41)
            .map(box => box.height)"""
    )

    assert small == []


def test_words_typed_and_not_saved_are_asked_about(opened, gallery_page):
    page = opened(gallery_page, width=1280)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("Phone").first.press_sequentially("303")

    page.reload()

    assert asked == ["beforeunload"]


def test_a_form_is_sent_once(opened, gallery_page):
    page = opened(gallery_page, width=1280)
    page.evaluate(
        """() => document.addEventListener("submit", event => {
            document.body.dataset.through = Number(document.body.dataset.through || 0)
                + Number(!event.defaultPrevented);
            event.preventDefault();
        })"""
    )
    button = page.get_by_role("button", name="Save and go on").first

    button.click()
    button.click()

    assert page.locator("body").get_attribute("data-through") == "1"
    assert "working" in button.get_attribute("class")
