"""The printed pages: how many, what stands on each, and what is never fetched."""

from contextlib import suppress

import pytest

from protocols.rules import Approach
from sessions_app.documents import pdf

from .conftest import pages, read

CASES = [
    *((approach, paper, True) for approach in Approach for paper in ("letter", "a4")),
    *((approach, "letter", False) for approach in Approach),
]
SIZES = {"letter": (612, 792), "a4": (595, 842)}
NOT_A_PRESCRIPTION = "Planning record. Not a prescription. Do not dispense from this document."


@pytest.mark.parametrize(("approach", "paper", "long"), CASES)
def test_each_paper_is_whole_numbered_named_and_on_the_clinics_paper(
    plan_of, written, approach, paper, long
):
    papers = written(plan_of(approach, paper=paper, long=long, signed=not long))

    for name, called in (("a", "Alex"), ("b", "Robin"), ("plan", "")):
        printed = pdf.render(papers[name].html, most_pages=2 if called else None)
        texts, document = pages(printed.pdf), read(printed.pdf)

        assert len(texts) == printed.pages
        assert printed.pages == 2 if called else 2 < printed.pages <= 4
        sizes = {tuple(round(side) for side in page.mediabox[2:]) for page in document.pages}
        assert sizes == {SIZES[paper]}
        for number, text in enumerate(texts, start=1):
            assert f"Page {number} of {printed.pages}" in text
            assert "9 March 2027" in text
            assert ", version 1" in text
            assert (f"For {called} only" in text) if called else (NOT_A_PRESCRIPTION in text)
            assert (NOT_A_PRESCRIPTION in text) == (not called)
            assert len(text) > 400


def test_no_sheet_ends_on_a_nearly_empty_page(plan_of, written):
    papers = written(plan_of(Approach.EXTENDED_DISCUSSION, long=True))

    _, document = pdf._fitted(papers["a"].html, 2)

    assert [pdf._filled(page) > pdf.NEARLY_EMPTY for page in document.pages] == [True, True]


def paragraphs(count):
    return f"<html lang='en' data-paper='letter'><title>T</title><body>{'<p>One line.</p>' * count}"


def just_too_many(fit):
    """The fewest lines that need a second page in this setting."""
    return next(n for n in range(30, 80) if len(pdf._laid_out(paragraphs(n), fit)[1].pages) == 2)


def test_a_nearly_empty_last_page_is_saved_by_setting_closer():
    counts = [20, just_too_many("usual"), just_too_many("close"), just_too_many("closer") + 25]

    fits = [pdf.render(paragraphs(count)).fit for count in counts]

    assert fits == ["usual", "close", "closer", "usual"]


def test_a_paper_that_cannot_be_saved_a_page_is_set_as_usual():
    unsplittable = "<div style='break-before: page'>Last.</div>"

    printed = pdf.render(paragraphs(20) + unsplittable)

    assert (printed.pages, printed.fit) == (2, "usual")


def test_a_sheet_that_fits_no_leaf_is_printed_densely_rather_than_cut():
    printed = pdf.render(paragraphs(300), most_pages=2)

    assert printed.pages > 2
    assert printed.fit == pdf.FITS[-1]
    assert sum(text.count("One line.") for text in pages(printed.pdf)) == 300


def test_a_short_sheet_is_set_generously():
    assert pdf.render(paragraphs(10), most_pages=2).fit == "roomy"


def test_papers_can_be_read_aloud(plan_of, written):
    papers = written(plan_of(signed=True))

    for name, title in (
        ("a", "Preparation sheet for Alex"),
        ("plan", "Session plan 1 for Alex Moreno and Robin Hale"),
    ):
        document = read(pdf.render(papers[name].html, most_pages=None).pdf)
        catalog = document.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/Lang"] == "en"
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert document.metadata.title == title
        assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
        kinds = tags(catalog["/StructTreeRoot"])
        assert {"/H1", "/H2", "/P", "/L", "/Figure"} <= set(kinds)
        assert all(alt for kind, alt in kinds.items() if kind == "/Figure")


