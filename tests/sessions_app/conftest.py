"""One clinic, its people, one couple, and that couple's plan at each stage."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from protocols.models import ProtocolVersion
from sessions_app.people.rules import Role
from sessions_app.planning import actions
from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.factories.people import ClinicFactory, colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.factories.planning import booked, prepared
from tests.factories.protocols import built_in
from tests.factories.screening import InterviewFactory
from tests.factories.signoff import sign
from tests.look.window import Window
from tests.shelf import take

WATCHED = ("plan", "part", "meeting", "chosenquestion", "chosentopic", "waiver")
LOOKING = (
    ("approval", "dose_stays"),
    ("approval", "moves"),
    ("approval", "uses_only_rise"),
    ("plan", "moves"),
    ("plan", "cleared_by_a_signature"),
)
ROWS_BY_HAND = {"desk", "documents", "reminders"}


@pytest.fixture
def NOW():
    return WORKING_HOUR


@pytest.fixture
def frozen():
    """For pages and tasks, which look at the clock themselves: it is `NOW`."""
    with time_machine.travel(WORKING_HOUR, tick=False):
        yield


@pytest.fixture
def window(context):
    """A browser in which answers of the app are drawn."""
    window = Window(context)
    yield window
    window.close()


@pytest.fixture
def protocols(db):
    if not ProtocolVersion.objects.exists():
        built_in()


@pytest.fixture
def clinic(db):
    return take("clinic", lambda: ClinicFactory(name="Elm House"))


@pytest.fixture
def thea(clinic):
    told = {"name": "Thea Lindqvist", "email": "thea@elm.example"}
    return take("thea", lambda: colleague(clinic, Role.THERAPIST, **told))


@pytest.fixture
def paul(clinic):
    told = {"name": "Paul Adeyemi", "credentials": "MD", "email": "paul@elm.example"}
    return take("paul", lambda: colleague(clinic, Role.PRESCRIBER, **told))


@pytest.fixture
def ada(clinic):
    told = {"name": "Ada Okafor", "credentials": "", "email": "ada@elm.example"}
    return take("ada", lambda: colleague(clinic, Role.ADMIN, **told))


@pytest.fixture
def stranger(db):
    """A therapist of another clinic."""
    told = {"name": "Stranger", "email": "other@oak.example"}
    return take("stranger", lambda: colleague(ClinicFactory(), Role.THERAPIST, **told))


@pytest.fixture
def couple(clinic, thea, paul):
    """Alex and Robin, both interviewed and both approved."""

    def make():
        couple = couple_of(clinic=clinic, lead=thea, team=[paul])
        for partner in couple.pair:
            InterviewFactory(partner=partner, recorded_by=thea)
            approved(partner, paul)
        return couple

    return take("couple", make)


@pytest.fixture
def plan(couple, thea, protocols):
    at = WORKING_HOUR - timedelta(hours=3)
    return take("plan", lambda: actions.begin(couple=couple, by=thea, at=at))


@pytest.fixture
def prepared_plan(plan, thea):
    """Everything but a date."""
    at = WORKING_HOUR - timedelta(hours=2)
    return take("prepared_plan", lambda: prepared(plan, by=thea, at=at))


@pytest.fixture
def ready_plan(prepared_plan, thea):
    """All gates closed, not sent yet."""
    at = WORKING_HOUR - timedelta(hours=2)
    return take("ready_plan", lambda: booked(prepared_plan, by=thea, at=at))


@pytest.fixture
def sent_plan(ready_plan, thea):
    at = WORKING_HOUR - timedelta(hours=1)
    return take("sent_plan", lambda: actions.submit(plan=ready_plan, by=thea, at=at))


@pytest.fixture
def signed_plan(sent_plan, paul):

    def make():
        sign(sent_plan, by=paul, at=WORKING_HOUR - timedelta(minutes=30))
        sent_plan.refresh_from_db()
        return sent_plan

    return take("signed_plan", make)


@pytest.fixture
def by_hand(db):
    """Rows of a plan are written past every deed here, so the database's second wall looks away."""
    tables = [f"sessions_app_{name}" for name in WATCHED]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"alter table {table} disable trigger signed_content_stays")
        for table, trigger in LOOKING:
            cursor.execute(f"alter table sessions_app_{table} disable trigger {trigger}")
    yield
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"alter table {table} enable trigger signed_content_stays")
            for table, trigger in LOOKING:
                cursor.execute(f"alter table sessions_app_{table} enable trigger {trigger}")


@pytest.fixture
def approvals_by_hand(db):
    """Signed approvals are written over past every deed here, so the database looks away."""
    with connection.cursor() as cursor:
        cursor.execute("alter table sessions_app_approval disable trigger dose_stays")


@pytest.fixture(autouse=True)
def _second_wall(request):
    """These rooms show rows as they are found, whichever way they came to be so."""
    touches = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    if touches and request.path.parent.name in ROWS_BY_HAND:
        request.getfixturevalue("by_hand")


@pytest.fixture
def unlogged():
    """Where thousands of refusals are right, writing each down takes longer than asking."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
