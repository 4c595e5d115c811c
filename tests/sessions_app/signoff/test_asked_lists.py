"""Where an approval that is asked for is listed: on the board, in a sheet, in the queue."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Request
from sessions_app.signoff import actions, asked, waiting
from tests.factories.approvals import RequestFactory
from tests.factories.couples import couple_of
from tests.factories.planning import NOW as WORKING_HOUR
from tests.sessions_app.pages import words

from .test_board import BOARD, DAY

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")
HOUR = timedelta(hours=1)
NEUTRAL = """\
Elm Appointments: something in your list waits for an answer.

Please sign in when you can. Questions: 303-555-0101.
"""


def post(client, name, about, **said):
    return client.post(reverse(f"signoff:{name}", args=[about.pk]), said, follow=True)


def asked_of(request):
    return waiting.asked_of(waiting.handed(Request.objects, "request").get(pk=request.pk))


def test_a_request_stands_on_the_board_with_name_age_and_whom_and_without_its_reason(
    client, ada, nell, couple, request_of
):
    alex, robin = couple.pair
    request_of(alex)
    request_of(robin, state="under_review", taken_by=nell, taken_at=WORKING_HOUR)
    other = RequestFactory(
        state="submitted", submitted_by=ada, submitted_at=WORKING_HOUR, wish="ZEBRA"
    )
    client.force_login(ada)

    page = client.get(BOARD)

    said = words(page)
    assert "Alex Moreno Waits for Paul Adeyemi or Nell Odum, for 2 days Move it on" in said
    assert "Waits for a prescriber Robin Hale Waits for Nell Odum, for 2 days Move it on" in said
    assert "A prescriber is looking at it" in said
    assert other.partner.couple.clinic != couple.clinic
    assert other.partner.name not in said
    assert "ZEBRA" not in page.text
    assert reverse("desk:record", args=[alex.pk]) not in page.text


def test_the_sheet_of_requests_tells_all_of_them_and_no_reason(
    client, clinic, thea, ada, paul, couple, request_of
):
    other = couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": "=cmd()"})
    request_of(couple.pair[1])
    taken = {"state": "under_review", "taken_by": paul, "taken_at": WORKING_HOUR}
    request_of(other.pair[0], since=DAY, **taken)
    client.force_login(ada)

    response = client.get(reverse("signoff:requests_csv"))

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="approvals-asked-for-2027-03-01.csv"'
    )
    assert response.content.startswith(b"\xef\xbb\xbfCouple,")
    assert response.content.decode("utf-8-sig").splitlines() == [
        "Couple,Approval for,State,Since (America/Denver),Days,Waits for",
        "Alex and Robin,Robin Hale,Waits for a prescriber,2027-02-27 10:00,2,Paul Adeyemi",
        "'=cmd() and Robin,'=cmd(),A prescriber is looking at it,2027-02-28 10:00,1,Paul Adeyemi",
    ]
    assert f'href="{reverse("signoff:requests_csv")}"' in client.get(BOARD).text


def test_the_board_shows_those_that_wait_longest_and_the_sheet_all(
    client, clinic, thea, paul, ada, request_of, monkeypatch
):
    monkeypatch.setattr(asked, "SHOWN", 1)
    for name in ("Iris Valdez", "Uma Reyes"):
        request_of(couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": name}).pair[0])
    client.force_login(ada)

    board, sheet = client.get(BOARD), client.get(reverse("signoff:requests_csv"))

    assert [each["name"] for each in board.context["asked"]] == ["Iris Valdez"]
    assert "These wait longest. The sheet holds all." in words(board)
    assert len(sheet.text.splitlines()) == 3


def test_whom_a_request_was_handed_to_stands_in_the_queue_and_in_the_record(
    client, ada, paul, nell, waits
):
    actions.hand_over_request(request=waits, to=nell, by=ada, at=WORKING_HOUR)
    told, today = {}, {}
    record = reverse("desk:record", args=[waits.partner_id])
    for account in (paul, nell):
        client.force_login(account)
        told[account] = words(client.get(reverse("signoff:queue")))
        today[account] = words(client.get(reverse("desk:today")))

    assert "Alex Moreno Asked by Thea Lindqvist, LMFT Handed to Nell Odum" in told[paul]
    assert "Handed to" not in told[nell]
    assert "Waits for Nell Odum" in words(client.get(record))
    assert "An approval is asked for" in today[nell]
    assert "An approval is asked for" not in today[paul]


@pytest.mark.parametrize("more", [0, 2], ids=["one request", "three requests"])
def test_requests_cost_the_board_a_fixed_number_of_questions(
    more, client, clinic, thea, paul, ada, waits, request_of, django_assert_num_queries
):
    for number in range(more):
        name = {"name": f"Iris{number} V"}
        request_of(couple_of(clinic=clinic, lead=thea, team=[paul], a=name).pair[0])
    client.force_login(ada)

    with django_assert_num_queries(9):
        client.get(BOARD)
