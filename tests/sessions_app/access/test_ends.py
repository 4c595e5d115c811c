"""A sign-in ends by the server's clock, and typed words are not lost with it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions_app.access.models import KeptWords, Session
from sessions_app.people.actions import give_role
from sessions_app.planning.models import Plan
from tests.factories.access import KeptWordsFactory, SessionFactory, with_app
from tests.factories.people import PASSWORD
from tests.sessions_app.pages import beside, forms, value, words
from tests.sessions_app.trail import newest, row

TODAY, SIGN_IN, KEPT = "/", "/sign-in/", "/kept/"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TYPED = {"joint": "To be near, and slow.", "private_a": "Only mine.", "password": "hunter2"}


@pytest.fixture
def clock(NOW):
    """The clock that everybody looks at; it stands still until it is moved."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield lambda ahead: traveller.move_to(NOW + ahead)


@pytest.fixture
def at_work(client, thea, clock):
    client.force_login(thea)
    return client


def is_in(client):
    response = client.get(TODAY)
    return response.status_code == 200


def come_back(client, account):
    return client.post(SIGN_IN, {"email": account.email, "password": PASSWORD})


@pytest.fixture
def intentions(plan):
    return reverse("planning:intentions", args=[plan.pk])


@pytest.mark.parametrize(("minutes", "stands"), [(14, True), (15, False), (90, False)])
def test_a_sign_in_ends_when_nobody_came_back_for_15_minutes(at_work, clock, minutes, stands):
    clock(minutes * MINUTE)

    assert is_in(at_work) is stands


def test_whoever_keeps_working_stays_signed_in(at_work, clock):
    for quarter in range(1, 40):
        clock(quarter * 14 * MINUTE)
        assert is_in(at_work)


def test_after_twelve_hours_it_ends_in_any_case(at_work, clock):
    for quarter in range(1, 52):
        clock(quarter * 14 * MINUTE)
        assert is_in(at_work)
    clock(12 * HOUR)

    assert not is_in(at_work)


def test_a_new_password_does_not_make_the_twelve_hours_longer(at_work, clock):
    for quarter in range(1, 51):
        clock(quarter * 14 * MINUTE)
        assert is_in(at_work)
    new = {"password": PASSWORD, "new_password": "seven slow evening walks"}
    assert at_work.post("/account/password/", new).status_code == 302
    clock(12 * HOUR - 10 * MINUTE)
    assert is_in(at_work)

    clock(12 * HOUR)

    assert not is_in(at_work)


def test_an_ended_sign_in_does_not_come_back_when_the_clock_does(at_work, clock):
    clock(20 * MINUTE)
    assert not is_in(at_work)

    clock(1 * MINUTE)

    assert not is_in(at_work)


def test_a_page_under_way_does_not_open_an_ended_sign_in_again(at_work, thea):
    under_way = at_work.session
    under_way["said"] = "meanwhile"
    Session.objects.filter(account=thea).update(ended_at="2027-03-01T17:00Z")

    under_way.save()

    assert not is_in(at_work)


@pytest.mark.parametrize("what", ["password", "role", "disabled"])
def test_a_new_password_a_new_role_and_a_closed_account_end_what_stands(
    at_work, thea, clinic, what, NOW
):
    if what == "password":
        thea.set_password("another pass phrase")
        thea.save()
    elif what == "role":
        give_role(account=thea, clinic=clinic, role="admin", by=None, at=NOW)
    else:
        thea.is_active = False
        thea.save()

    assert not is_in(at_work)


@pytest.mark.usefixtures("protocols")
def test_words_sent_too_late_are_kept_sealed_and_offered_after_signing_in(
    at_work, thea, intentions, clock, NOW
):
    clock(16 * MINUTE)

    late = at_work.post(intentions, TYPED)
    back = come_back(at_work, thea)

    assert late["Location"] == f"/sign-in/?next={intentions}"
    kept = KeptWords.objects.get()
    assert (kept.account, kept.path, kept.kept_at) == (thea, intentions, NOW + 16 * MINUTE)
    assert kept.answers == [("joint", "To be near, and slow."), ("private_a", "Only mine.")]
    assert "near" not in kept.sealed
    assert back["Location"] == KEPT
    page = at_work.get(KEPT)
    assert "Joint To be near, and slow. Private a Only mine." in words(page)
    assert forms(page) == [intentions, f"/kept/{kept.pk}/let-go/"]
    assert value(page, "private_a") == "Only mine."


