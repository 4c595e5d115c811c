"""A clinic with one couple, ready to be planned for, and people at their browsers."""

import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from kapcouples.tryout.children import Child, stop_all
from sessions_app.people.rules import Role
from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.factories.people import PASSWORD, ClinicFactory, colleague
from tests.factories.protocols import built_in
from tests.factories.screening import InterviewFactory

from .person import Person

ZONE = "America/Denver"


@pytest.fixture
def clinic(transactional_db):
    built_in()
    return ClinicFactory(name="Elm House", zone=ZONE, letters_from=None, letters_until=None)


@pytest.fixture
def couple(clinic):
    """Wren and Ari, both interviewed and approved, in the care of Thea and Paul."""
    thea = colleague(clinic, Role.THERAPIST, name="Thea Lindqvist", email="thea@elm.example")
    paul = colleague(clinic, Role.PRESCRIBER, name="Paul Adeyemi", email="paul@elm.example")
    couple = couple_of(
        clinic=clinic,
        lead=thea,
        team=[paul],
        a={"name": "Wren Abbott", "email": "wren@mail.example"},
        b={"name": "Ari Stone", "email": "ari@mail.example"},
    )
    today = local_day(0)
    days = {
        "reviewed_on": today,
        "prescribed_on": today,
        "valid_from": today,
        "valid_until": today + timedelta(days=150),
    }
    for partner in couple.pair:
        InterviewFactory(partner=partner, recorded_by=thea)
        approved(partner, paul, **days)
    return couple


@pytest.fixture
def person(browser, browser_context_args, live_server):
    """Opens a browser for one account and signs it in."""
    contexts, people = [], []

    def opening(email, **more):
        context = browser.new_context(**browser_context_args | more)
        context.set_default_timeout(20_000)
        contexts.append(context)
        people.append(Person(context, live_server.url))
        people[-1].sign_in(email, PASSWORD)
        return people[-1]

    yield opening
    refused = [said for one in people for said in one.refused]
    for context in contexts:
        context.close()
    assert refused == []


@pytest.fixture
def days_later(transactional_db, smtp_sink, tmp_path):
    """Celery worker and beat, started on another day."""
    programs = []

    def starting(ahead: timedelta):
        database = connection.settings_dict
        environment = {
            "DATABASE_URL": f"postgresql://postgres@/{database['NAME']}?host={database['HOST']}",
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp_sink.port}",
            "SWEEP_SECONDS": "3",
        }
        begin = [sys.executable, "-m", "tests.journeys.later", str(ahead.total_seconds())]
        for name, words in (
            ("worker", ["worker", "--concurrency", "1", "--without-gossip", "--without-mingle"]),
            ("beat", ["beat"]),
        ):
            child = Child(name, [*begin, *words], environment, tmp_path / f"later-{name}.log")
            child.start()
            programs.append(child)

    yield starting
    stop_all(programs)


def local_day(days):
    """The day so many days from today, as Denver counts them."""
    return datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=days)
