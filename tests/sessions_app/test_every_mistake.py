"""Whatever cannot be typed into a form is said at its field; nothing typed is lost or written.

Each form of the slices in `SLICES` is sent with one kind of mistake in every field that can hold
it, so each case proves as many messages as it breaks fields.
"""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from sessions_app.couples.actions import NotOnTheTeam
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.screening.models import Interview
from sessions_app.signoff.actions import CannotBeAskedOf, CannotBeHandedTo
from tests.doors.table import ROUTES
from tests.factories.access import with_app
from tests.factories.approvals import RequestFactory
from tests.factories.people import colleague
from tests.factories.planning import NOW
from tests.factories.screening import FlagFactory
from tests.mistakes.judging import faults, only_read
from tests.mistakes.page import Shown
from tests.mistakes.sending import Sending, kept
from tests.mistakes.table import BUTTONS, NAMED, PAGES, PRESSED
from tests.mistakes.values import HUGE, huge, mistakes
from tests.sessions_app.pages import words
from tests.shelf import take

SLICES = {"couples", "screening", "approvals", "rights", "signoff"}
CASES = sorted(
    {
        (name, what)
        for name, page in PAGES.items()
        for field, taken in page.fields.items()
        for what in mistakes(field, taken, ahead=page.ahead, nought=page.nought)
    }
)
SAID = {
    "couples:leave": str(NotOnTheTeam()),
    "couples:lead": str(NotOnTheTeam()),
    "signoff:hand_over": str(CannotBeHandedTo()),
    "signoff:hand_over_request": str(CannotBeAskedOf()),
}
WHEREVER = ["nobody", "", "-1", "0", "999999999", HUGE, "NaN", "a\x00b", "a\u202eb"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "unlogged")]


@pytest.fixture
def people(thea, paul, ada, clinic, stranger):
    told = {"name": "Bea Sorel", "email": "bea@elm.example"}
    bea = take("bea", lambda: colleague(clinic, Role.THERAPIST, **told))
    found = {"thea": thea, "paul": with_app(paul), "ada": ada, "bea": bea}
    return found | {"stranger": stranger}


@pytest.fixture
def records(couple, request, thea, paul):
    """What an address may be about, by name."""

    def advised():
        ready = request.getfixturevalue("ready_plan")
        Interview.objects.filter(partner__side="b").update(safety="concern")
        planning.choose(plan=ready, approach=ready.approach, reason="Weighed.", by=thea, at=NOW)
        return planning.submit(plan=ready, by=thea, at=NOW)

    def moved(stage):
        told = {"stage_why": "A journey.", "stage_by": thea, "stage_at": NOW}
        type(couple).objects.filter(pk=couple.pk).update(stage=stage, **told)
        return couple

    partner = couple.pair[0]
    return {
        "": lambda: None,
        "partner": lambda: partner,
        "couple": lambda: couple,
        "paused": lambda: moved("paused"),
        "ended": lambda: moved("closed").pair[0],
        "flag": lambda: FlagFactory(partner=partner),
        "request": lambda: RequestFactory(
            partner=partner,
            state="under_review",
            submitted_by=thea,
            submitted_at=NOW,
            taken_by=paul,
            taken_at=NOW,
        ),
        "approval": lambda: partner.approvals.get(),
        "plan": lambda: take("advised_plan", advised),
    }


@pytest.fixture
def sending(client, records, people):
    def begin(name):
        return Sending(name, PAGES[name], client, records[PAGES[name].about](), people)

    return begin


def test_every_form_of_these_slices_is_in_the_table():
    sent = {name for name, route in ROUTES.items() if route.post}
    mine = {name for name in sent if name.partition(":")[0] in SLICES}

    tables = [*PAGES, *BUTTONS, *NAMED, *PRESSED]

    assert sorted(tables) == sorted(mine)


@pytest.mark.parametrize("name", PAGES)
def test_what_the_table_says_is_right_is_taken(name, sending):
    answer, written = sending(name).send({})

    assert answer.status_code == 302, answer.context[PAGES[name].called].errors
    assert written != []


@pytest.mark.parametrize("name", PAGES)
def test_no_mistake_in_any_field_of_the_page_is_left_out(name, sending):
    page, shown = PAGES[name], sending(name)

    found = {
        what
        for field, taken in shown.fields.items()
        for what in mistakes(field, taken, ahead=page.ahead, nought=page.nought)
    }

    assert found == {what for at, what in CASES if at == name}


