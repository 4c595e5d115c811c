"""Hostile words, typed into every field of every form and put into the query of every page.

They are refused or kept, and stay words: no fault of the server, no mark-up of theirs, no header.
"""

import re
from urllib.parse import quote_plus

import pytest
from django.db import transaction
from django.test import Client

from sessions_app.people.rules import Role
from tests.doors.forms import forms_of
from tests.doors.table import ROUTES, Door
from tests.doors.world import readers, records
from tests.house.routes import routes

from .test_every_route import address, enter

WORDS = {
    "mark-up": "\"><script>qhostile()</script><b onclick=qhostile()>' onerror=qhostile() x='",
    "a template": "Q{{ 7|add:7 }}Q{% include 'base.html' %}{% now 'Y' %}",
    "line breaks": "=1+1\r\nBcc: qhostile@mail.example\r\n\r\n'; drop table sessions_app_plan; --",
    "unseen signs": "\x00Q\u202equhostile\u2066\u200b\u2028\ufeff",
    "half a sign": "\ud800Q\udfff",
    "a great number": "99999999999999999999999999999",
    "no number": "1e309",
    "other digits": "٣٣٣",
    "a way out": "..\\../../etc/passwd%00",
    "very much": "Q" * 70_000,
}
WHO = [f"{role.value}, on the care team" for role in (Role.THERAPIST, Role.PRESCRIBER, Role.ADMIN)]
# One's own way in and out; what is typed there is looked at in `access/`.
NOT_HERE = {"access:sign_out", "people:switch", "tryout:mails"}
ASKED = [
    "q",
    "page",
    "person",
    "since",
    "until",
    "deed",
    "show",
    "day",
    "week",
    "month",
    "sort",
    "a",
]
RAW = [b"<script>qhostile", b"<b onclick=qhostile", b"' onerror=qhostile", b"Q14Q"]
BUT_FAULT = range(200, 500)
URLENCODED = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.usefixtures("frozen", "unlogged")


@pytest.fixture
def world(by_hand, signed_plan):
    return records(signed_plan), readers(signed_plan.couple)


def wrong_with(answer):
    """What of the words came through as more than words, "" when nothing did."""
    if answer.status_code not in BUT_FAULT:
        return f"answers {answer.status_code}"
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    raw = [mark for mark in RAW if mark in body]
    headers = [name for name, _ in answer.items() if re.search(r"bcc", name, re.IGNORECASE)]
    return f"{raw or ''}{headers or ''}"


def sent(client, target, body):
    """The answers to one form, and to the page it leads to; then all is undone."""
    with transaction.atomic():
        answer = client.post(target, body, content_type=URLENCODED)
        answers = [answer]
        if answer.status_code == 302 and "/sign-in" not in answer["Location"]:
            answers.append(client.get(answer["Location"]))
        wrong = list(filter(None, map(wrong_with, answers)))
        transaction.set_rollback(True)
    return wrong


def pages(who, reader, things):
    """Every page of the app that this reader may open, with its forms."""
    client, _ = enter(reader)
    for name, path, _ in routes():
        route = ROUTES[name]
        if name in NOT_HERE or route.door == Door.OPEN or not route.get:
            continue
        target = address(name, path, things)
        answer = client.get(target)
        if answer.status_code == 200 and not answer.streaming and "html" in answer["Content-Type"]:
            yield name, target, forms_of(answer.content.decode())


@pytest.mark.parametrize("who", WHO)
def test_words_in_a_form_stay_words(who, world):
    things, people = world
    wrong, tried = {}, set()
    client = Client(raise_request_exception=False)
    client.force_login(people[who].account)
    cookies = client.cookies.output(header="", sep=";")

    for name, target, found in list(pages(who, people[who], things)):
        for form in found:
            where = (form.action or target).split("#")[0]
            if form.method != "post" or not form.typed or (where, *form.typed) in tried:
                continue
            tried.add((where, *form.typed))
            for what, words in WORDS.items():
                client.cookies.load(cookies)
                if found_wrong := sent(client, where, form.body(words)):
                    wrong[name, where, what] = found_wrong

    assert wrong == {}, "\n".join(f"{at}: {what}" for at, what in wrong.items())
    assert len(tried) > 5


@pytest.mark.parametrize("who", [WHO[0], WHO[2]])
def test_words_in_a_query_stay_words(who, world):
    things, people = world
    wrong = {}
    client, _ = enter(people[who])

    for name, target, found in list(pages(who, people[who], things)):
        names = {field for form in found if form.method == "get" for field in form.typed}
        names |= {field for form in found if form.method == "get" for field, _ in form.kept}
        if not names and re.search(r"/\d+/", target):
            continue
        for what, words in WORDS.items():
            value = quote_plus(words[:2000], errors="surrogatepass")
            query = "&".join(f"{field}={value}" for field in sorted({*names, *ASKED}))
            if found_wrong := wrong_with(client.get(f"{target}?{query}")):
                wrong[name, what] = found_wrong

    assert wrong == {}, "\n".join(f"{at}: {what}" for at, what in wrong.items())
