"""A licence that runs out: who is told, by a letter and on their first page, once a step."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sessions_app.people import actions, rules
from sessions_app.people.models import LicenceLetter
from sessions_app.people.rules import Role
from sessions_app.people.tasks import drain
from sessions_app.post.rules import tells
from tests.factories.people import LicenceFactory, colleague
from tests.factories.planning import NOW
from tests.sessions_app.pages import words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
ENDS = date(2027, 6, 30)
DENVER = ZoneInfo("America/Denver")


@pytest.mark.parametrize(
    ("left", "step"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0), (-1, 0), (-6, 0),
     (-7, None)],
)  # fmt: skip
def test_the_step_that_was_reached_last(left, step):
    assert rules.licence_step(expires_on=ENDS, on=ENDS - timedelta(days=left)) == step


@pytest.mark.parametrize(
    ("clock", "earliest", "latest", "leaves"),
    [
        ("07:59", None, None, False),
        ("08:00", None, None, True),
        ("17:59", None, None, True),
        ("18:00", None, None, False),
        ("09:30", time(10), time(12), False),
        ("11:59", time(10), time(12), True),
        ("12:00", time(10), time(12), False),
    ],
)
def test_a_letter_leaves_in_the_hours_of_the_clinic(clock, earliest, latest, leaves):
    at = datetime.fromisoformat(f"2027-03-01T{clock}").replace(tzinfo=DENVER)

    hours = {"zone": "America/Denver", "earliest": earliest, "latest": latest}
    assert rules.leaves_now(at=at, **hours) is leaves


def at_noon(left):
    """Midday in Denver so many days before the end."""
    return datetime.combine(ENDS - timedelta(days=left), time(12), DENVER)


@pytest.fixture
def licence(paul, clinic):
    return LicenceFactory(account=paul, clinic=clinic, expires_on=ENDS)


def test_one_letter_leaves_at_each_step_and_no_second(licence, paul, smtp_sink):
    for left in range(75, -20, -1):
        for _ in range(2):
            drain(clock=lambda left=left: at_noon(left))

    kept = LicenceLetter.objects.order_by("pk")
    assert [(each.step, each.sent_at) for each in kept] == [
        (step, at_noon(step)) for step in rules.LICENCE_STEPS
    ]
    assert [letter.address for letter in smtp_sink.letters] == [paul.email] * 4
    assert newest(4) == [
        row("licence letter planned", letter, None, letter.planned_at) for letter in kept
    ]


def test_the_letter_says_nothing_but_that_somebody_should_look(licence, smtp_sink):
    drain(clock=lambda: at_noon(7))

    (letter,) = smtp_sink.letters
    assert letter.message["Subject"] == "Your licence details need a look"
    assert letter.message.get_content().splitlines() == [
        "Paul Adeyemi: your licence details with Elm Appointments need a look.",
        "",
        "Please sign in and open the page of your account when you can. Questions: 303-555-0101.",
    ]
    assert not tells(letter.message.as_string())
    assert licence.number not in letter.message.as_string()


def test_a_silent_mail_server_costs_nothing_but_time(licence, smtp_sink):
    smtp_sink.close()
    drain(clock=lambda: at_noon(30))
    before = LicenceLetter.objects.get()
    smtp_sink.open()
    drain(clock=lambda: at_noon(30) + timedelta(minutes=1))

    assert (before.claimed_at, before.sent_at) == (None, None)
    assert len(smtp_sink.letters) == 1


def test_a_letter_that_may_have_left_is_not_sent_again(licence, paul, smtp_sink):
    smtp_sink.to_the_dot[paul.email] = smtp_sink.HANG_UP
    drain(clock=lambda: at_noon(30))
    drain(clock=lambda: at_noon(30) + timedelta(hours=1))

    kept = LicenceLetter.objects.get()
    assert (kept.claimed_at, kept.sent_at) == (at_noon(30), None)
    assert len(smtp_sink.letters) == 1


def test_a_new_licence_ends_the_letters_and_its_own_end_begins_them(
    licence, paul, clinic, ada, smtp_sink
):
    drain(clock=lambda: at_noon(60))
    actions.note_licence(
        account=paul, clinic=clinic, number="A2", expires_on=ENDS + timedelta(days=365), by=ada,
        at=NOW,
    )  # fmt: skip

    drain(clock=lambda: at_noon(30))
    drain(clock=lambda: at_noon(7 - 365))

    assert [each.step for each in LicenceLetter.objects.order_by("pk")] == [60, 7]


def test_a_dea_registration_that_ends_first_decides(licence, smtp_sink):
    licence.dea_expires_on = ENDS - timedelta(days=100)
    licence.save()

    drain(clock=lambda: at_noon(130))

    assert [(each.last_day, each.step) for each in LicenceLetter.objects.all()] == [
        (ENDS - timedelta(days=100), 30)
    ]


def ended(account, ada):
    account.memberships.update(ended_at=NOW)


def disabled(account, ada):
    actions.disable(account=account, clinic=ada.clinic, by=ada, at=NOW)


def needs_none(account, ada):
    account.memberships.update(role=Role.FRONT_DESK.value)


@pytest.mark.parametrize("happens", [ended, disabled, needs_none], ids=lambda each: each.__name__)
def test_nobody_is_written_to_who_does_not_work_under_it(happens, licence, paul, ada, smtp_sink):
    happens(paul, ada)

    drain(clock=lambda: at_noon(7))

    assert not LicenceLetter.objects.exists()
    assert smtp_sink.letters == []


def test_at_night_nothing_leaves_and_in_the_morning_it_does(licence, smtp_sink):
    drain(clock=lambda: at_noon(30) - timedelta(hours=5))
    assert not LicenceLetter.objects.exists()

    drain(clock=lambda: at_noon(30) - timedelta(hours=4))
    assert LicenceLetter.objects.get().sent_at is not None


def test_a_no_for_now_is_tried_later_and_a_clear_no_never(licence, paul, smtp_sink):
    smtp_sink.refusals[paul.email] = "450 Not now"
    drain(clock=lambda: at_noon(30))
    waiting = LicenceLetter.objects.get()
    drain(clock=lambda: at_noon(30) + timedelta(minutes=9))
    smtp_sink.refusals[paul.email] = "550 Nobody here"
    drain(clock=lambda: at_noon(30) + timedelta(minutes=10))
    del smtp_sink.refusals[paul.email]
    drain(clock=lambda: at_noon(30) + timedelta(minutes=30))

    assert (waiting.sent_at, waiting.claimed_at) == (None, None)
    assert "550" in LicenceLetter.objects.get().refused
    assert smtp_sink.letters == []


@pytest.mark.parametrize(
    ("ends_in", "said"),
    [
        (61, None),
        (60, "Your licence details need a look. They hold until 30 April 2027."),
        (0, "Your licence details need a look. They hold until 1 March 2027."),
        (-1, "Your licence details need a look. They held until 28 February 2027."),
    ],
)
def test_whose_licence_runs_out_reads_so_on_their_first_page_and_nobody_else(
    ends_in, said, client, clinic, thea, paul, frozen
):
    LicenceFactory(account=paul, clinic=clinic, expires_on=NOW.date() + timedelta(days=ends_in))
    pages = {}
    for who in (paul, thea):
        client.force_login(who)
        pages[who] = words(client.get("/"))

    assert (said in pages[paul]) if said else ("licence" not in pages[paul])
    assert "licence details" not in pages[thea]


def test_who_needs_no_licence_is_not_told_of_one(client, clinic, frozen):
    desk = colleague(clinic, Role.FRONT_DESK)
    LicenceFactory(account=desk, clinic=clinic, expires_on=NOW.date())
    client.force_login(desk)

    assert "licence" not in words(client.get("/"))
