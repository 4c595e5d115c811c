"""What stands in the way leads to the field that solves it."""

import re

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.planning.views.station import FIELDS
from tests.factories.planning import NOW, chosen

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.mark.parametrize("approach", [Approach.SOLO, Approach.EXTENDED_DISCUSSION])
def test_each_link_lands_on_a_field_of_its_station(approach, client, thea, plan):
    plan = chosen(plan, by=thea, at=NOW, approach=approach)
    client.force_login(thea)

    page = client.get(reverse("planning:review", args=[plan.pk])).text
    links = set(re.findall(r'href="(/[^"#]+)#(div_id_\w+)"', page))
    missing = {
        (address, field)
        for address, field in links
        if f'id="{field}"' not in client.get(address).text
    }

    fields = {field.removeprefix("div_id_") for _, field in links}
    assert missing == set()
    assert {"stop_word", "touch_a", "companion", "ride", "joint", "consented_a", "day"} <= fields
    assert fields <= set(FIELDS.values())
