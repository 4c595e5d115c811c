import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from tests.look.gallery import frame
from tests.look.reading import elements, ids

MOST_BYTES = 100_000
MOST_REQUESTS = 12


def base(request, **context):
    return render_to_string("base.html", frame() | context, request)


def loaded(html):
    links = [one["href"] for one in elements(html, "link")]
    return links + [one["src"] for one in elements(html, "script")]


def test_the_first_tab_stop_skips_to_the_page(request_with_token):
    everything = elements(base(request_with_token))
    first = next(one for one in everything if one.tag in ("a", "button", "input"))

    assert (first["class"], first["href"]) == ("skip", "#main")
    assert next(one for one in everything if one.tag == "main")["id"] == "main"


def test_a_moment_in_a_sentence_is_followed_by_its_full_stop():
    moment = datetime(2027, 3, 1, 17, tzinfo=UTC)

    said = render_to_string("_parts/when.html", {"at": moment, "zone": "America/Denver"})

    assert said == (
        '<time datetime="2027-03-01T10:00:00-07:00">Mon 1 March 2027, 10:00 (Denver)</time>'
    )


def test_the_navigation_marks_the_page_one_is_on_and_what_waits(request_with_token):
    entries = [
        one
        for one in elements(base(request_with_token), "a")
        if any(above["class"] == "nav" for above in one.above)
    ]

    assert [(" ".join(one.text.split()), one["aria-current"]) for one in entries] == [
        ("Today3 waiting", "page"),
        ("Folders", None),
        ("Sign-off2 waiting", None),
        ("Letters", None),
        ("Protocols", None),
    ]


def test_the_side_says_who_is_signed_in_and_lets_them_out(request_with_token):
    everything = elements(base(request_with_token))
    who = next(one for one in everything if one["class"] == "who")
    form = next(one for one in everything if one.tag == "form")

    assert " ".join(who.text.split()) == (
        "Thea Lindqvist, LMFTCedar House (demo) Your account Sign out"
    )
    assert (form["method"], form["action"]) == ("post", "/sign-out/")
    assert [one["name"] for one in everything if form in one.above and one.tag == "input"] == [
        "csrfmiddlewaretoken"
    ]


@pytest.mark.parametrize(("tryout", "banners"), [(True, 1), (False, 0)])
def test_only_a_try_out_says_that_it_is_one(request_with_token, tryout, banners):
    html = base(request_with_token, tryout=tryout)

    assert len([one for one in elements(html) if one["class"] == "tryout"]) == banners


def test_a_refusal_is_an_alert_and_a_success_is_a_status(request_with_token):
    roles = [
        (one["role"], " ".join(one.text.split()))
        for one in elements(base(request_with_token))
        if one["class"] and one["class"].startswith("notice")
    ]

    assert roles == [("status", "Saved. Next: intentions."), ("alert", "It was not sent.")]


def test_the_gallery_has_no_id_twice_and_nothing_in_place(gallery_page):
    everything = elements(gallery_page)
    names = ids(gallery_page)

    assert sorted(names) == sorted(set(names))
    assert [one for one in everything for name in one.attrs if re.match(r"style$|on", name)] == []
    assert [one for one in everything if one.tag == "style"] == []
    assert [one for one in everything if one.tag == "script" and not one["src"]] == []


def test_a_first_visit_is_light(request_with_token):
    html = base(request_with_token)
    files = [finders.find(address.removeprefix("/static/")) for address in loaded(html)]

    parcels = [gzip.compress(Path(file).read_bytes()) for file in files]

    assert len(files) + 1 <= MOST_REQUESTS
    assert sum(map(len, parcels)) + len(html) <= MOST_BYTES


def test_no_address_outside_is_named(request_with_token):
    assert [one for one in loaded(base(request_with_token)) if not one.startswith("/static/")] == []


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "500", "503"])
def test_a_page_that_says_no_needs_nothing_to_be_drawn(page):
    everything = elements(render_to_string(f"{page}.html"))

    assert len([one for one in everything if one.tag == "h1"]) == 1
    assert [one["href"] for one in everything if one["class"] == "btn btn-primary"] == ["/"]


def test_the_title_warns_when_the_form_came_back(request_with_token):
    class CameBack:
        errors = ("email",)

    titles = [
        elements(base(request_with_token, form=form), "title")[0].text
        for form in (None, CameBack())
    ]

    assert titles == [" · kapcouples", "Please check:  · kapcouples"]
