"""Once a record is erased, no page of the app says whose it was (README, “Decisions”)."""

import logging
import re
from datetime import date

import pytest

from sessions_app.couples.models import Partner
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Part
from sessions_app.rights import actions
from tests.doors.asking import Asking
from tests.doors.table import ROUTES
from tests.factories.planning import NOW
from tests.house.routes import routes
from tests.sessions_app.pages import words

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("frozen", "approvals_by_hand", "by_hand"),
]
# Name, birthday in both ways it is written, and what was told, signed or sent.
OF_ALEX = re.compile(r"\bAlex\b|Moreno|1986-12-05|5 December 1986|ZEBRAA")
# The bare page that the browser needs first, and files.
NOT_READ = {"health", "calendar:feed", "documents:pdf", "signoff:board_csv", "desk:trail_file"}


@pytest.fixture(autouse=True)
def _unlogged():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def asking(request, couple, thea):
    """Whoever may read a page of a plan that was signed and of the folder that has ended since."""
    Partner.objects.filter(pk=couple.pair[0].pk).update(born_on=date(1986, 12, 5))
    signed_plan = request.getfixturevalue("signed_plan")
    Part.objects.filter(partner=couple.pair[0]).update(private_intention="ZEBRAA intention")
    asking = Asking(signed_plan)
    planning.part_ways(couple=couple, by=thea, at=NOW)
    return asking


def told(asking):
    """What each page there is tells of Alex."""
    found = {}
    for name, path, _ in routes():
        if not ROUTES[name].get or name in NOT_READ:
            continue
        for what, answer, _ in asking.answers(name, path):
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                found[what] = sorted(set(OF_ALEX.findall(answer.text)))
    return {what: words for what, words in found.items() if words}


def test_no_page_of_the_app_says_whose_record_it_was(asking, couple, thea):
    before = told(asking)

    actions.erase(partner=couple.pair[0], by=thea, at=NOW)

    assert told(asking) == {}
    assert {"signoff:answer", "planning:revisions", "desk:folder", "desk:record"} <= set(before)


def test_what_was_erased_is_not_told_as_if_nothing_had_been_told(client, ended, thea):
    actions.erase(partner=ended[0], by=thea, at=NOW)
    client.force_login(thea)

    said = words(client.get(f"/records/{ended[0].pk}/"))

    assert "The list was erased." in said
    assert "Takes nothing" not in said
    assert "None was told" not in said
