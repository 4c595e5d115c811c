"""The people page: who may open it, what it shows, what it costs, and what is refused."""

from datetime import date

import pytest

from sessions_app.people import actions
from sessions_app.people.models import Account, Licence, Membership
from sessions_app.people.rules import Role
from tests.factories.couples import couple_of
from tests.factories.people import ClinicFactory, LicenceFactory, MembershipFactory, colleague
from tests.sessions_app.pages import beside, buttons, forms, value, words
from tests.sessions_app.trail import newest

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


def test_the_list_says_who_works_here_as_what_and_until_when(signed_in, clinic, thea, paul):
    LicenceFactory(account=paul, clinic=clinic, expires_on=date(2027, 4, 2))
    LicenceFactory(account=thea, clinic=clinic, expires_on=date(2027, 2, 28))
    stranger = colleague(ClinicFactory(), Role.THERAPIST, name="Stranger")

    said = words(signed_in.get("/people/"))

    assert (
        "3 people. "
        "Ada Okafor ada@elm.example clinic admin "
        "Paul Adeyemi, MD paul@elm.example prescriber Licence expires on 2 April 2027 "
        "Thea Lindqvist, LMFT thea@elm.example therapist Licence expired on 28 February 2027"
    ) in said
    assert stranger.name not in said


def test_somebody_is_found_by_name_or_address(signed_in, thea, paul):
    assert "1 person with “paul” in name or address." in words(signed_in.get("/people/?q=paul"))
    assert "thea@elm.example" in words(signed_in.get("/people/?q=THEA@elm"))
    assert "Nobody of that name" in words(signed_in.get("/people/?q=nobody"))


def test_who_is_disabled_stands_in_a_list_of_their_own(signed_in, clinic, thea, ada, NOW):
    assert "Nobody is disabled" in words(signed_in.get("/people/?show=disabled"))
    actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)

    assert "Thea" not in words(signed_in.get("/people/"))
    assert "Thea Lindqvist, LMFT thea@elm.example disabled" in words(
        signed_in.get("/people/?show=disabled")
    )


def test_a_long_list_has_pages(signed_in, clinic):
    for number in range(26):
        colleague(clinic, Role.THERAPIST, name=f"Person {number:02}")

    assert "Person 24" not in words(signed_in.get("/people/"))
    assert "Page 2 of 2" in words(signed_in.get("/people/?page=2"))


@pytest.mark.parametrize("more", [0, 2], ids=["one person", "three people"])
def test_the_list_asks_the_database_seven_times(
    more, signed_in, clinic, ada, NOW, django_assert_num_queries
):
    for number in range(more):
        colleague(clinic, Role.THERAPIST, name=f"Person {number}")

    with django_assert_num_queries(7):
        signed_in.get("/people/")


def test_a_person_is_given_other_roles(signed_in, clinic, thea):
    response = signed_in.post(f"/people/{thea.pk}/roles/", {"roles": ["therapist", "admin"]})

    assert (response.status_code, response.url) == (302, f"/people/{thea.pk}/")
    assert set(Account.objects.get(pk=thea.pk).memberships.values_list("role", flat=True)) == {
        "therapist",
        "admin",
    }


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose at least one role."),
        ({"roles": ["owner"]}, "This cannot be chosen here. Please choose from the list."),
    ],
)
def test_roles_that_cannot_be_are_refused_beside_them(sent, said, signed_in, thea):
    response = signed_in.post(f"/people/{thea.pk}/roles/", sent)

    assert response.status_code == 422
    assert said in beside(response, "roles")
    assert newest() == []


def test_the_last_admin_is_told_why_the_role_stays(signed_in, ada):
    response = signed_in.post(f"/people/{ada.pk}/roles/", {"roles": ["therapist"]})

    assert response.status_code == 422
    assert "Nobody else is clinic admin here." in beside(response, "roles")


def test_an_admin_who_steps_back_is_sent_on_to_a_page_that_opens(signed_in, clinic, ada):
    colleague(clinic, Role.ADMIN)

    response = signed_in.post(f"/people/{ada.pk}/roles/", {"roles": ["therapist"]})

    assert (response.status_code, response.url) == (302, "/")
    assert signed_in.get("/people/").status_code == 403


def test_a_licence_is_noted_and_a_day_that_is_none_is_refused(signed_in, paul):
    address = f"/people/{paul.pk}/licence/"

    wrong = signed_in.post(address, {"number": "CO-1", "expires_on": "soon"})
    right = signed_in.post(address, {"number": "CO-1", "expires_on": "2028-01-31"}, follow=True)

    assert wrong.status_code == 422
    assert "Please write a day that is in the calendar" in beside(wrong, "expires_on")
    assert 'value="CO-1"' in wrong.text
    assert "Licence until 31 January 2028" in words(right)
    assert Licence.objects.get().number == "CO-1"


def test_a_dea_registration_that_ends_first_is_what_is_told(signed_in, paul):
    told = {"number": "CO-1", "expires_on": "2028-01-31", "dea_expires_on": "2027-12-31"}

    response = signed_in.post(f"/people/{paul.pk}/licence/", told, follow=True)

    assert "DEA until 31 December 2027" in words(response)
    assert value(response, "dea_expires_on") == "2027-12-31"


