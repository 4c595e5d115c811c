"""A clinic with one couple, ready to be planned for, and people at their browsers."""

import sys
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from kapcouples.tryout.children import Child, stop_all
from sessions_app.people.rules import Role
from sessions_app.planning import actions
from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.factories.people import PASSWORD, ClinicFactory, colleague
from tests.factories.planning import booked, prepared
from tests.factories.protocols import built_in
from tests.factories.screening import InterviewFactory
from tests.factories.signoff import sign

from .days import ZONE, local_day
from .keys import KeysOnly
from .person import Finger, Person
from .road import SESSION_IN

# A busy machine is no verdict.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
WAYS = {
    "mouse": (Person, True),
    "keys": (KeysOnly, True),
    "no_scripts": (Person, False),
    "touch": (Finger, True),
}


@pytest.fixture
def clinic(transactional_db):
    built_in()
    return ClinicFactory(name="Elm House", zone=ZONE, letters_from=None, letters_until=None)


@pytest.fixture
def couple(clinic):
    """Wren and Ari, both interviewed and approved, in the care of Thea and Paul.

    The approval of Ari lists a booster, the one of Wren does not.
    """
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
    for partner, most in zip(couple.pair, (200, 250), strict=True):
        InterviewFactory(partner=partner, recorded_by=thea)
        approved(partner, paul, session_max_mg=most, **days)
    return couple


@pytest.fixture
def prepared_plan(couple):
    """Their plan with everything in it, not sent yet."""
    thea, at = couple.lead, timezone.now()
    plan = prepared(actions.begin(couple=couple, by=thea, at=at), by=thea, at=at)
    morning = datetime.combine(local_day(SESSION_IN), time(9, 30), ZoneInfo(ZONE))
    return booked(plan, by=thea, at=at, starts_at=morning)


@pytest.fixture
def sent_plan(prepared_plan, couple):
    return actions.submit(plan=prepared_plan, by=couple.lead, at=timezone.now())


@pytest.fixture
def signed_plan(sent_plan, couple):
    paul = couple.team.get(account__email="paul@elm.example").account
    sign(sent_plan, by=paul, at=timezone.now())
    return sent_plan


@pytest.fixture
def person(browser, browser_context_args, live_server):
    """Opens a browser for one account and signs it in; `way` is how this person goes about."""
    contexts, people = [], []

    def opening(email, way="mouse", code="", **more):
        hands, scripts = WAYS[way]
        usual = {
            "java_script_enabled": scripts,
            "reduced_motion": "reduce",
            "viewport": {"width": 1280, "height": 1100},
        }
        context = browser.new_context(**browser_context_args | usual | more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        people.append(hands(context, live_server.url, scripts=scripts))
        people[-1].sign_in(email, PASSWORD, code)
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
            "SWEEP_SECONDS": "8",
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
