"""A page is closed unless it stands on the list below."""

import pytest
from django.urls import reverse

from tests.house.routes import address, routes

# Who watches the machine, who is about to sign in, who was invited to; and a calendar program,
# which brings a secret instead.
OPEN = {
    "calendar:feed",
    "health",
    "access:sign_in",
    "access:second",
    "access:question",
    "access:ask_reset",
    "access:reset_asked",
    "access:choose_password",
    "people:invited",
    "people:join",
}
ROUTES = {name: address(path) for name, path, _ in routes()}
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]


def test_the_list_names_pages_that_exist():
    assert set(ROUTES) >= OPEN
    assert len(ROUTES) == len(routes())


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(ROUTES) - OPEN))
def test_nobody_reads_or_sends_anything_without_signing_in(name, client):
    target = ROUTES[name]
    there = f"{reverse('access:sign_in')}?next={target}"

    answers = {method: getattr(client, method)(target) for method in METHODS}

    assert {m: (a.status_code, a.headers.get("Location")) for m, a in answers.items()} == (
        dict.fromkeys(METHODS, (302, there))
    )
    assert all(a.content == b"" for a in answers.values())