def test_who_needs_no_licence_is_not_asked_for_one(signed_in, ada, paul):
    assert forms(signed_in.get(f"/people/{ada.pk}/")) == [f"/people/{ada.pk}/roles/"]
    assert forms(signed_in.get(f"/people/{paul.pk}/")) == [
        f"/people/{paul.pk}/roles/",
        f"/people/{paul.pk}/licence/",
    ]


def test_disabling_asks_once_says_what_it_ends_and_can_be_undone(signed_in, thea):
    asked = signed_in.get(f"/people/{thea.pk}/disable/")
    done = signed_in.post(f"/people/{thea.pk}/disable/", follow=True)
    back = signed_in.post(f"/people/{thea.pk}/enable/", follow=True)

    assert "they are no longer therapist;" in words(asked)
    assert buttons(asked) == ["Disable Thea Lindqvist"]
    assert "Thea Lindqvist is disabled here." in words(done)
    assert buttons(done) == ["Enable again, in the roles of before"]
    assert "works here again" in words(back)
    assert Account.objects.get(pk=thea.pk).is_active


def test_a_refusal_of_a_deed_is_said_on_the_page(signed_in, ada, thea):
    own = signed_in.post(f"/people/{ada.pk}/disable/", follow=True)
    early = signed_in.post(f"/people/{thea.pk}/enable/", follow=True)

    assert "You cannot disable yourself." in words(own)
    assert "Disable Ada" not in words(own)
    assert "This person is not disabled here any more." in words(early)


def test_the_care_teams_of_somebody_are_named_with_whose_care_they_lead(
    signed_in, clinic, thea, paul, ada, couple, stranger
):
    couple_of(clinic=clinic, lead=thea, a={"name": "Iris Valdez"}, b={"name": "Theo Finch"})
    MembershipFactory(account=thea, clinic=stranger.clinic)
    elsewhere = couple_of(clinic=stranger.clinic, lead=thea, a={"name": "Zebra"})

    said = {who.name: words(signed_in.get(f"/people/{who.pk}/")) for who in (thea, paul, ada)}

    assert "Care teams Alex and Robin leads Iris and Theo leads A therapist" in said[thea.name]
    assert "Care teams Alex and Robin A therapist of" in said[paul.name]
    assert "Care teams" not in said[ada.name]
    assert elsewhere.pair[0].called not in said[thea.name]


def test_a_clinician_on_no_care_team_is_said_to_read_no_record(signed_in, thea):
    assert "On none yet, so no record opens for them." in words(
        signed_in.get(f"/people/{thea.pk}/")
    )


@pytest.mark.parametrize("more", [1, 3])
def test_a_person_asks_the_database_as_often_for_three_couples_as_for_one(
    more, signed_in, clinic, thea, django_assert_num_queries
):
    for _ in range(more):
        couple_of(clinic=clinic, lead=thea)

    with django_assert_num_queries(8):
        signed_in.get(f"/people/{thea.pk}/")


def test_somebody_who_left_is_shown_without_a_button(signed_in, thea, NOW):
    Membership.objects.filter(account=thea).update(ended_at=NOW)

    response = signed_in.get(f"/people/{thea.pk}/")

    assert "No longer works here." in words(response)
    assert buttons(response) == []


def test_who_is_disabled_is_signed_out_on_the_very_next_request(
    client, clinic, thea, ada, signed_plan, NOW
):
    client.force_login(thea)
    page = f"/folders/{signed_plan.couple_id}/"
    before = client.get(page).status_code
    actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)

    after = client.get(page)

    assert (before, after.status_code) == (200, 302)
    assert after.url.startswith("/sign-in/")


@pytest.mark.parametrize("who", ["thea", "paul"])
def test_other_roles_do_not_open_the_people_page(who, client, request, ada):
    client.force_login(request.getfixturevalue(who))

    answers = [
        client.get(f"/people/{page}").status_code
        for page in ("", f"{ada.pk}/", f"{ada.pk}/disable/")
    ]
    sent = [
        client.post(f"/people/{ada.pk}/{deed}/").status_code
        for deed in ("roles", "licence", "disable", "enable")
    ]

    assert answers + sent == [403] * 7


def test_people_of_another_clinic_are_not_there(signed_in, stranger):
    pages = [signed_in.get(f"/people/{stranger.pk}/{page}") for page in ("", "disable/")]
    deeds = [
        signed_in.post(f"/people/{stranger.pk}/{deed}/")
        for deed in ("roles", "licence", "disable", "enable")
    ]

    assert [answer.status_code for answer in pages + deeds] == [404] * 6
    assert Account.objects.get(pk=stranger.pk).is_active


def test_in_the_other_clinic_its_people_are_shown(signed_in, ada, thea, stranger):
    oak = stranger.clinic
    MembershipFactory(account=ada, clinic=oak, role=Role.ADMIN.value)
    signed_in.post(f"/clinics/{oak.pk}/switch/")

    said = words(signed_in.get("/people/"))

    assert "Stranger" in said
    assert "Thea" not in said
