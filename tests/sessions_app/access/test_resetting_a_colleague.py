"""An admin lets a colleague who lost every second factor begin anew."""

import pytest
from allauth.mfa.models import Authenticator

from sessions_app.access import actions
from sessions_app.access.letters import written
from sessions_app.access.models import Notice
from sessions_app.audit.models import Event
from sessions_app.audit.telling import said
from sessions_app.people.actions import NobodyWorksHere, NotYourDeed, disable
from sessions_app.people.rules import Role
from tests.factories.access import SECRET, code_at, recovery_codes_of, with_app
from tests.factories.people import PASSWORD, ClinicFactory, MembershipFactory, colleague
from tests.sessions_app.pages import beside, buttons, words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")
ANSWERS = {"why": "lost or broken", "sure": "in person", "password": PASSWORD}
ADAS = SECRET[::-1]


@pytest.fixture
def page(thea):
    recovery_codes_of(with_app(thea))
    return f"/people/{thea.pk}/second/reset/"


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


def left(account):
    return Authenticator.objects.filter(user=account).count()


def test_the_colleague_begins_anew_is_signed_out_and_told(signed_in, ada, thea, page, NOW):
    device = type(signed_in)()
    device.force_login(thea)
    role = thea.memberships.get()

    answer = signed_in.post(page, ANSWERS)

    assert answer["Location"] == f"/people/{thea.pk}/"
    assert left(thea) == 0
    assert device.get("/")["Location"] == "/sign-in/?next=/"
    assert [(n.kind, n.address) for n in Notice.objects.all()] == [("factors_reset", thea.email)]
    assert newest() == [
        row(
            "second factors reset",
            role,
            ada,
            NOW,
            colleague="Thea Lindqvist",
            were="lost or broken",
            sure="in person",
        )
    ]
    assert signed_in.get("/").status_code == 200


def test_the_trail_tells_whose_why_and_how_one_made_sure(signed_in, clinic, page):
    signed_in.post(page, ANSWERS)

    event = Event.objects.of_clinic(clinic.pk).first()

    assert said(deed=event.deed, by=event.by_name, facts=event.facts) == (
        "Ada Okafor reset a colleague’s second factors "
        "(of Thea Lindqvist, they were lost or broken, made sure in person)."
    )


def test_the_letter_says_who_did_it_and_what_comes_next(signed_in, page):
    signed_in.post(page, ANSWERS)

    letter = written(Notice.objects.get())

    assert letter.subject == "The second factors of your account were reset"
    assert letter.body == (
        "Hello Thea Lindqvist,\n\n"
        "Somebody who looks after accounts at your work reset the second factors of your account\n"
        "on Mon 1 March 2027, 17:00 UTC. You are signed out everywhere.\n\n"
        "If you asked for that, sign in with your password and set up a new second factor. If you\n"
        "did not, please tell them at once; they can close the account.\n"
    )


@pytest.mark.parametrize(
    ("answers", "field", "words_beside"),
    [
        ({"why": ""}, "why", "Please choose why."),
        ({"why": "because"}, "why", "This cannot be chosen here. Please choose from the list."),
        ({"sure": ""}, "sure", "Please make sure first, and say how."),
        ({"password": ""}, "password", "Please type your password."),
        ({"password": "wrong"}, "password", "That is not your password."),
        ({"code": "000000"}, "code", "That code is not right, or it was used before."),
        ({"code": ""}, "code", "Please give your second factor too"),
    ],
)
def test_whoever_does_not_say_why_or_is_not_the_admin_changes_nothing(
    signed_in, ada, thea, page, NOW, answers, field, words_beside
):
    with_app(ada, ADAS)

    answer = signed_in.post(page, ANSWERS | {"code": code_at(NOW, ADAS)} | answers)

    assert answer.status_code == 422
    assert words_beside in beside(answer, field)
    assert left(thea) == 2
    assert not Notice.objects.exists()
    assert newest() == []


def test_a_second_factor_of_the_admin_is_asked_and_taken(signed_in, ada, thea, page, NOW):
    with_app(ada, ADAS)

    answer = signed_in.post(page, ANSWERS | {"code": code_at(NOW, ADAS)})

    assert answer.status_code == 302
    assert (left(thea), left(ada)) == (0, 1)


def test_nobody_resets_their_own(signed_in, clinic, ada, NOW):
    with_app(ada)
    own = {"account": ada, "clinic": clinic, "why": "replaced", "sure": "in person", "by": ada}

    with pytest.raises(actions.NotYourOwn) as refusal:
        actions.reset_factors(at=NOW, **own)

    assert str(refusal.value) == (
        "You cannot reset your own second factors. Another clinic admin can."
    )
    assert left(ada) == 1
    assert signed_in.post(f"/people/{ada.pk}/second/reset/", ANSWERS).status_code == 404
    assert "Reset the second factors" not in words(signed_in.get(f"/people/{ada.pk}/"))


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMIN])
def test_no_other_role_opens_the_page_or_does_the_deed(role, client, clinic, thea, page, NOW):
    other = colleague(clinic, role)
    client.force_login(other)

    with pytest.raises(NotYourDeed):
        actions.reset_factors(
            account=thea, clinic=clinic, why="replaced", sure="in person", by=other, at=NOW
        )

    assert client.get(page).status_code == 403
    assert client.post(page, ANSWERS).status_code == 403
    assert left(thea) == 2


def test_an_admin_reaches_only_who_works_here_now(signed_in, clinic, ada, thea, page, NOW):
    stranger = with_app(colleague(ClinicFactory(), Role.THERAPIST))
    disable(account=thea, clinic=clinic, by=ada, at=NOW)

    with pytest.raises(NobodyWorksHere):
        actions.reset_factors(
            account=stranger, clinic=clinic, why="replaced", sure="in person", by=ada, at=NOW
        )

    assert signed_in.post(f"/people/{stranger.pk}/second/reset/", ANSWERS).status_code == 404
    assert signed_in.post(page, ANSWERS).status_code == 404
    assert (left(stranger), left(thea)) == (1, 2)


def test_who_has_none_is_said_to_have_none(signed_in, clinic, ada, thea, NOW):
    page = f"/people/{thea.pk}/second/reset/"

    shown = signed_in.get(page)
    sent = signed_in.post(page, ANSWERS)

    assert buttons(shown) == []
    assert "Thea Lindqvist has no second factor now, so there is nothing to reset." in words(shown)
    assert sent.status_code == 422
    assert not Notice.objects.exists()
    assert newest() == []


def test_the_page_says_what_ends_and_is_found_from_the_person(signed_in, thea, page):
    person, shown = signed_in.get(f"/people/{thea.pk}/"), signed_in.get(page)

    assert f'href="{page}"' in person.text
    assert buttons(shown) == ["Reset the second factors of Thea Lindqvist"]
    assert "they are signed out everywhere, in other clinics too;" in words(shown)


def test_who_works_elsewhere_too_is_reset_once_for_both(signed_in, thea, page):
    MembershipFactory(account=thea)

    answer = signed_in.post(page, ANSWERS)

    assert answer.status_code == 302
    assert left(thea) == 0
