"""The tables that `make bench` prints."""

import os
from shutil import which

from django.core.management import call_command
from django.utils import timezone

from kapcouples.tryout.bootstrap import BROWSERS
from sessions_app.documents import pdf, source
from sessions_app.planning import facts

from . import bookings as booking_bench
from . import letters as letter_bench
from . import lives as life_bench
from . import pages as page_bench
from . import papers as paper_bench


def tables(names=()):
    """These tables, or all of them, on a filled demo clinic."""
    print(f"{timezone.now():%d %B %Y, %H:%M} UTC, {os.cpu_count()} cores, {_load()}", flush=True)
    call_command("migrate", verbosity=0)
    call_command("load_protocols")
    call_command("demo")
    for name in names or TABLES:
        TABLES[name]()


def _load():
    """How busy the machine is with other work already: timings say less the busier it is."""
    return f"{os.getloadavg()[0]:.1f} programs at work before it began"


def pages():
    empty, *rows = page_bench.measure()
    print(f"{'page':<22}{'queries':>8}{'median ms':>11}{'p95 ms':>9}{'x empty':>9}")
    for row in (empty, *rows):
        ratio = row.median_ms / empty.median_ms
        print(
            f"{row.page:<22}{row.queries:>8}{row.median_ms:>11.1f}{row.p95_ms:>9.1f}{ratio:>9.2f}"
        )


def _sources():
    plan = source.plans().get(stage="held")
    on = facts.day_of(plan, timezone.now())
    for written in source.write(plan, on=on):
        yield written.kind, written.html


def papers():
    browser_path = next(filter(None, map(which, BROWSERS)))
    printed = [(kind, html, pdf.render(html).pages) for kind, html in _sources()]
    rows = paper_bench.measure(printed, render=pdf.render, browser_path=browser_path)
    print(f"\n{'paper':<22}{'pages':>6}{'ours ms':>10}{'chromium ms':>13}{'ratio':>8}")
    for row in rows:
        print(
            f"{row.paper:<22}{row.pages:>6}{row.ours_ms:>10.0f}{row.chromium_ms:>13.0f}"
            f"{row.ours_ms / row.chromium_ms:>8.2f}"
        )


def letters():
    row = letter_bench.measure()
    print(
        f"\n{row.letters} due letters: {row.sent} sent, {row.arrived} arrived, "
        f"{row.seconds:.1f} s, {row.per_second:.0f} a second"
    )


def bookings():
    if booking_bench.report():
        raise SystemExit("Somebody was booked twice, or a booking ended in an error.")


def lives():
    life_bench.report()


TABLES = {
    "pages": pages,
    "papers": papers,
    "letters": letters,
    "bookings": bookings,
    "lives": lives,
}
