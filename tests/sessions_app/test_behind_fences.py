"""The app under the role that owns no table: every page answers as it does for the owner."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client

from sessions_app.audit.models import Event
from sessions_app.couples.models import Couple
from sessions_app.documents.tasks import sweep
from sessions_app.people.fence import clock
from sessions_app.people.rules import Role
from tests.doors.table import ROUTES, Door
from tests.doors.world import readers, records
from tests.house.routes import routes
from tests.sessions_app.test_every_route import address

CHANGES = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|csrf[^"]*"[^"]*"|[\w-]{40,}')
WHO = [f"{role.value}, on the care team" for role in (Role.THERAPIST, Role.PRESCRIBER, Role.ADMIN)]

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def fenced(settings):
    """From here on requests pass the middleware, and the database knows the app's role."""
    settings.MIDDLEWARE = list(settings.MIDDLEWARE)
    for behind, fence in settings.FENCES.items():
        settings.MIDDLEWARE.insert(settings.MIDDLEWARE.index(behind) + 1, fence)


def get(client, target, *, role=None):
    with transaction.atomic():
        if role:
            with connection.cursor() as cursor:
                cursor.execute(f"set local role {role}")
        answer = client.get(target)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, CHANGES.sub(b"", body)


@pytest.mark.parametrize("who", [*WHO, "nobody"])
def test_a_page_is_the_same_behind_the_fences(who, signed_plan, settings, fenced):
    things, people = records(signed_plan), readers(signed_plan.couple)
    reader, client = people[who], Client(raise_request_exception=False)
    if reader.account:
        client.force_login(reader.account)

    different = {}
    for name, path, _ in routes():
        if ROUTES[name].get:
            target = address(name, path, things)
            owner, app = get(client, target), get(client, target, role="kapcouples_app")
            # A new secret is another each time it is shown.
            if owner[0] != app[0] or (owner != app and ROUTES[name].door != Door.OWN):
                different[name] = (owner[0], app[0])

    assert different == {}


def test_a_deed_behind_the_fences_is_done_and_told(couple, thea, protocols, fenced):
    client = Client()
    client.force_login(thea)
    with connection.cursor() as cursor:
        cursor.execute("set local role kapcouples_app")

    answer = client.post(f"/folders/{couple.pk}/plans/begin/")

    with connection.cursor() as cursor:
        cursor.execute("reset role")
    assert answer.status_code == 302
    assert couple.plans.count() == 1
    assert Event.objects.filter(deed="plan begun", clinic=couple.clinic_id).count() == 1


def test_a_task_looks_after_all_clinics_and_leaves_nothing_open(couple):
    with connection.cursor() as cursor:
        cursor.execute("set local role kapcouples_app")
        assert not Couple.objects.exists()

        with clock():
            assert Couple.objects.count() == 1
            sweep()

        assert not Couple.objects.exists()
        cursor.execute("reset role")
