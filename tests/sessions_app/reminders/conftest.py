"""A couple with one meeting ahead, and a mail server that takes their letters."""

import sys
from datetime import timedelta

import pytest
from django.db import connection

from kapcouples.tryout.children import Child, stop_all
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Partner
from sessions_app.reminders.models import Letter
from sessions_app.reminders.tasks import drain
from tests.factories.couples import couple_of
from tests.factories.planning import NOW, MeetingFactory, PlanFactory
from tests.factories.reminders import LetterFactory, SweepFactory

from .post_office import PostOffice


@pytest.fixture
def post_office(settings):
    office = PostOffice()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.EMAIL_TIMEOUT = 5
    office.open()
    yield office
    office.close()


@pytest.fixture
def celery_worker_process(transactional_db, post_office, tmp_path):
    """Worker and beat as they run for a clinic, on this test's database, Redis and mail server."""
    database = connection.settings_dict
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"postgresql://postgres@/{database['NAME']}?host={database['HOST']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{post_office.port}",
        "SWEEP_SECONDS": "1",
    }
    celery = [sys.executable, "-m", "celery", "-A", "kapcouples"]
    programs = [
        Child(name, [*celery, *words], environment, tmp_path / f"{name}.log")
        for name, words in (
            ("worker", ["worker", "--concurrency", "1", "--without-gossip"]),
            ("beat", ["beat"]),
        )
    ]
    for program in programs:
        program.start()
    yield programs
    stop_all(programs)


@pytest.fixture
def alex_and_robin(clinic, thea):
    return couple_of(
        clinic=clinic,
        lead=thea,
        a={"name": "Alex Moreno", "email": "alex@mail.example"},
        b={"name": "Robin Hale", "email": "robin@mail.example"},
    )


@pytest.fixture
def one_mailbox(alex_and_robin, thea):
    """Alex and Robin have one mailbox and one telephone, and both know it."""
    home = {"email": "home@mail.example", "phone": "303-555-0151", "shared_why": "One home."}
    for partner in alex_and_robin.pair:
        couples.correct_partner(partner=partner, by=thea, at=NOW, **home)
    alex_and_robin.refresh_from_db()
    return alex_and_robin


@pytest.fixture
def meeting(alex_and_robin, thea):
    """Tomorrow at ten, with a letter three hours before; nothing is due yet."""
    return MeetingFactory(
        plan=PlanFactory(couple=alex_and_robin, begun_by=thea),
        kind="one_week",
        starts_at=NOW + timedelta(days=1),
        leads=[180],
        booked_by=thea,
    )


@pytest.fixture
def due(meeting):
    """The moment the meeting's letters are due."""
    return meeting.starts_at - timedelta(minutes=180)


@pytest.fixture
def sweep():
    """One look of the clock at a moment, as beat and worker do it every minute."""

    def at(moment):
        return drain(clock=lambda: moment)

    return at


@pytest.fixture
def planned(meeting, sweep, due):
    """The meeting's two letters, written down an hour before they are due."""
    sweep(due - timedelta(hours=1))
    return list(Letter.objects.order_by("partner__side"))


@pytest.fixture
def states():
    """The state of each letter at a moment: Alex's first, the longest lead first."""

    def at(moment):
        told = Letter.objects.told(moment).order_by("partner__side", "-lead", "meeting_starts_at")
        return [letter.state for letter in told]

    return at


@pytest.fixture
def reasons():
    """Why each letter stays, in the same order."""

    def why():
        letters = Letter.objects.order_by("partner__side", "-lead")
        return list(letters.values_list("skipped_why", flat=True))

    return why


@pytest.fixture
def awake(db):
    return SweepFactory(last_at=NOW)


@pytest.fixture
def ada_in(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def letter_of(meeting):
    def make(side="a", **facts):
        partner = meeting.plan.couple.partners.get(side=side)
        return LetterFactory(meeting=meeting, partner=partner, **facts)

    return make


@pytest.fixture
def change(alex_and_robin):
    """Change facts of one partner as a colleague does it meanwhile."""

    def happen(side="a", **facts):
        Partner.objects.filter(couple=alex_and_robin, side=side).update(**facts)

    return happen
