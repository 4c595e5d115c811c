"""The road from an invitation to the first page: for who is new and for who is known."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sessions_app.people import tasks
from sessions_app.people.models import Account, Invitation
from sessions_app.people.rules import Role
from tests.factories.people import (
    ClinicFactory,
    InvitationFactory,
    MembershipFactory,
    colleague,
)
from tests.sessions_app.pages import beside, buttons, forms, ticked, value, words
from tests.sessions_app.trail import newest

pytestmark = pytest.mark.usefixtures("frozen")
NELL = {"name": "Nell Odum", "credentials": "MD", "password": "seven slow rivers"}
OVER = "This link opens nothing"


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def link(clinic, smtp_sink):
    """The path in the letter that went to Nell."""
    InvitationFactory(clinic=clinic, email="nell@elm.example", invited_at=timezone.now())
    tasks.drain(clock=timezone.now)
    return re.search(r"/join/[\w-]{43}/", smtp_sink.letters[-1].message.get_content()).group()


def test_an_admin_invites_and_reads_what_became_of_it(
    signed_in, clinic, smtp_sink, django_capture_on_commit_callbacks
):
    sent = {"email": "nell@elm.example", "roles": ["therapist", "front desk"]}
    with django_capture_on_commit_callbacks() as waking:
        response = signed_in.post("/people/invite/", sent, follow=True)
    before = words(response)
    tasks.drain(clock=timezone.now)

    after = words(signed_in.get("/people/?show=invited"))
    assert len(waking) == 1
    assert "The letter to nell@elm.example leaves within a minute." in before
    assert "nell@elm.example As front desk, therapist. Invited by Ada Okafor" in before
    assert "Letter leaves soon" in before
    assert "Letter sent" in after
    assert "http://testserver/join/" in smtp_sink.letters[0].message.get_content()


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"email": "nell"}, "email", "Please write an e-mail address"),
        ({"roles": []}, "roles", "Choose at least one role."),
        ({"email": "thea@elm.example"}, "email", "works here already"),
        ({"email": "asked@elm.example"}, "email", "waits already"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(change, field, said, signed_in, clinic, thea):
    InvitationFactory(clinic=clinic, email="asked@elm.example", invited_at=timezone.now())
    sent = {"email": "nell@elm.example", "roles": ["therapist"]} | change

    response = signed_in.post("/people/invite/", sent)

    assert response.status_code == 422
    assert said in beside(response, field)
    assert (value(response, "email"), ticked(response, "roles")) == (sent["email"], sent["roles"])
    assert newest() == []


def test_an_address_known_in_another_clinic_is_invited_like_any_other(signed_in):
    colleague(ClinicFactory(), Role.THERAPIST, email="known@oak.example")
    said = [
        words(signed_in.post("/people/invite/", {"email": email, "roles": ["admin"]}, follow=True))
        for email in ("known@oak.example", "fresh@oak.example")
    ]

    assert (
        said[0].split(" 1 invitation")[0].replace("known", "fresh")
        == (said[1].split(" 2 invitations")[0])
    )


@pytest.mark.parametrize("more", [0, 2], ids=["one invitation", "three invitations"])
def test_the_list_of_invitations_asks_the_database_five_times(
    more, signed_in, clinic, django_assert_num_queries
):
    for _ in range(more + 1):
        InvitationFactory(clinic=clinic)

    with django_assert_num_queries(5):
        signed_in.get("/people/?show=invited")


def test_an_invitation_is_sent_again_and_withdrawn(signed_in, clinic):
    invitation = InvitationFactory(clinic=clinic, invited_at=timezone.now() - timedelta(days=9))
    here = f"/people/invitations/{invitation.pk}/"

    expired = words(signed_in.get("/people/?show=invited"))
    again = words(signed_in.post(f"{here}again/", follow=True))
    gone = words(signed_in.post(f"{here}withdraw/", follow=True))
    late = [words(signed_in.post(f"{here}{deed}/", follow=True)) for deed in ("again", "withdraw")]

    assert "Link expired" in expired
    assert "Letter leaves soon" in again
    assert "Withdrawn. Its link opens nothing any more." in gone
    assert "No invitation waits" in gone
    assert all("was answered or withdrawn meanwhile" in each for each in late)


def test_invitations_of_another_clinic_are_not_there(signed_in):
    other = InvitationFactory()

    answers = [
        signed_in.post(f"/people/invitations/{other.pk}/{deed}/").status_code
        for deed in ("again", "withdraw")
    ]

    assert answers == [404, 404]
    assert other.email not in words(signed_in.get("/people/?show=invited"))


def test_only_an_admin_invites(client, clinic, thea):
    own = InvitationFactory(clinic=clinic)
    client.force_login(thea)

    answers = [client.get("/people/invite/"), client.post("/people/invite/")]
    answers += [client.post(f"/people/invitations/{own.pk}/{d}/") for d in ("again", "withdraw")]

    assert [answer.status_code for answer in answers] == [403] * 4


def test_somebody_new_says_who_they_are_and_can_sign_in(client, clinic, link):
    opened = client.get(link)
    page = client.get("/join/")
    done = client.post("/join/", NELL)

    nell = Account.objects.get(email="nell@elm.example")
    assert (opened.status_code, opened.url) == (302, "/join/")
    assert "You are invited as therapist, at nell@elm.example." in words(page)
    assert buttons(page) == ["Make my account and join"]
    assert (done.status_code, done.url) == (302, "/sign-in/")
    assert (nell.name, nell.clinic) == ("Nell Odum", clinic)
    assert client.login(username="nell@elm.example", password=NELL["password"])


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"name": ""}, "name", "Please fill this in."),
        ({"password": "short"}, "password", "at least 12 characters"),
        ({"password": "nell@elm.example"}, "password", "too similar"),
        ({"password": "password1234"}, "password", "too common"),
        ({"password": "otter " * 43}, "password", "Use at most 256 signs; these are 258."),
    ],
)
def test_what_a_newcomer_gets_wrong_is_said_beside_it(change, field, said, client, link):
    client.get(link)

    response = client.post("/join/", NELL | change)

    assert response.status_code == 422
    assert said in beside(response, field)
    assert value(response, "credentials") == "MD"
    assert NELL["password"] not in response.text
    assert not Account.objects.filter(email="nell@elm.example").exists()


def test_a_link_opens_once(client, link):
    client.get(link)
    client.post("/join/", NELL)

    client.get(link)
    again = client.get("/join/")

    assert again.status_code == 404
    assert OVER in words(again)


def test_every_link_that_opens_nothing_says_the_same(client, clinic, link, ada):
    said = []
    for state in ("none", "unknown", "expired", "withdrawn"):
        if state != "none":
            client.get("/join/unknown/" if state == "unknown" else link)
        if state == "expired":
            Invitation.objects.update(expires_at=timezone.now())
        if state == "withdrawn":
            Invitation.objects.update(
                expires_at=timezone.now() + timedelta(days=1),
                withdrawn_at=timezone.now(),
                withdrawn_by=ada,
            )
        said.append([client.get("/join/").content, client.post("/join/", NELL).content])

    assert len({content for pair in said for content in pair}) == 1


def test_who_has_an_account_signs_in_first_and_joins_then(client, clinic, link):
    oak = ClinicFactory(name="Oak House")
    nell = colleague(oak, Role.THERAPIST, email="nell@elm.example")
    client.get(link)

    before = client.get("/join/")
    client.force_login(nell)
    asked = client.get("/join/")
    done = client.post("/join/", follow=True)

    assert "Sign in with it, and join on the next page." in words(before)
    assert forms(before) == []
    assert buttons(asked) == ["Join Elm House"]
    assert "Welcome. You work in Elm House now." in words(done)
    assert set(nell.memberships.values_list("clinic__name", flat=True)) == {
        "Elm House",
        "Oak House",
    }


def test_who_is_signed_in_as_somebody_else_is_told_to_sign_out(client, thea, link):
    client.force_login(thea)
    client.get(link)

    page = client.get("/join/")
    sent = client.post("/join/", NELL)

    assert "You are signed in with another address." in words(page)
    assert buttons(page) == ["Sign out"]
    assert sent.status_code == 200
    assert not Account.objects.filter(email="nell@elm.example").exists()


def test_nobody_sets_a_password_for_an_account_that_is_awake(client, link):
    nell = colleague(ClinicFactory(), Role.THERAPIST, email="nell@elm.example")
    client.get(link)

    client.post("/join/", NELL)

    nell.refresh_from_db()
    assert not nell.check_password(NELL["password"])
    assert Invitation.objects.waiting().exists()


def test_who_was_disabled_elsewhere_comes_back_by_an_invitation(client, clinic, link):
    nell = colleague(ClinicFactory(), Role.THERAPIST, email="nell@elm.example", is_active=False)
    nell.memberships.update(ended_at=timezone.now(), disabled=True)
    client.get(link)

    client.post("/join/", NELL)

    nell = Account.objects.get(pk=nell.pk)
    assert (nell.is_active, nell.clinics) == (True, [clinic])


def test_who_was_invited_twice_finds_both_clinics(client, clinic, link, smtp_sink):
    ash = ClinicFactory(name="Ash House")
    nell = colleague(ash, Role.THERAPIST, email="nell@elm.example")
    MembershipFactory(account=nell, clinic=clinic, role=Role.THERAPIST.value)
    client.get(link)
    client.force_login(nell)
    client.get(link)

    client.post("/join/")

    assert nell.memberships.count() == 2