def test_sent_again_they_arrive_and_are_no_longer_kept(at_work, thea, plan, intentions, clock):
    clock(16 * MINUTE)
    at_work.post(intentions, TYPED)
    come_back(at_work, thea)
    kept = KeptWords.objects.get()

    response = at_work.post(intentions, {**dict(kept.answers), "kept_words": kept.pk})

    assert response.status_code == 302
    assert Plan.objects.get(pk=plan.pk).joint_intention == "To be near, and slow."
    assert not KeptWords.objects.exists()


def test_sent_again_with_a_mistake_they_stay(at_work, thea, intentions, clock):
    clock(16 * MINUTE)
    at_work.post(intentions, {"agrees_a": "on"})
    come_back(at_work, thea)

    response = at_work.post(
        intentions, {"agrees_a": "on", "kept_words": KeptWords.objects.get().pk}
    )

    assert response.status_code == 422
    assert "Write the words before somebody agrees to them." in beside(response, "joint")
    assert KeptWords.objects.count() == 1


def test_words_from_a_second_tab_are_kept_too(at_work, thea, intentions, clock):
    clock(16 * MINUTE)
    at_work.get(TODAY)

    at_work.post(intentions, TYPED)

    assert KeptWords.objects.get().account == thea


def test_words_sent_after_a_role_changed_are_kept_too(at_work, thea, clinic, intentions, NOW):
    give_role(account=thea, clinic=clinic, role="admin", by=None, at=NOW)
    at_work.get(TODAY)

    at_work.post(intentions, TYPED)

    assert KeptWords.objects.get().account == thea


def test_nobody_else_is_offered_them(client, paul, thea, clock):
    kept = KeptWordsFactory(account=thea)
    client.force_login(paul)

    page = client.get(KEPT)

    assert "No words wait here" in words(page)
    assert client.post(f"/kept/{kept.pk}/let-go/").status_code == 404
    client.post(SIGN_IN, {"kept_words": kept.pk})
    assert KeptWords.objects.count() == 1


def test_they_can_be_let_go(at_work, thea, NOW):
    kept = KeptWordsFactory(account=thea)

    response = at_work.post(f"/kept/{kept.pk}/let-go/")

    assert response["Location"] == KEPT
    assert not KeptWords.objects.exists()
    assert newest() == [row("typed words let go", thea, thea, NOW)]


@pytest.mark.parametrize(
    "body", [{}, {"joint": "  "}, {"password": "hunter2"}, {"joint": "x" * 400_001}]
)
def test_what_holds_no_words_or_too_many_is_not_kept(at_work, intentions, clock, body):
    clock(16 * MINUTE)

    at_work.post(intentions, body)

    assert not KeptWords.objects.exists()


def test_the_newest_five_are_kept(at_work, intentions, clock):
    clock(16 * MINUTE)

    for number in range(7):
        at_work.post(intentions, {"joint": f"Words {number}"})

    kept = [each.answers[0][1] for each in KeptWords.objects.order_by("pk")]
    assert kept == [f"Words {number}" for number in range(2, 7)]


def test_a_forged_form_leaves_nothing_behind(client_with_csrf, thea, intentions, clock):
    client_with_csrf.force_login(thea)
    clock(16 * MINUTE)

    response = client_with_csrf.post(intentions, TYPED)

    assert response.status_code == 403
    assert not KeptWords.objects.exists()


def test_a_part_of_a_page_that_is_asked_too_late_leads_the_whole_page_to_signing_in(
    at_work, intentions, clock
):
    clock(16 * MINUTE)

    response = at_work.post(
        intentions,
        TYPED,
        headers={"hx-request": "true", "hx-current-url": f"http://testserver{intentions}"},
    )

    assert response["HX-Redirect"] == f"/sign-in/?next={intentions.replace('/', '%2F')}"
    assert KeptWords.objects.count() == 1


def test_the_sign_in_page_says_why(at_work, clock):
    clock(16 * MINUTE)
    at_work.get(TODAY)

    assert "You were signed out" in words(at_work.get(SIGN_IN))


def test_an_expired_sign_in_is_nobodys(client, thea, clock, NOW):
    SessionFactory(session_key="x" * 32, account=thea, expire_date=NOW - HOUR)
    client.cookies["kap_session"] = "x" * 32

    assert client.post(KEPT, TYPED)["Location"] == "/sign-in/?next=/kept/"
    assert not KeptWords.objects.exists()


def test_a_second_factor_given_lasts_as_long_as_the_sign_in(client, thea, asked, clock):
    with_app(thea)
    client.force_login(thea)

    assert client.get(TODAY)["Location"] == "/account/second/"
