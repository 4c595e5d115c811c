"""Once the joint work has ended, nothing is asked of a prescriber and nothing is signed."""

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval, Request
from sessions_app.approvals.views import asking, ending, signing
from sessions_app.planning import actions as planning
from tests.factories.approvals import RequestFactory
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_pages import WISH, read, record
from tests.sessions_app.pages import buttons, words

pytestmark = pytest.mark.usefixtures("frozen")
CLOSED = "This folder is closed. Open it again before anything is planned."
MEASURED = {"systolic": 120, "diastolic": 80, "heart_rate": 70}


@pytest.fixture
def alex(couple):
    return couple.pair[0]


@pytest.fixture
def asked(alex, couple, thea, paul):
    """A request that a prescriber was looking at when the folder was closed."""
    by = {"submitted_by": thea, "submitted_at": NOW, "taken_by": paul, "taken_at": NOW}
    asked = RequestFactory(partner=alex, state="under_review", wish="More.", **by)
    planning.close_folder(couple=couple, why="Done.", by=thea, at=NOW)
    return asked


@pytest.fixture
def forms(alex, asked):
    approval = alex.approvals.get()
    return {
        "prepare": (reverse("approvals:prepare", args=[alex.pk]), WISH),
        "approve": (reverse("approvals:approve", args=[alex.pk]), read(alex)),
        "read": (reverse("approvals:read", args=[approval.pk]), MEASURED),
        "decline": (reverse("approvals:decline", args=[asked.pk]), {"reason": "No."}),
    }


def kept():
    return list(Request.objects.values()), list(Approval.objects.values())


@pytest.mark.parametrize("name", ["prepare", "approve", "read", "decline"])
def test_no_form_is_filled_in_for_nothing(name, client, paul, forms):
    client.force_login(paul)
    before = kept()

    page = client.get(forms[name][0], follow=True)
    sent = client.post(*forms[name], follow=True)

    assert [CLOSED in words(each) for each in (page, sent)] == [True, True]
    assert kept() == before


@pytest.mark.parametrize("name", ["prepare", "approve", "read", "decline"])
def test_a_folder_that_ended_while_the_form_was_open_says_so_there(
    name, client, paul, forms, monkeypatch
):
    for views in (asking, ending, signing):
        monkeypatch.setattr(views, "stands_still", lambda request, partner: None)
    client.force_login(paul)
    before = kept()

    sent = client.post(*forms[name])

    assert (sent.status_code, CLOSED in words(sent)) == (422, True)
    assert kept() == before


def test_what_was_asked_stands_still_and_is_told_so(client, paul, alex, asked):
    client.force_login(paul)

    page = record(client, alex)
    taken = client.post(reverse("approvals:take", args=[asked.pk]), follow=True)
    queue, today = client.get(reverse("signoff:queue")), client.get("/")

    assert "The folder has ended, so this waits for nobody." in words(page)
    assert "Readings before the dose" not in words(page)
    assert buttons(page) == []
    assert CLOSED in words(taken)
    assert "Approvals that are asked for" not in words(queue)
    assert "An approval is asked for" not in words(today)


def test_without_an_approval_the_record_asks_for_none(client, thea, alex, couple):
    planning.part_ways(couple=couple, by=thea, at=NOW)
    client.force_login(thea)

    said = words(record(client, alex))

    assert "The joint work has ended, so nothing more is asked of a prescriber." in said
    assert "Prepare it for the prescriber" not in said
