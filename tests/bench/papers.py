"""Each paper by a warm WeasyPrint beside a warm headless Chromium printing the same HTML."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from playwright.sync_api import sync_playwright

ROUNDS, WARM_UP = 9, 2


@dataclass(frozen=True)
class Row:
    paper: str
    pages: int
    ours_ms: float
    chromium_ms: float


def _median_ms(deed):
    times = []
    for turn in range(ROUNDS + WARM_UP):
        began = perf_counter()
        deed()
        if turn >= WARM_UP:
            times.append((perf_counter() - began) * 1000)
    return median(times)


def measure(papers, *, render, browser_path):
    """`papers` is a list of (label, html, pages); `render` makes a PDF of html."""
    rows = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=browser_path,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        page = browser.new_page()

        def chromium(html):
            page.set_content(html)
            page.pdf(format="Letter", tagged=True)

        for label, html, pages in papers:
            ours = _median_ms(lambda html=html: render(html))
            theirs = _median_ms(lambda html=html: chromium(html))
            rows.append(Row(label, pages, ours, theirs))
        browser.close()
    return rows
