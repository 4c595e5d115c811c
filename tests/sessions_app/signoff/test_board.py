"""What a clinic admin sees of the waiting, and what they can do about it."""

from datetime import timedelta

import pytest
from django.db.models import Prefetch
from django.urls import reverse

from sessions_app.couples.models import CareTeamMember
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from sessions_app.signoff import actions, waiting
from sessions_app.signoff.models import Handover, Nudge
from tests.factories.people import colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.factories.signoff import decline, sign
from tests.sessions_app.pages import words
from tests.sessions_app.signoff.test_pages_queue import another_sent
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")
BOARD = "/sign-off/board/"
DAY = timedelta(days=1)


def test_the_board_tells_what_waits_for_whom_and_how_long(client, ada, nell, sent_plan):
    client.force_login(ada)

    said = words(client.get(BOARD))

    assert "Alex and Robin With the prescriber since 09:00" in said
    assert "Waits for Paul Adeyemi or Nell Odum" in said
    assert "By state Draft 0 Sent back 0 With the prescriber 1 Signed 0" in said
    assert "1 plans were sent and 0 answered; this week 1 and 0." in said
    assert "No approval runs out in the next 30 days." in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, ["Iris and Robin", "Alex and Robin"]),
        ({"state": "with_prescriber"}, ["Iris and Robin", "Alex and Robin"]),
        ({"state": "draft"}, []),
        ({"age": "1"}, ["Iris and Robin"]),
        ({"age": "3", "state": "with_prescriber"}, ["Iris and Robin"]),
        ({"age": "7"}, []),
        ({"age": "of bronze", "state": "melted"}, ["Iris and Robin", "Alex and Robin"]),
    ],
    ids=str,
)
def test_the_board_is_narrowed_by_state_and_age_and_counts_all(
    asked, told, client, clinic, thea, paul, ada, sent_plan
):
    another_sent(clinic, thea, paul, name="Iris", sent_at=WORKING_HOUR - 3 * DAY)
    client.force_login(ada)

    page = client.get(BOARD, asked)

    assert [str(row["plan"].couple) for row in page.context["rows"]] == told
    assert "Draft 0 Sent back 0 With the prescriber 2 Signed 0" in words(page)
    assert ("No open plan is in this state for so long." in words(page)) is (not told)


def both_moments():
    """The moment one plan waits from, as it is told for one and for many."""
    plan = Plan.objects.prefetch_related(Prefetch("signoffs", to_attr="answers")).get()
    return waiting.since(plan), waiting.moments(Plan.objects).get().since


def test_the_moment_it_waits_from_is_the_same_for_one_and_for_many(thea, paul, sent_plan):
    sent = both_moments()
    decline(sent_plan, reason="Not now.", by=paul, at=WORKING_HOUR + DAY)
    answered = both_moments()
    planning.submit(plan=sent_plan, by=thea, at=WORKING_HOUR + 2 * DAY)

    assert sent == (sent_plan.submitted_at,) * 2
    assert answered == (WORKING_HOUR + DAY,) * 2
    assert both_moments() == (WORKING_HOUR + 2 * DAY,) * 2


def test_an_admin_hands_a_plan_to_another_prescriber_of_the_care_team(
    client, ada, paul, nell, sent_plan
):
    client.force_login(ada)

    response = client.post(
        reverse("signoff:hand_over", args=[sent_plan.pk]), {"to": nell.pk}, follow=True
    )

    kept = Handover.objects.get()
    assert (kept.plan, kept.to, kept.handed_by) == (sent_plan, nell, ada)
    assert "It waits for Nell Odum now." in words(response)
    assert "Waits for Nell Odum Move it on" in words(response)
    assert newest() == [row("sign-off handed over", sent_plan, ada, WORKING_HOUR)]
    # Whoever can be reached first may still sign.
    assert sign(sent_plan, by=paul, at=WORKING_HOUR).approves


@pytest.mark.parametrize("who", ["thea", "ada", "stranger", "outside"])
def test_it_is_handed_to_nobody_who_could_not_sign(who, request, clinic, ada, sent_plan):
    if who == "outside":
        somebody = colleague(clinic, Role.PRESCRIBER)
    else:
        somebody = request.getfixturevalue(who)

    with pytest.raises(actions.CannotBeHandedTo):
        actions.hand_over(plan=sent_plan, to=somebody, by=ada, at=WORKING_HOUR)

    assert not Handover.objects.exists()


def test_a_handover_to_somebody_who_left_counts_no_more(client, ada, paul, nell, sent_plan):
    actions.hand_over(plan=sent_plan, to=nell, by=ada, at=WORKING_HOUR)
    CareTeamMember.objects.filter(account=nell).delete()
    client.force_login(ada)

    assert "Waits for Paul Adeyemi Move it on" in words(client.get(BOARD))


