"""Every template is somebody's, carries the name of its page, and holds no style and no script."""

import ast
import re

import pytest

from tests.house.code import ROOT, named, sources, templates, tree
from tests.house.routes import routes

FOLDER = ROOT / "templates"
# Django and crispy find these by their own names.
BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "413.html", "500.html", "503.html"}
CRISPY = "kap/"
# Papers are no pages; the room that prints them looks them up by kind.
PAPERS = {"documents/session_plan.html", "documents/sheet.html", "documents/responders.html"}
INLINE = {
    "a style element": r"<style\b",
    "a style attribute": r"[\s\"']style\s*=",
    "a script without a file": r"<script\b(?![^>]*\bsrc\s*=)",
    "a handler": r"[\s\"']on[a-z]+\s*=\s*[\"'{]",
    "an htmx handler": r"\bhx-on\b",
    "a script address": r"javascript:",
    "a file from elsewhere": r"\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//",
}


def relative(path):
    return str(path.relative_to(FOLDER))


def strings():
    """Every text that stands in our sources."""
    return {
        node.value
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def used():
    """Templates that a template or a source names whole."""
    written = "\n".join(path.read_text() for path in templates()) + "\n".join(strings())
    return set(re.findall(r"[\w/]+\.html", written))


def pages():
    """The templates that are pages of a room, as room:page."""
    found = {relative(path) for path in templates()}
    return {
        name.removesuffix(".html").replace("/", ":")
        for name in found - PAPERS
        if re.fullmatch(r"(?!kap/|_parts/)[a-z_]+/[a-z]\w*\.html", name)
    }


def test_every_template_belongs_to_a_view_or_to_somebody_who_includes_it():
    found = {relative(path) for path in templates()}

    nobodys = {name for name in found - used() - BY_NAME if not name.startswith(CRISPY)}

    assert nobodys == set()


def test_every_template_that_is_named_exists():
    found = {relative(path) for path in templates()}
    ours = {name for name in used() if "/" in name and (FOLDER / name).parent.exists()}

    assert ours - found == set()


def test_every_page_has_the_name_of_its_address():
    assert pages() - {name for name, _, _ in routes()} == set()


def _named_for(room, page):
    """The page, and its part that is asked for again by itself."""
    return f"{room}/{page}.html", f"{room}/_{page}.html"


def rendered():
    """(view, template) wherever a view of a room names one."""
    for path in sources():
        if "views" not in path.parts and path.stem != "views":
            continue
        for function in [n for n in tree(path).body if isinstance(n, ast.FunctionDef)]:
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
                    yield path, function.name, node.value


def test_every_view_shows_the_template_that_carries_its_name():
    views = {(view.__module__, view.__name__): name for name, _, view in routes()}

    other = {}
    for path, function, template in rendered():
        module = named(path).removesuffix(".py").replace("/", ".")
        name = views.get((module, function))
        if name and template not in _named_for(*name.split(":")):
            other[name] = template

    assert other == {}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds_what_the_browser_is_told_to_refuse(what):
    found = {
        relative(path): match.group()
        for path in templates()
        if (match := re.search(INLINE[what], path.read_text(), re.IGNORECASE))
    }

    assert found == {}


@pytest.mark.parametrize("what", ["a style element", "a style attribute", "a handler"])
def test_no_source_writes_it_into_a_page_either(what):
    found = [text for text in strings() if "<" in text and re.search(INLINE[what], text)]

    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a style element", "<style>"),
        ("a style attribute", '<p style="color:red">'),
        ("a script without a file", "<script>"),
        ("a handler", '<a onclick="x()">'),
        ("an htmx handler", '<a hx-on:click="x()">'),
        ("a script address", '<a href="javascript:x()">'),
        ("a file from elsewhere", '<script src="//elsewhere.example/x.js">'),
    ],
)
def test_the_search_finds_what_it_looks_for(what, text):
    assert re.search(INLINE[what], text)


def test_a_page_says_of_a_plan_how_it_stands_and_never_its_bare_stage():
    """The stage of a plan stays “Signed” when its signature no longer stands."""
    shown = {
        relative(path): [
            said
            for said in re.findall(
                r"{%[^%]*_parts/stage.html[^%]*%}|plan.stage_label", path.read_text()
            )
            if "stage_label" in said or re.search(r"\bplan\.stage\b", said)
        ]
        for path in templates()
    }

    assert {name: said for name, said in shown.items() if said} == {}
