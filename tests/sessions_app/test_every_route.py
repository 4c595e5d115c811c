"""Every route, every method, everybody: what the role table says, and no canary past a door.

The routes come from the resolver, the records are real, and the expectation comes from the role
table. A route that `tests/doors/table.py` does not know fails here.
"""

import re
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sessions_app.audit.models import Event
from sessions_app.people.rules import Role
from tests.doors.table import ROUTES, Door, finds
from tests.doors.world import CLINIC, NAME, PRIVATE, let_canaries_in, readers, records
from tests.house.routes import routes

METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
MORE = {"code": "a1", "gate": "ride", "station": "roles"}
GROUPS = {
    "who plans and who signs": [
        f"{role.value}, on the care team" for role in (Role.THERAPIST, Role.PRESCRIBER)
    ],
    "who runs the clinic": [
        f"{role.value}, on the care team" for role in (Role.ADMIN, Role.FRONT_DESK)
    ],
    "who looks on": [f"{role.value}, on the care team" for role in (Role.SUPERVISOR, Role.AUDITOR)],
    "colleagues": [
        f"{role.value}, not on it" for role in (Role.THERAPIST, Role.ADMIN, Role.AUDITOR)
    ],
    "outsiders": [
        *(f"{role.value} of another clinic" for role in (Role.THERAPIST, Role.ADMIN)),
        *(f"{role.value} of both, in the other" for role in (Role.PRESCRIBER, Role.ADMIN)),
        *(f"{role.value} whose role ended" for role in (Role.THERAPIST,)),
        *(f"{role.value}, disabled" for role in (Role.THERAPIST,)),
        "nobody",
    ],
}
# What a page does not answer, and what is open to all, is tried by one and by nobody.
TRY_EVERYTHING = {GROUPS["who plans and who signs"][0]}
# Nothing of the clinic is on these: the way in, the protocols, and the try-out's own mail box.
NOT_LOOKED_INTO = {"tryout:mails"}
# Whom it would be opened to is told whose record it is.
NAMED_BEFORE = "emergency:open"
# An empty form is refused with these; what was allowed and went on answers with the first two.
OPENS = {200, 302, 409, 422}

# Nothing is there without what else these addresses and pages ask for.
NEED_MORE = {
    "planning:waive",
    "planning:lift_waiver",
    "wording:section",
    "wording:retire",
    "protocols:compare",
}
READINGS = ("paper opened", "trail exported")
NO_FAULT = set(range(200, 500))

pytestmark = pytest.mark.usefixtures("frozen", "unlogged")


@pytest.fixture
def world(by_hand, signed_plan):
    things = records(signed_plan)
    let_canaries_in()
    return things, readers(signed_plan.couple)


def address(name, path, things):
    args = {}
    for part in [piece.split(">")[0] for piece in path.split("<")[1:]]:
        word = part.split(":")[1]
        args[word] = things[ROUTES[name].about].pk if word == "pk" else MORE[word]
    return reverse(name, kwargs=args)


def tried(who, name):
    """The methods by which this reader knocks here."""
    route = ROUTES[name]
    if who in TRY_EVERYTHING:
        return METHODS
    if route.door in (Door.OPEN, Door.OWN) and who != "nobody":
        return []
    return [method for method in ("get", "post") if getattr(route, method)]


def expected(reader, name, method):
    """The answers that are right, out of the tables alone."""
    route = ROUTES[name]
    if route.door == Door.OPEN or (route.door == Door.OWN and reader.account):
        return NO_FAULT
    if reader.account is None and route.door != Door.OPEN:
        return {302}
    needed = {"get": route.get, "head": route.get, "post": route.post}.get(method)
    if needed is None:
        return {405} | ({404} if not finds(reader, route) else set())
    if name == "people:switch":
        # One's own clinics are there wherever one works now.
        return {302} if reader.here or reader.session else {404}
    if not finds(reader, route):
        # Whoever may not do it anywhere is told so before anything is looked for.
        return {404} | ({403} if route.door == Door.CLINIC and not reader.may(needed) else set())
    if not reader.may(needed):
        # A form may be refused before anybody asks who sent it; nothing is done either way.
        return {403} if method in ("get", "head") else {200, 302, 403, 422}
    return OPENS | {204} | ({404} if name in NEED_MORE else set())


def may_do(reader, name):
    """Whether any deed of this reader on this route is right."""
    route = ROUTES[name]
    own = route.door in (Door.OPEN, Door.OWN)
    return own or (finds(reader, route) and route.post and reader.may(route.post))


def said(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers}{answer.cookies}".encode() + body


def deeds():
    return Event.objects.exclude(deed__endswith=" read").exclude(deed__in=READINGS).count()


def test_every_route_has_its_line():
    known = {name for name, _, _ in routes()}

    assert known - set(ROUTES) == set(), "Give the new route its line in tests/doors/table.py."
    assert set(ROUTES) - known == set()


def enter(reader):
    """A browser in which this reader is signed in, and its cookies as they are then."""
    client = Client(raise_request_exception=False)
    if reader.account:
        client.force_login(reader.account)
        session = client.session
        session.update(reader.session)
        session.save()
    return client, client.cookies.output(header="", sep=";")


def knock(client, cookies, method, target):
    """The answer, what was told in it, and how many deeds it did; then all is undone."""
    client.cookies = SimpleCookie(cookies)
    with transaction.atomic():
        before = deeds()
        answer = getattr(client, method)(target)
        told, did = said(answer), deeds() - before
        transaction.set_rollback(True)
    return answer.status_code, told, did


def canaries_in(told, reader, name):
    """The words in an answer that this reader must not meet, as they stand there."""
    met = {word.decode() for word in re.findall(rb"Qcanary[\w-]*", told)}
    kept = [word for word in reader.canaries if (word, name) != (NAME, NAMED_BEFORE)]
    return sorted(word for word in met if word.startswith(tuple(kept)))


@pytest.mark.parametrize("group", GROUPS)
def test_a_door_opens_to_whom_the_role_table_says_and_tells_nobody_else(group, world):
    things, people = world
    wrong, leaks = {}, {}

    for who in GROUPS[group]:
        reader = people[who]
        client, cookies = enter(reader)
        for name, path, _ in routes():
            for method in tried(who, name):
                target = address(name, path, things)
                status, told, did = knock(client, cookies, method, target)
                right = expected(reader, name, method)
                if status not in right or (did and not may_do(reader, name)):
                    wrong[who, name, method] = (status, right, did)
                if name not in NOT_LOOKED_INTO and (found := canaries_in(told, reader, name)):
                    leaks[who, name, method] = found

    assert wrong == {}, "\n".join(f"{at}: {what}" for at, what in wrong.items())
    assert leaks == {}, "\n".join(f"{at}: {what}" for at, what in leaks.items())


def test_the_words_that_are_looked_for_are_there(world):
    """A search that finds nothing proves something only where there is something to find."""
    things, people = world
    found = set()
    for who in ("therapist, on the care team", "prescriber, on the care team"):
        client = Client()
        client.force_login(people[who].account)
        for name in ("desk:folder", "desk:record", "planning:review", "planning:schedule"):
            text = said(client.get(reverse(name, args=[things[ROUTES[name].about].pk])))
            found |= {word for word in (CLINIC, NAME, PRIVATE) if word.encode() in text}

    assert found >= {NAME, PRIVATE}
