"""Each of the hostile words on a page, on paper, in a letter, in a cell, in a line of the log."""

import csv
import logging
import unicodedata
from email import message_from_bytes, policy
from html import escape, unescape
from io import StringIO

import pytest
from django.http import HttpResponseNotFound
from django.urls import reverse
from django.utils.log import log_response

from kapcouples.logs import Discreet
from sessions_app.audit.telling import cell
from sessions_app.documents import pdf, source
from sessions_app.planning import actions, facts
from sessions_app.post import writing
from tests.factories.planning import NOW
from tests.factories.screening import HealthFormFactory
from tests.hostile import FORMULAS, WORDS
from tests.sessions_app.documents.conftest import pages, read

# A page and a paper write these down as they are; a NUL the database itself refuses.
WRITTEN = [" ".join(words.replace("\x00", "").split()) for words in WORDS]
KNOWN = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
         "Content-Type", "Content-Transfer-Encoding"}  # fmt: skip


# The typefaces of the papers know these; another sign is printed as a box.
PRINTED = [words for words in WRITTEN if words.isascii()]


@pytest.fixture
def listing(ready_plan, thea):
    """A plan with these words on its couple's own lists."""

    def list_them(words):
        lists = {"own_packing": words, "own_room": words}
        return actions.set_lists(plan=ready_plan, left_out=[], by=thea, at=NOW, **lists)

    return list_them


def test_there_are_more_than_sixty_of_them():
    assert len(set(WORDS)) == len(WORDS) > 60


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("name", ["lists", "review"])
def test_on_a_page_they_are_words(name, client, thea, listing):
    plan = listing(WRITTEN)
    client.force_login(thea)

    page = client.get(reverse(f"planning:{name}", args=[plan.pk])).content.decode()

    assert "qhostile()</script>" not in page.replace("&lt;", "").replace("&gt;", "")
    missing = [words for words in WRITTEN if escape(words) not in page and words not in page]
    assert [words for words in missing if words not in unescape(page)] == []
    assert [words for words in WRITTEN if "<" in words and words in page] == []


def test_on_paper_they_are_words_and_take_nothing_along(listing, couple):
    # The card for responders holds nothing of the lists.
    for partner in couple.pair:
        HealthFormFactory(partner=partner, allergies="<script>qhostile()</script> {{7|add:7}}")
    plan = source.plans().get(pk=listing(PRINTED).pk)

    for paper in source.write(plan, on=facts.day_of(plan, NOW)):
        assert [words for words in WRITTEN if "<" in words and words in paper.html] == []
        printed = pdf.render(paper.html, most_pages=2 if paper.partner else None)
        text = "".join("".join(pages(printed.pdf)).split())
        assert "<script>qhostile()</script>" in text
        assert "{{7|add:7}}" in text
        assert read(printed.pdf).attachments == {}


@pytest.mark.parametrize("words", WORDS)
def test_as_a_senders_name_they_stay_in_their_line(words):
    told = {"sender": "letters@elm.example", "address": "alex@mail.example", "mark": "m", "at": NOW}

    written = writing.mail(name=words, subject="A reminder", body="Come at ten.", **told)

    letter = message_from_bytes(written, policy=policy.SMTP)
    assert set(letter.keys()) <= KNOWN
    assert len(letter.keys()) == len(set(letter.keys()))
    assert str(letter["To"]) == "alex@mail.example"
    assert letter.get_content().strip() == "Come at ten."


@pytest.mark.parametrize("words", WORDS)
def test_as_an_address_they_are_refused_or_stay_in_their_line(words):
    told = {"sender": "letters@elm.example", "name": "Elm", "mark": "m", "at": NOW}

    try:
        written = writing.mail(
            address=f"{words}@q.example", subject="A reminder", body="Come at ten.", **told
        )
    except writing.AddressCannotBeUsed:
        return

    letter = message_from_bytes(written, policy=policy.SMTP)
    assert set(letter.keys()) <= KNOWN
    assert len(letter["To"].addresses) == 1


def first_sign(text):
    """What a spreadsheet looks at: the first sign that takes room."""
    kinds = ("Z", "C")
    return next((c for c in text if not unicodedata.category(c).startswith(kinds)), "")


@pytest.mark.parametrize("words", WORDS)
def test_in_a_cell_they_are_no_formula_and_no_second_cell(words):
    sheet = StringIO()
    csv.writer(sheet).writerow([cell(words), "next"])

    rows = list(csv.reader(StringIO(sheet.getvalue(), newline="")))

    assert [row[1] for row in rows] == ["next"]
    assert unicodedata.normalize("NFKC", first_sign(rows[0][0])) not in set("=+-@")


def test_the_formulas_were_formulas():
    assert all(unicodedata.normalize("NFKC", first_sign(words)) in "=+-@" for words in FORMULAS)


@pytest.mark.parametrize("words", WORDS)
def test_in_an_address_they_are_one_line_of_the_log(words, rf):
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet("%(levelname)s %(message)s"))
    logger = logging.Logger("django.request")
    logger.addHandler(handler)
    request = rf.get("/")
    request.path = f"/{words}/"

    told = {"response": HttpResponseNotFound(), "request": request, "logger": logger}
    log_response("%s: %s", "Not Found", request.path, **told)

    assert len(written.getvalue().splitlines()) == 1
