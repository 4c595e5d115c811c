"""What cannot be typed into a form of the other slices is said at its field; nothing is lost.

Beside `test_every_mistake.py`: one test for each form, which sends one mistake after another.
"""

from datetime import timedelta

import pytest

from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from tests.factories.access import with_app
from tests.factories.people import colleague
from tests.factories.planning import NOW
from tests.factories.reminders import LetterFactory
from tests.mistakes.judging import faults, only_read
from tests.mistakes.others import OTHERS
from tests.mistakes.page import Shown
from tests.mistakes.sending import NOBODY, Sending
from tests.mistakes.values import mistakes

EARLIER = NOW - timedelta(hours=1)
UNCERTAIN = {
    "claim": "11111111-2222-3333-4444-555555555555",
    "claimed_at": EARLIER,
    "address": "alex@mail.example",
    "handing_at": EARLIER,
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "unlogged")]


@pytest.fixture
def people(thea, paul, ada, clinic):
    bea = colleague(clinic, Role.THERAPIST, name="Bea Sorel", email="bea@elm.example")
    return {"thea": with_app(thea), "paul": with_app(paul), "ada": with_app(ada), "bea": bea}


@pytest.fixture
def records(couple, request, thea, people):
    """What an address may be about, by name."""

    def plan():
        return request.getfixturevalue("ready_plan")

    def meeting(**changed):
        found = plan().meetings.order_by("starts_at").first()
        type(found).objects.filter(pk=found.pk).update(**changed or {"room": found.room})
        return found

    def unwaived():
        type(plan()).objects.filter(pk=plan().pk).update(ride_confirmed=False)
        return plan()

    return {
        "": lambda: None,
        "couple": lambda: couple,
        "plan": plan,
        "unwaived": unwaived,
        "withdrawn": lambda: planning.withdraw(plan=plan(), why="Not yet.", by=thea, at=NOW),
        "meeting": meeting,
        "begun": lambda: meeting(starts_at=NOW - timedelta(hours=1)),
        "letter": lambda: LetterFactory(meeting=meeting(), partner=couple.pair[0], **UNCERTAIN),
        "account": lambda: people["bea"],
        "prescriber": lambda: people["paul"],
    }


@pytest.fixture
def sending(client, records, people):
    """One form of the table, and each time anew whoever fills it in."""

    def begin(name):
        page = OTHERS[name]
        sender = Sending(name, page, client, records[page.about](), people)

        def send(changed):
            if page.by != NOBODY:
                client.force_login(people[page.by])
            return sender.send(changed)

        return sender, send

    return begin


@pytest.mark.parametrize("name", OTHERS)
def test_what_the_table_says_is_right_is_taken(name, sending):
    _, send = sending(name)

    answer, _ = send({})

    assert answer.status_code == 302, answer.context[OTHERS[name].called].errors


def every_mistake(page, fields):
    """{mistake: {field: what is sent}} of this form."""
    found = {}
    for name, field in fields.items():
        for what, sent in mistakes(name, field, ahead=page.ahead, nought=page.nought).items():
            found.setdefault(what, {})[name] = sent
    return found


@pytest.mark.parametrize("name", OTHERS)
def test_each_mistake_is_said_at_its_field_and_nothing_is_lost_or_written(name, sending):
    page = OTHERS[name]
    sender, send = sending(name)
    wrong, found = every_mistake(page, sender.fields), {}

    for what, changed in wrong.items():
        answer, written = send(changed)
        if answer.status_code != 422:
            found[what] = answer.status_code
            continue
        shown = Shown(answer.text, answer.context[page.called])
        fault = faults(shown, answer, changed), shown.form.non_field_errors(), shown.out_of_order()
        if any(fault) or not only_read(written):
            found[what] = *fault, written

    assert wrong != {}
    assert found == {}
