"""Somebody of two clinics works in one at a time, and the page always says in which."""

import pytest

from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from tests.factories.people import ClinicFactory, MembershipFactory
from tests.look.reading import elements

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def oak(thea):
    """Thea's other clinic."""
    oak = ClinicFactory(name="Oak House")
    MembershipFactory(account=thea, clinic=oak, role=Role.THERAPIST.value)
    return oak


def side(client):
    """What the side says of clinics: where one works, and where one may go."""
    everything = elements(client.get("/protocols/").text)
    here = next(e.text for e in everything if e["class"] == "brand-words")
    ways = [e["action"] for e in everything if e.tag == "form" and "/switch/" in e["action"]]
    return here.removeprefix("kapcouples"), ways


def test_every_page_says_where_one_works_and_offers_the_other_clinic(client, clinic, thea, oak):
    client.force_login(thea)

    before = side(client)
    answer = client.post(f"/clinics/{oak.pk}/switch/")

    assert before == ("Elm House", [f"/clinics/{oak.pk}/switch/"])
    assert (answer.status_code, answer.url) == (302, "/")
    assert side(client) == ("Oak House", [f"/clinics/{clinic.pk}/switch/"])


def test_who_has_one_clinic_is_offered_no_other(client, paul):
    client.force_login(paul)

    assert side(client) == ("Elm House", [])


def test_in_the_wrong_clinic_every_record_is_that_of_a_stranger(client, thea, oak, signed_plan):
    pages = [f"/folders/{signed_plan.couple_id}/", f"/records/{signed_plan.pair[0].partner_id}/"]
    client.force_login(thea)

    here = [client.get(page).status_code for page in pages]
    client.post(f"/clinics/{oak.pk}/switch/")

    assert here == [200, 200]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert "Alex" not in client.get("/folders/").text


def test_nobody_goes_to_a_clinic_where_they_have_no_role(client, thea, oak):
    ash = ClinicFactory(name="Ash House")
    MembershipFactory(account=thea, clinic=ash, ended_at=thea.joined_at)
    client.force_login(thea)

    answers = [client.post(f"/clinics/{pk}/switch/").status_code for pk in (ash.pk, 999_999)]

    assert answers == [404, 404]
    assert side(client)[0] == "Elm House"


def test_a_role_that_ended_takes_its_clinic_away_on_the_next_request(client, thea, oak):
    client.force_login(thea)
    client.post(f"/clinics/{oak.pk}/switch/")
    Membership.objects.filter(clinic=oak).update(ended_at=thea.joined_at)

    assert side(client) == ("Elm House", [])
