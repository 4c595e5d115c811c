"""The page of roles is the table itself, and the side offers what the table allows."""

from itertools import product

import pytest
from django.urls import reverse

from sessions_app.desk.context import ENTRIES
from sessions_app.people.rules import MAY, ROLE_WORDS, Action, Role, may, words_of
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import colleague
from tests.look.reading import elements

pytestmark = pytest.mark.usefixtures("frozen")


def cells(response):
    """(action, role) -> Yes or No, as the page draws it."""
    found = {}
    for line in [e for e in elements(response.text) if e.tag == "tr"][1:]:
        inside = [e for e in elements(response.text) if line in e.above]
        what = next(e.text for e in inside if e.tag == "th")
        for cell in [e for e in inside if e.tag == "td"]:
            found[what, cell["data-label"].lower()] = cell.text.strip(" –\n")
    return found


def test_the_page_of_roles_says_what_the_table_says(client, clinic, ada):
    client.force_login(ada)

    shown = cells(client.get("/clinic/roles/"))

    assert shown == {
        (words_of(action), ROLE_WORDS[role]): "Yes" if action in MAY[role] else "No"
        for action, role in product(Action, Role)
    }


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_the_table_is_in_the_table(role, client, clinic):
    client.force_login(colleague(clinic, role))

    status = client.get("/clinic/roles/").status_code

    assert status == (200 if may(roles=[role], action=Action.READ_ROLES) else 403)


@pytest.mark.parametrize("role", list(Role))
def test_the_side_offers_what_the_table_allows_and_every_entry_opens(role, client, clinic):
    client.force_login(colleague(clinic, role))
    page = client.get("/", follow=True)

    offered = [
        e["href"]
        for e in elements(page.text)
        if e.tag == "a" and any(above["class"] == "nav" for above in e.above)
    ]

    assert offered == [reverse(name) for _, name, _, action in ENTRIES if action in MAY[role]]
    assert {client.get(href).status_code for href in offered} <= {200}


# Where a way into a deed is offered: the page, the address it leads to, the action it needs.
WAYS = [
    ("/folders/", "/folders/open/", Action.OPEN_COUPLE),
    ("/folders/", "/emergency/", Action.BREAK_GLASS),
    ("/", "/folders/?for=plan", Action.PLAN),
    ("/people/", "/people/invite/", Action.MANAGE_PEOPLE),
]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("page", "way", "action"), WAYS)
def test_a_way_is_offered_to_exactly_those_who_may_take_it(
    role, page, way, action, client, clinic, thea, couple
):
    account = colleague(clinic, role)
    CareTeamMemberFactory(couple=couple, account=account)
    client.force_login(account)

    answer = client.get(page, follow=True)
    offered = way in [e["href"] for e in elements(answer.text) if e.tag == "a"]

    assert offered is may(roles=[role], action=action)
    if not way.startswith("/folders/?"):
        assert (client.get(way).status_code == 200) is may(roles=[role], action=action)