@pytest.mark.parametrize("name", ["board", "board_csv"])
def test_only_an_admin_reads_the_board(name, client, thea, paul, ada):
    answers = []
    for account in (thea, paul, ada):
        client.force_login(account)
        answers.append(client.get(reverse(f"signoff:{name}")).status_code)

    assert answers == [403, 403, 200]


@pytest.mark.parametrize("name", ["nudge", "hand_over"])
def test_only_an_admin_of_the_clinic_moves_it_on(name, client, thea, paul, stranger, sent_plan):
    answers = []
    for account in (thea, paul, stranger):
        client.force_login(account)
        address = reverse(f"signoff:{name}", args=[sent_plan.pk])
        answers.append(client.post(address, {"to": paul.pk}).status_code)

    assert answers == [403, 403, 404]
    assert not Nudge.objects.exists()
    assert not Handover.objects.exists()


@pytest.mark.parametrize("deed", ["nudge", "hand_over"])
def test_what_no_longer_waits_is_not_moved(deed, client, thea, ada, paul, signed_plan):
    client.force_login(ada)

    response = client.post(
        reverse(f"signoff:{deed}", args=[signed_plan.pk]), {"to": paul.pk}, follow=True
    )

    assert "This plan no longer waits for an answer." in words(response)
    with pytest.raises(NotYourDeed):
        actions.nudge(plan=signed_plan, by=thea, at=WORKING_HOUR)


def test_the_sheet_tells_the_same_rows_and_no_cell_is_a_formula(
    client, clinic, thea, paul, ada, sent_plan
):
    another_sent(clinic, thea, paul, name="=cmd()", sent_at=WORKING_HOUR - DAY)
    client.force_login(ada)

    response = client.get(reverse("signoff:board_csv"))

    assert response.content.startswith(b"\xef\xbb\xbfCouple,")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="sign-off-2027-03-01.csv"'
    )
    assert lines[0] == "Couple,Plan,Revision,State,Since (America/Denver),Days,Waits for"
    assert lines[1].startswith("'=cmd() and Robin,1,1,With the prescriber,2027-02-28 10:00,1,")
    assert lines[2] == ("Alex and Robin,1,1,With the prescriber,2027-03-01 09:00,0,Paul Adeyemi")


def test_a_draft_that_came_back_says_so_and_waits_for_its_therapist(client, ada, paul, sent_plan):
    decline(sent_plan, reason="Not now.", by=paul, at=WORKING_HOUR - DAY)
    client.force_login(ada)

    said = words(client.get(BOARD))

    assert "Sent back since yesterday, revision 2 Waits for Thea Lindqvist Sent back" in said
    assert "Draft 0 Sent back 1 With the prescriber 0 Signed 0" in said
    assert "Not now." not in said


def test_a_draft_that_was_never_sent_reads_differently(client, ada, ready_plan):
    client.force_login(ada)

    said = words(client.get(BOARD))

    assert "Alex and Robin Draft since 07:00 Waits for Thea Lindqvist Draft" in said
    assert "Draft 1 Sent back 0" in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("?state=sent_back", ["Alex and Robin"]),
        ("?state=draft", []),
        ("?state=with_prescriber&age=3", ["Iris and Robin"]),
        ("?age=of+bronze", ["Iris and Robin", "Alex and Robin"]),
        ("", ["Iris and Robin", "Alex and Robin"]),
    ],
)
def test_the_sheet_holds_the_rows_that_the_board_shows(
    asked, told, client, clinic, thea, paul, ada, sent_plan
):
    another_sent(clinic, thea, paul, name="Iris", sent_at=WORKING_HOUR - 3 * DAY)
    decline(sent_plan, reason="Not now.", by=paul, at=WORKING_HOUR)
    client.force_login(ada)

    board = client.get(BOARD + asked)
    sheet = client.get(reverse("signoff:board_csv") + asked)

    assert [str(row["plan"].couple) for row in board.context["rows"]] == told
    assert [line.partition(",")[0] for line in sheet.text.splitlines()[1:]] == told
    assert "Not now." not in sheet.text
    query = asked.replace("&", "&amp;") if told and "bronze" not in asked else ""
    if query:
        assert f'href="/sign-off/board.csv{query}"' in board.text


def test_an_empty_board_says_what_it_is_for(client, ada):
    client.force_login(ada)

    assert "No plan is open Plans stand here from their first station" in words(client.get(BOARD))


@pytest.mark.parametrize("more", [0, 2], ids=["one plan", "three plans"])
def test_the_board_asks_the_database_a_fixed_number_of_times(
    more, client, clinic, thea, paul, ada, sent_plan, django_assert_num_queries
):
    for number in range(more):
        another_sent(clinic, thea, paul, name=f"Iris{number} V", sent_at=WORKING_HOUR - DAY)
    client.force_login(ada)

    with django_assert_num_queries(14):
        client.get(BOARD)
