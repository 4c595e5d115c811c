"""The page about one's own account, and signing devices out."""

from datetime import date, timedelta

import pytest

from sessions_app.access.models import Session
from tests.factories.access import SessionFactory, recovery_codes_of, with_app
from tests.factories.people import LicenceFactory
from tests.factories.planning import NOW as AT
from tests.sessions_app.pages import buttons, words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")
ACCOUNT = "/account/"


@pytest.fixture
def at_work(client, thea):
    client.force_login(thea)
    return client


def phone_of(account, **facts):
    return SessionFactory(account=account, device="Safari on iPhone", **facts)


def test_the_page_says_who_you_are_and_how_you_sign_in(at_work):
    said = words(at_work.get(ACCOUNT))

    assert "Name Thea Lindqvist As printed under a signature LMFT Elm House Therapist" in said
    assert "E-mail address thea@elm.example" in said
    assert "None yet. With one, nobody signs in or signs with your password alone." in said


def test_it_lists_factors_and_how_many_recovery_codes_are_left(at_work, thea):
    with_app(thea)
    recovery_codes_of(thea)

    said = words(at_work.get(ACCOUNT))

    assert "Authenticator app Six digits from your phone." in said
    assert "10 recovery codes left." in said


def test_it_lists_devices_that_are_signed_in_and_no_others(at_work, thea, paul):
    phone_of(thea)
    phone_of(thea, ended_at=AT)
    phone_of(thea, seen_at=AT - timedelta(minutes=16))
    phone_of(thea, began_at=AT - timedelta(hours=13))
    phone_of(paul)

    page = at_work.get(ACCOUNT)

    assert words(page).count("Safari on iPhone Signed in") == 1
    assert "This device. Signed in Mon 1 March 2027, 10:00 (Denver)." in words(page)
    assert buttons(page) == [
        "Sign out all others",
        "Sign out that browser",
        "Sign out Safari on iPhone",
    ]


def test_one_device_is_signed_out(at_work, thea, NOW):
    phone = phone_of(thea)

    response = at_work.post(f"/account/devices/{phone.code}/end/", follow=True)

    assert "Safari on iPhone is signed out." in words(response)
    assert Session.objects.get(pk=phone.pk).ended_at == NOW
    assert newest() == [row("device signed out", thea, thea, NOW)]


def test_this_device_is_signed_out_in_the_same_way(at_work, thea):
    here = Session.objects.get(account=thea)

    response = at_work.post(f"/account/devices/{here.code}/end/")

    assert response["Location"] == "/sign-in/"
    assert at_work.get("/")["Location"] == "/sign-in/?next=/"


def test_nobody_signs_out_anothers_device(at_work, paul):
    phone = phone_of(paul)

    assert at_work.post(f"/account/devices/{phone.code}/end/").status_code == 404
    assert Session.objects.get(pk=phone.pk).ended_at is None


def test_all_others_are_signed_out_and_this_one_stays(at_work, thea, paul, NOW):
    mine, theirs = [phone_of(thea), phone_of(thea)], phone_of(paul)

    response = at_work.post("/account/devices/end-others/")

    assert response["Location"] == ACCOUNT
    ended = Session.objects.filter(ended_at=NOW)
    assert set(ended) == set(mine)
    assert Session.objects.get(pk=theirs.pk).ended_at is None
    assert newest() == [row("other devices signed out", thea, thea, NOW, count=2)]
    assert at_work.get("/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_five_times(at_work, thea, django_assert_num_queries, count):
    for _ in range(count):
        phone_of(thea)

    with django_assert_num_queries(5):
        at_work.get(ACCOUNT)


def test_an_address_never_holds_the_key_of_a_sign_in(at_work, thea):
    key = at_work.session.session_key

    page = at_work.get(ACCOUNT).content.decode()

    assert key not in page
    assert Session.objects.get(account=thea).code in page


def test_ones_own_licence_is_told_with_its_clinic(at_work, thea):
    clinic = thea.memberships.get().clinic
    LicenceFactory(account=thea, clinic=clinic, expires_on=date(2027, 3, 20))

    assert "Licence at Elm House Licence expires on 20 March 2027" in words(
        at_work.get("/account/")
    )


def test_a_role_is_called_as_on_every_other_page(client, ada):
    client.force_login(ada)

    assert "Elm House Clinic admin" in words(client.get(ACCOUNT))
