"""A record opened in an emergency: by whom, for how long, who is told, and never across clinics."""

from datetime import timedelta

import pytest
import time_machine

from sessions_app.couples.models import Couple, EmergencyOpening, Partner
from sessions_app.couples.rules import OPENING_LASTS
from sessions_app.emergency import actions
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from sessions_app.planning.models import Plan
from tests.factories.couples import EmergencyOpeningFactory, couple_of
from tests.factories.people import ClinicFactory, MembershipFactory, colleague
from tests.factories.planning import NOW
from tests.look.reading import elements
from tests.sessions_app.pages import beside, buttons, words
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
WHY = "Robin called from a hospital and Thea does not answer."
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def bea(clinic):
    """A therapist of the clinic who is on no care team."""
    return colleague(clinic, Role.THERAPIST, name="Bea Sorel", email="bea@elm.example")


def looking(account, opening, at):
    """The account as a request of that session sees it at that moment."""
    account.opened_in_emergency, account.asked_at = (opening.pk,), at
    return account


def reads(account, couple):
    return (
        Couple.objects.visible_to(account).filter(pk=couple.pk).exists(),
        Couple.objects.clinical_to(account).filter(pk=couple.pk).exists(),
        Plan.objects.clinical_to(account).filter(couple=couple).exists(),
        Partner.objects.visible_to(account).filter(couple=couple).exists(),
    )


@pytest.mark.parametrize(
    ("after", "open_to_her"),
    [
        (timedelta(0), True),
        (OPENING_LASTS - A_SECOND, True),
        (OPENING_LASTS, False),
        (OPENING_LASTS + A_SECOND, False),
    ],
)
def test_it_lasts_an_hour_and_ends_by_itself(after, open_to_her, plan, bea):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    assert reads(looking(bea, opening, NOW + after), plan.couple) == (open_to_her,) * 4


def test_the_opening_is_kept_with_its_reason_and_the_trail_without(couple, bea):
    opening = actions.open_record(couple=couple, reason=f" {WHY} ", by=bea, at=NOW)

    assert (opening.reason, opening.ends_at, opening.ended_at) == (WHY, NOW + OPENING_LASTS, None)
    assert newest() == [
        row(
            "record opened in an emergency",
            couple,
            bea,
            NOW,
            until=(NOW + OPENING_LASTS).isoformat(),
        )
    ]


def test_it_opens_this_record_and_no_other(plan, clinic, thea, bea):
    another = couple_of(clinic=clinic, lead=thea)
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    assert reads(looking(bea, opening, NOW), another) == (False,) * 4


def test_it_opens_nothing_in_another_session_or_to_somebody_else(plan, clinic, bea):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    other = colleague(clinic, Role.THERAPIST)

    assert reads(bea, plan.couple) == (False,) * 4
    assert reads(looking(other, opening, NOW), plan.couple) == (False,) * 4


def test_it_opens_nothing_once_the_role_ended_or_the_clinic_was_left(plan, bea):
    oak = ClinicFactory()
    MembershipFactory(account=bea, clinic=oak)
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    looking(bea, opening, NOW).chosen_clinic = oak.pk
    in_oak = reads(bea, plan.couple)
    bea.chosen_clinic = plan.couple.clinic_id
    Membership.objects.filter(account=bea, clinic=plan.couple.clinic).update(ended_at=NOW)

    assert (in_oak, reads(bea, plan.couple)) == ((False,) * 4, (False,) * 4)


def test_it_is_closed_before_the_hour_is_over(plan, bea):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    actions.close_record(opening=opening, by=bea, at=NOW + A_SECOND)
    actions.close_record(opening=opening, by=bea, at=NOW + 2 * A_SECOND)

    opening.refresh_from_db()
    assert opening.ended_at == NOW + A_SECOND
    assert reads(looking(bea, opening, NOW + A_SECOND), plan.couple) == (False,) * 4
    assert newest() == [row("record closed again", plan.couple, bea, NOW + A_SECOND)]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.FRONT_DESK, Role.AUDITOR])
def test_only_clinicians_open_a_record(role, couple, clinic):
    with pytest.raises(NotYourDeed):
        actions.open_record(couple=couple, reason=WHY, by=colleague(clinic, role), at=NOW)

    assert not EmergencyOpening.objects.exists()


def test_nobody_opens_a_record_of_another_clinic(couple, stranger):
    with pytest.raises(NotYourDeed):
        actions.open_record(couple=couple, reason=WHY, by=stranger, at=NOW)

    assert not EmergencyOpening.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed(reason, couple, bea):
    with pytest.raises(actions.ReasonIsMissing):
        actions.open_record(couple=couple, reason=reason, by=bea, at=NOW)

    assert newest() == []


def test_the_care_team_needs_no_emergency(couple, thea):
    with pytest.raises(actions.CaresAlready):
        actions.open_record(couple=couple, reason=WHY, by=thea, at=NOW)


def test_the_database_keeps_the_hour_and_the_reason(couple, bea):
    with refused("emergency_opening_within_an_hour"):
        EmergencyOpeningFactory(couple=couple, began_at=NOW, ends_at=NOW + timedelta(minutes=61))
    with refused("emergency_opening_with_reason"):
        EmergencyOpeningFactory(couple=couple, reason="")

    assert str(EmergencyOpeningFactory(couple=couple, account=bea)) == (
        "Bea Sorel, LMFT opened a record in an emergency"
    )