def tags(element):
    """Each kind of structure element, with the words that stand for it where it is a picture."""
    found = {}
    for child in element.get("/K", []):
        child = child.get_object()
        if not isinstance(child, dict):
            continue
        kind = child.get("/S")
        found[kind] = child.get("/Alt", "") if kind == "/Figure" else ""
        found |= {k: v for k, v in tags(child).items() if k not in found}
    return found


def test_papers_carry_their_own_fonts(plan_of, written):
    document = read(pdf.render(written(plan_of())["a"].html).pdf)

    fonts = {font["/BaseFont"] for page in document.pages for font in fonts_of(page)}

    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"Paper"}


def fonts_of(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_the_same_source_gives_the_same_pages(plan_of, written):
    html = written(plan_of())["a"].html

    first, second = (pages(pdf.render(html, most_pages=2).pdf) for _ in range(2))

    assert first == second


ELSEWHERE = (
    "file:///etc/hostname",
    "http://127.0.0.1:9/x",
    "https://127.0.0.1:9/x",
    "ftp://127.0.0.1:9/x",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    "paper:../../settings",
)
CHANNELS = (
    '<img src="{url}" alt="x">',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<style>@import "{url}";</style>',
    '<style>p {{ background: url("{url}") }}</style><p>x</p>',
    '<style>p::before {{ content: url("{url}") }}</style><p>x</p>',
    '<style>li {{ list-style-image: url("{url}") }}</style><ul><li>x</li></ul>',
    '<style>p {{ border-image: url("{url}") 1 }}</style><p>x</p>',
    "<p style=\"background: url('{url}')\">x</p>",
    '<style>@font-face {{ font-family: F; src: url("{url}") }} p {{ font: 9pt F }}</style><p>x</p>',
    '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{url}#x"/></svg>',
    '<svg width="9" height="9"><rect width="9" height="9" fill="url({url}#x)"/></svg>',
    '<style>@page {{ background: url("{url}") }}</style><p>x</p>',
)


@pytest.mark.parametrize("url", ELSEWHERE)
@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_from_outside_reaches_a_paper(channel, url, monkeypatch):
    reached = []
    for way in ("socket.socket.connect", "urllib.request.FileHandler.file_open"):
        monkeypatch.setattr(way, lambda *asked: reached.append(asked))
    source = f"<html lang='en'><title>T</title><body>{channel.format(url=url)}"

    with suppress(pdf.NothingIsFetched):
        document = read(pdf.render(source).pdf)
        assert document.attachments == {}
        assert [image for page in document.pages for image in page.images] == []

    assert reached == []


def test_a_paper_that_asks_for_something_from_outside_is_not_printed():
    with pytest.raises(pdf.NothingIsFetched) as refusal:
        pdf.render("<html lang='en'><title>T</title><img src='file:///etc/hostname' alt='x'>")

    assert (
        str(refusal.value) == "The paper asks for something from outside, which is never fetched."
    )


def test_a_font_of_the_machine_is_not_taken_into_a_paper():
    source = (
        "<html lang='en'><title>T</title><style>@font-face { font-family: Mine; "
        "src: local('DejaVu Sans') } p { font-family: Mine }</style><p>Words"
    )

    with pytest.raises(pdf.NothingIsFetched):
        pdf.render(source)


# In every field that stands in a place of its own; `test_hostile_table.py` tries many more in one.
HOSTILE = (
    "<script>alert(1)</script>",
    '" data-fit="x" onload="alert(1)',
    "}</style>@import 'file:///etc/passwd';",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(plan_of, written, words):
    plan = plan_of()
    type(plan).objects.filter(pk=plan.pk).update(
        joint_intention=words, place=words, stop_word=words[:40], companion=words, ride=words
    )
    plan.couple.partners.filter(side="a").update(name=words, preferred_name=words[:60])

    for paper in written(plan).values():
        printed = pdf.render(paper.html, most_pages=2 if paper.partner else None)
        text = "".join("".join(pages(printed.pdf)).split())
        assert "".join(words.split())[:6] in text
        assert read(printed.pdf).attachments == {}
