"""How often the pages of a meeting and of a plan's end ask the database."""

import pytest
from django.urls import reverse

from tests.sessions_app.pages import words

PAGES = {
    "integration:after": ("plan", 11),
    "integration:meeting": ("meeting", 5),
    "integration:move": ("meeting", 6),
    "integration:cancel": ("meeting", 5),
    "planning:withdraw": ("plan", 11),
    "planning:again": ("plan", 11),
    "planning:revisions": ("plan", 12),
}

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_a_fixed_number_of_times(
    name, client, thea, signed_plan, django_assert_num_queries
):
    about, queries = PAGES[name]
    known = {"plan": signed_plan, "meeting": signed_plan.meetings.last()}
    client.force_login(thea)

    with django_assert_num_queries(queries):
        response = client.get(reverse(name, args=[known[about].pk]))

    assert (response.status_code, "Alex" in words(response)) == (200, True)