def test_the_road_from_a_name_to_the_record_and_back(client, plan, bea, frozen):
    here = f"/emergency/{plan.couple_id}/"
    record = f"/records/{plan.pair[0].partner_id}/"
    client.force_login(bea)

    before = client.get(record).status_code
    found = words(client.get("/emergency/?q=alex"))
    asked = client.get(here)
    opened = client.post(here, {"reason": WHY}, follow=True)
    read = client.get(record)
    closed = client.post(f"/emergency/{EmergencyOpening.objects.get().pk}/close/", follow=True)

    assert before == 404
    assert "Alex and Robin" in found
    assert "These are told that you opened it, and why: Paul Adeyemi, Thea Lindqvist." in words(
        asked
    )
    assert "The record of Alex and Robin is open to you in an emergency." in words(opened)
    assert "For 60 more minutes. It closes by itself: Mon 1 March 2027, 11:00 (Denver)" in words(
        read
    )
    assert read.status_code == 200
    assert "The record is closed to you again." in words(closed)
    assert "is open to you" not in words(closed)
    assert client.get(record).status_code == 404


def test_the_banner_and_the_record_go_when_the_hour_is_over(client, plan, bea):
    record = f"/records/{plan.pair[0].partner_id}/"

    def at(moment, page):
        with time_machine.travel(moment, tick=False):
            return client.get(page)

    with time_machine.travel(NOW, tick=False):
        client.force_login(bea)
        client.post(f"/emergency/{plan.couple_id}/", {"reason": WHY})
    # Whoever reads nothing for a quarter of an hour is signed out, and the record closes with that.
    all_along = [at(NOW + timedelta(minutes=10 * n), record).status_code for n in range(1, 6)]
    last = at(NOW + OPENING_LASTS - A_SECOND, record)
    over, today = at(NOW + OPENING_LASTS, record), at(NOW + OPENING_LASTS, "/")

    assert all_along == [200] * 5
    assert (last.status_code, over.status_code) == (200, 404)
    assert "For 1 more minute. It closes by itself" in words(last)
    assert buttons(last)[0] == "Close it now: the record of Alex and Robin"
    assert "is open to you" not in words(today)


def test_without_a_reason_nothing_opens(client, plan, bea, frozen):
    client.force_login(bea)

    response = client.post(f"/emergency/{plan.couple_id}/", {"reason": " "})

    assert response.status_code == 422
    assert "Please write why this cannot wait." in beside(response, "reason")
    assert not EmergencyOpening.objects.exists()


def test_the_care_team_reads_of_it_on_their_next_page_and_an_admin_does_not_read_why(
    client, plan, clinic, thea, paul, ada, bea, frozen
):
    actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    actions.open_record(
        couple=plan.couple, reason="ZEBRA", by=colleague(clinic, Role.PRESCRIBER), at=NOW
    )
    Membership.objects.filter(account=bea).update(ended_at=NOW)

    told = {}
    for account in (thea, paul, ada, bea):
        client.force_login(account)
        told[account.name] = (
            f"Bea Sorel, LMFT opened the record, Mon 1 March 2027, 10:00 (Denver) “{WHY}”"
            in words(client.get("/"))
        )

    assert told == {
        "Thea Lindqvist": True,
        "Paul Adeyemi": True,
        "Ada Okafor": False,
        "Bea Sorel": False,
    }


def test_after_a_week_it_is_told_by_the_trail_alone(client, plan, thea, bea):
    actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        client.force_login(thea)
        assert WHY not in words(client.get("/"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("al", "Please type three letters at least."),
        ("nobody", "Nobody of that name whose record is closed to you."),
        ("", "the care team is told."),
    ],
)
def test_names_are_not_listed_for_the_asking(query, said, client, plan, bea, frozen):
    client.force_login(bea)

    response = client.get(f"/emergency/?q={query}")

    assert said in words(response)
    assert "Alex" not in words(response)


def test_who_is_no_clinician_is_told_so_and_a_stranger_finds_nothing(
    client, plan, ada, stranger, frozen
):
    client.force_login(ada)
    admin = [client.get("/emergency/").status_code, client.get(f"/emergency/{plan.couple_id}/")]
    client.force_login(stranger)
    elsewhere = [
        "Alex" in words(client.get("/emergency/?q=alex")),
        client.get(f"/emergency/{plan.couple_id}/").status_code,
        client.post(f"/emergency/{plan.couple_id}/", {"reason": WHY}).status_code,
    ]

    assert (admin[0], admin[1].status_code) == (403, 404)
    assert elsewhere == [False, 404, 404]


def test_nobody_closes_what_another_opened(client, plan, thea, bea, frozen):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    client.force_login(thea)

    assert client.post(f"/emergency/{opening.pk}/close/").status_code == 404
    opening.refresh_from_db()
    assert opening.ended_at is None


@pytest.mark.parametrize(("who", "offered"), [("bea", True), ("ada", False)])
def test_the_way_there_is_offered_to_whom_it_is_open(who, offered, client, request, frozen):
    client.force_login(request.getfixturevalue(who))

    links = [e["href"] for e in elements(client.get("/folders/").text) if e.tag == "a"]

    assert ("/emergency/" in links) is offered


@pytest.mark.parametrize("more", [0, 2], ids=["one couple", "three couples"])
def test_the_search_asks_the_database_five_times(
    more, client, clinic, thea, plan, bea, frozen, django_assert_num_queries
):
    for _ in range(more):
        couple_of(clinic=clinic, lead=thea)
    client.force_login(bea)

    with django_assert_num_queries(5):
        client.get("/emergency/?q=alex")
