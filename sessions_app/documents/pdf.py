"""HTML in, PDF out. Run as a module it is the press: a process without Django and settings."""

import json
import logging
import os
import resource
import sys
from functools import cache
from multiprocessing.connection import Connection
from shutil import rmtree

from weasyprint import CSS, HTML
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .assets import FONTS, STYLE
from .rules import Printed

# From generous to dense, as the style sheet knows them. A sheet takes the first that fits its leaf.
FITS = (
    "roomy",
    "even",
    "even pairs",
    "even pairs brief",
    "snug pairs brief",
    "tight pairs brief",
    "small pairs brief",
    "dense pairs brief",
)
# A paper of any length is set in the usual way, or closer when that saves a nearly empty page.
USUAL, CLOSE, CLOSER = "usual", "close", "closer"
NEARLY_EMPTY = 0.25
VARIANT = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
OUT_OF_MEMORY = 70
NO_TYPEFACE = ".notdef glyph"


class NothingIsFetched(Exception):
    """A paper asked for something outside the package; such a paper is not one of ours."""

    def __str__(self):
        return "The paper asks for something from outside, which is never fetched."


class OwnFonts(URLFetcher):
    """Answers with the listed fonts and stops the rendering at anything else."""

    def __init__(self):
        super().__init__(allowed_protocols=["paper"], allow_redirects=False, fail_on_errors=True)

    def fetch(self, url, headers=None):
        if url not in FONTS:
            raise NothingIsFetched
        return URLFetcherResponse(url, FONTS[url].read_bytes(), {"Content-Type": "font/ttf"})


class Boxes(logging.Handler):
    """Hears of each sign that is drawn as an empty box, and keeps nothing of it."""

    def __init__(self):
        super().__init__()
        self.any = False

    def emit(self, record):
        self.any = self.any or str(record.msg).startswith(NO_TYPEFACE)

    def __enter__(self):
        LOGGER.addHandler(self)
        return self

    def __exit__(self, *_):
        LOGGER.removeHandler(self)


@cache
def _type():
    """Fonts and the parsed style sheet, read once for each process."""
    fonts, fetcher = FontConfiguration(), OwnFonts()
    style = CSS(string=STYLE.read_text("utf-8"), font_config=fonts, url_fetcher=fetcher)
    return fonts, fetcher, style


def render(source: str, *, most_pages: int | None = None) -> Printed:
    """The PDF of a paper, set as generously as `most_pages` allows.

    Raises `NothingIsFetched` when the source names any resource of its own.
    """
    try:
        fit, document = _fitted(source, most_pages) if most_pages else _flowing(source)
        with Boxes() as boxes:
            pdf = document.write_pdf(**VARIANT)
    except FatalURLFetchingError as refused:
        raise NothingIsFetched from refused
    return Printed(pdf=pdf, pages=len(document.pages), fit=fit, boxes=boxes.any)


def _laid_out(source, fit):
    fonts, fetcher, style = _type()
    page = HTML(string=source, url_fetcher=fetcher)
    page.etree_element.set("data-fit", fit)
    return fit, page.render(font_config=fonts, stylesheets=[style], **VARIANT)


def _flowing(source):
    first = _laid_out(source, USUAL)
    document = first[1]
    if len(document.pages) == 1 or _filled(document.pages[-1]) >= NEARLY_EMPTY:
        return first
    for fit in (CLOSE, CLOSER):
        tried = _laid_out(source, fit)
        if len(tried[1].pages) < len(document.pages):
            return tried
    return first


def _filled(page):
    """How much of a page's height its content takes."""
    root = page._page_box.children[0]
    return root.height / (page.height - page._page_box.margin_top - page._page_box.margin_bottom)


def _fitted(source, most_pages):
    """The most generous setting that fits, found by halving; the densest when none does."""
    low, high, best = 0, len(FITS) - 1, None
    while low < high:
        middle = (low + high) // 2
        tried = _laid_out(source, FITS[middle])
        if len(tried[1].pages) <= most_pages:
            high, best = middle, tried
        else:
            low = middle + 1
    return best if best and best[0] == FITS[low] else _laid_out(source, FITS[low])


def serve(line):
    """Render what comes down the line, one paper at a time, until the other end is gone."""
    while True:
        try:
            order = json.loads(line.recv_bytes())
        except EOFError:
            return
        answer, pdf = _answer(order)
        line.send_bytes(json.dumps(answer).encode())
        line.send_bytes(pdf)


def _answer(order):
    try:
        printed = render(order["source"], most_pages=order["most_pages"])
    except (MemoryError, SystemError):
        # Without memory the interpreter itself may fail, with or without a name for it. What is
        # left of this process cannot be trusted; the next paper gets a new one.
        os._exit(OUT_OF_MEMORY)
    except Exception as error:
        # The kind alone: its words may be the paper's.
        return {"failed": type(error).__name__}, b""
    told = {"pages": printed.pages, "fit": printed.fit, "boxes": printed.boxes}
    return told, printed.pdf


def main(line, memory, folder):
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(Connection(int(line)))
    # A worker that was ended has no time to tidy up.
    rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
