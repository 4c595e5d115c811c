"""A name may be one long word: no page of a couple grows wider than the window for it."""

import pytest
from django.urls import reverse

from sessions_app.couples.models import Partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
# The widest letter of most typefaces, as many of them as a name can hold.
LONG = "W" * 120
AT_320 = [(320, "light", None)]
OF_THE_FOLDER = [
    "desk:folder", "couples:team", "couples:policy", "couples:pause", "planning:close",
    "planning:part",
]  # fmt: skip
OF_THE_RECORD = [
    "desk:record", "couples:correct", "couples:contact", "screening:interview",
    "screening:health", "screening:day", "rights:copy", "rights:erase",
]  # fmt: skip


def test_no_page_of_a_folder_or_a_record_scrolls_sideways_for_a_name(client, window, thea, couple):
    Partner.objects.filter(couple=couple).update(name=LONG, preferred_name="")
    client.force_login(thea)
    pages = {name: reverse(name, args=[couple.pk]) for name in OF_THE_FOLDER}
    pages |= {name: reverse(name, args=[couple.pair[0].pk]) for name in OF_THE_RECORD}

    answers = {name: client.get(page) for name, page in pages.items()}
    found = {name: window.wrong_with(answer, AT_320) for name, answer in answers.items()}

    assert all(LONG in answer.text for answer in answers.values())
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
