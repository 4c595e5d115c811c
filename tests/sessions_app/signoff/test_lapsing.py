"""Approvals that end within 30 days: on the admin’s board, and to be renewed in the queue."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.people.models import Licence
from sessions_app.people.rules import Action, Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Part
from sessions_app.signoff import lapsing
from tests.factories.approvals import approved
from tests.factories.couples import EmergencyOpeningFactory, couple_of
from tests.factories.people import ClinicFactory, colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.sessions_app.pages import words

from .test_board import BOARD, DAY

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")
ON = WORKING_HOUR.date()
HOUR = timedelta(hours=1)
NONE = "No approval runs out in the next 30 days."


def change(partner, **facts):
    Approval.objects.filter(partner=partner).update(**facts)


@pytest.fixture
def board(client, ada):
    def said():
        client.force_login(ada)
        return words(client.get(BOARD)).partition("Lapsing in 30 days ")[2]

    return said


@pytest.fixture
def queue(client):
    def said(account):
        client.force_login(account)
        return words(client.get(reverse("signoff:queue")))

    return said


def test_one_that_holds_today_is_told_with_its_last_day_and_the_days_left(board, couple):
    change(couple.pair[1], valid_until=ON + 12 * DAY)

    assert board() == (
        "Robin Hale Its last day is 13 March 2027. Given by Paul Adeyemi, MD 12 days"
    )


@pytest.mark.parametrize(
    ("ahead", "told"), [(0, "MD Today"), (1, "MD 1 day"), (30, "MD 30 days"), (31, NONE)]
)
def test_the_thirtieth_day_is_the_last_that_is_told(ahead, told, board, couple):
    change(couple.pair[1], valid_until=ON + ahead * DAY)

    assert board().endswith(told)


def test_one_that_has_not_begun_is_told_too_with_its_first_day(board, couple):
    change(couple.pair[0], valid_from=ON + 5 * DAY, valid_until=ON + 20 * DAY)

    assert board() == (
        "Alex Moreno Its last day is 21 March 2027. It begins on 6 March 2027. "
        "Given by Paul Adeyemi, MD 20 days"
    )


def test_the_end_of_its_prescribers_licence_is_an_end_and_renewing_under_it_helps_nobody(
    board, queue, couple, paul, nell
):
    Licence.objects.create(
        account=paul,
        clinic=couple.clinic,
        number="CO-1",
        expires_on=ON + 200 * DAY,
        dea_expires_on=ON + 9 * DAY,
    )
    told = (
        "Alex Moreno The licence or DEA registration it stands on runs out on 10 March 2027. "
        "Given by Paul Adeyemi, MD"
    )

    assert board().startswith(f"{told} 9 days")
    assert f"{told} Give the new date of your licence to a clinic admin" in queue(paul)
    assert "Renew it" not in queue(paul)
    assert f"{told} Renew it: the approval of Alex Moreno" in queue(nell)


def test_the_session_that_uses_the_last_one_is_an_end(board, couple, sent_plan):
    """Both dose in the plan of 9 March; of Alex’s six sessions five are used, of Robin’s none."""
    change(couple.pair[0], sessions_used=5)

    assert board() == (
        "Alex Moreno Its last approved session is planned for 9 March 2027. "
        "Given by Paul Adeyemi, MD 8 days"
    )


@pytest.mark.parametrize(
    ("used", "allowed", "told"),
    [
        (
            None,
            35,
            "Without a session it ends after 10 March 2027. Given by Paul Adeyemi, MD 9 days",
        ),
        (None, 90, NONE),
        (ON - 20 * DAY, 35, "Without a session it ends after 16 March 2027. Given by"),
        (ON - 2 * DAY, 35, NONE),
    ],
)
def test_too_long_without_a_session_is_an_end(used, allowed, told, board, clinic, couple, paul):
    """Both are signed on 3 February; Robin’s ended before."""
    change(couple.pair[0], last_used_on=used)
    change(couple.pair[1], ended="superseded", ended_at=WORKING_HOUR, ended_by=paul)
    type(clinic).objects.update(idle_days=allowed)

    assert told in board()


def test_a_session_planned_in_time_keeps_them_all(board, clinic, couple, ready_plan):
    """The session is on 9 March, and without it both would end after the tenth."""
    type(clinic).objects.update(idle_days=35)
    planned = board()

    Part.objects.filter(partner=couple.pair[0]).update(doses=False, fraction="", booster=False)

    assert planned == NONE
    assert board().startswith("Alex Moreno Without a session it ends after 10 March 2027.")


@pytest.mark.parametrize("without", ["a dose", "a plan that is open", "a day ahead"])
def test_a_session_that_uses_none_is_no_end(without, board, couple, thea, ready_plan):
    change(couple.pair[0], sessions_used=5)
    before = board()
    if without == "a dose":
        Part.objects.filter(partner=couple.pair[0]).update(doses=False, fraction="", booster=False)
    elif without == "a day ahead":
        type(ready_plan).objects.update(starts_at=WORKING_HOUR - DAY)
    else:
        planning.withdraw(plan=ready_plan, why="They moved.", by=thea, at=WORKING_HOUR)

    assert "Its last approved session" in before
    assert board() == NONE


def test_whatever_ends_first_stands_first(board, clinic, thea, paul, couple):
    change(couple.pair[1], valid_until=ON + 12 * DAY)
    other = couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": "Iris Valdez"})
    approved(other.pair[0], paul, valid_until=ON + 3 * DAY)

    said = board()

    assert said.index("Iris Valdez") < said.index("Robin Hale")


@pytest.mark.parametrize("why", ["the folder ended", "it ended", "another clinic’s", "used up"])
def test_what_has_ended_or_is_anothers_does_not_run_out_here(
    why, board, couple, thea, paul, stranger
):
    robin = couple.pair[1]
    change(robin, valid_until=ON + 12 * DAY)
    before = board()
    if why == "the folder ended":
        planning.close_folder(couple=couple, why="Done.", by=thea, at=WORKING_HOUR)
    elif why == "it ended":
        change(robin, ended="superseded", ended_at=WORKING_HOUR, ended_by=paul)
    elif why == "used up":
        change(robin, sessions_used=6)
    else:
        theirs = couple_of(clinic=ClinicFactory(), lead=stranger).pair[0]
        Approval.objects.filter(partner=robin).update(partner=theirs)

    assert before != NONE
    assert board() == NONE


def test_a_prescriber_of_the_care_team_reads_it_with_the_way_to_renew(queue, couple, paul, nell):
    change(couple.pair[1], valid_until=ON + 12 * DAY)

    for account in (paul, nell):
        assert (
            "Approvals that lapse in 30 days Robin Hale Its last day is 13 March 2027. "
            "Given by Paul Adeyemi, MD Renew it: the approval of Robin Hale"
        ) in queue(account)


def test_the_way_leads_to_the_form_of_a_renewal(client, couple, paul):
    robin = couple.pair[1]
    change(robin, valid_until=ON + 12 * DAY)
    client.force_login(paul)
    address = reverse("approvals:approve", args=[robin.pk])

    assert f'href="{address}"' in client.get(reverse("signoff:queue")).text
    assert "Renew the approval for Robin" in client.get(address).text


def test_nobody_else_reads_it_in_the_queue(queue, clinic, thea, ada, couple):
    change(couple.pair[1], valid_until=ON + 12 * DAY)
    aside = colleague(clinic, Role.PRESCRIBER, name="Aside")
    EmergencyOpeningFactory(
        couple=couple, account=aside, began_at=WORKING_HOUR, ends_at=WORKING_HOUR + HOUR
    )

    for account in (thea, ada, aside):
        assert "Robin Hale" not in queue(account)


@pytest.mark.parametrize("more", [0, 3])
def test_looking_for_them_costs_one_question(
    more, clinic, thea, paul, ada, couple, django_assert_num_queries
):
    change(couple.pair[1], valid_until=ON + 12 * DAY)
    for number in range(more):
        other = couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": f"Iris{number} V"})
        approved(other.pair[0], paul, valid_until=ON + timedelta(days=number))
    assert ada.may(Action.HAND_OVER_SIGNOFF)

    with django_assert_num_queries(1):
        rows = lapsing.of_clinic(ada, now=WORKING_HOUR)

    assert len(rows) == 1 + more