@pytest.mark.parametrize(("name", "what"), CASES, ids=[f"{n}, {w}" for n, w in CASES])
def test_it_is_said_at_its_field_and_nothing_is_lost_or_written(name, what, sending):
    page, sender = PAGES[name], sending(name)
    changed = {}
    for field, taken in sender.fields.items():
        cannot = mistakes(field, taken, ahead=page.ahead, nought=page.nought)
        changed |= {field: cannot[what]} if what in cannot else {}

    answer, written = sender.send(changed)

    assert answer.status_code == 422
    shown = Shown(answer.text, answer.context[page.called])
    assert faults(shown, answer, changed) == {}
    assert (shown.form.non_field_errors(), shown.out_of_order()) == ([], [])
    assert only_read(written), written


@pytest.mark.parametrize("name", PAGES)
def test_a_megabyte_in_one_place_is_refused_and_stands_there_still(name, sending):
    page, sender = PAGES[name], sending(name)
    # One field of each kind: that each has a measure is asked of all in `tests/house`.
    kinds = {(type(taken), type(taken.widget)): field for field, taken in sender.fields.items()}
    great = {field: huge(sender.fields[field]) for field in kinds.values()}
    great = {field: words for field, words in great.items() if words}
    found = {}

    # Two at a time are what one request may carry.
    for first in range(0, len(great), 2):
        two = list(great)[first : first + 2]
        changed = {field: [great[field]] for field in two}
        answer, written = sender.send(changed)
        if answer.status_code != 422 or not only_read(written):
            found[str(two)] = answer.status_code
            continue
        shown = Shown(answer.text, answer.context[page.called])
        found |= faults(shown, answer, changed)

    assert great != {}
    assert found == {}


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.asks])
def test_nothing_at_all_is_refused_at_each_field_that_asks(name, sending):
    page, sender = PAGES[name], sending(name)

    answer, written = sender.send({key: [] for key in sender.right})

    form = answer.context[page.called] if answer.context else None
    assert (answer.status_code, only_read(written)) == (422, True)
    assert set(form.errors) == {each for each, field in form.fields.items() if field.required}


@pytest.mark.parametrize("named", WHEREVER, ids=ascii)
@pytest.mark.parametrize("name", NAMED)
def test_whoever_is_not_on_the_list_is_refused_in_a_sentence(name, named, client, records, people):
    about, who, key = NAMED[name]
    record = records[about]()
    client.force_login(people[who])
    before = kept()

    answer = client.post(reverse(name, args=[record.pk]), {key: named})

    assert [(each.level_tag, str(each)) for each in get_messages(answer.wsgi_request)] == [
        ("error", SAID[name])
    ]
    assert kept() == before


@pytest.mark.parametrize("pressed", [*WHEREVER, "xml", "PDF"], ids=ascii)
def test_a_copy_in_no_form_is_asked_for_again(pressed, client, records, people):
    client.force_login(people["thea"])
    before = kept()

    answer = client.post(reverse("rights:copy", args=[records["partner"]().pk]), {"form": pressed})

    assert answer.status_code == 422
    assert "Please choose one of the two forms." in words(answer)
    assert kept() == before


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if "password" in page.typed])
def test_a_wrong_password_is_said_at_its_field_and_nothing_else_is_lost(name, sending):
    page, sender = PAGES[name], sending(name)

    answer, written = sender.send({"password": ["   "]})

    shown = Shown(answer.text, answer.context[page.called])
    assert (answer.status_code, only_read(written)) == (422, True)
    assert list(shown.form.errors) == ["password"]
    assert faults(shown, answer, {"password"}) == {}


@pytest.mark.parametrize(
    ("name", "unseen", "told"),
    [
        ("screening:close", "seen", "This page did not arrive whole, so nothing was kept."),
        ("signoff:answer", "seen_digest", "This page did not arrive whole, so nothing was signed."),
        ("signoff:decline", "seen_digest", "did not arrive whole, so nothing was sent back."),
    ],
)
@pytest.mark.parametrize("sent", [[], [""], ["\x00"]], ids=["not sent", "empty", "broken"])
def test_what_travels_unseen_is_missed_in_the_list_above(name, unseen, told, sent, sending):
    answer, written = sending(name).send({unseen: sent})

    shown = Shown(answer.text, answer.context[PAGES[name].called])
    assert (answer.status_code, only_read(written)) == (422, True)
    assert list(shown.form.errors) == [unseen]
    assert told in shown.listed()
    assert faults(shown, answer, {}) == {}
