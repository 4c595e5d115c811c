"""What stands in the way leads to the field that solves it."""

import re

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.planning.rules.gates import Gate
from sessions_app.planning.views.station import PLACES, _where
from tests.factories.planning import NOW, chosen

pytestmark = pytest.mark.usefixtures("frozen")


USUAL = {
    "div_id_stop_word", "div_id_touch_a", "div_id_companion", "div_id_ride", "div_id_joint",
    "div_id_acknowledged_a", "div_id_acknowledged_b", "div_id_consented_a", "div_id_consented_b",
    "div_id_confirmed", "div_id_day", "meetings-title",
}  # fmt: skip
OWN = {
    Approach.SOLO: {"div_id_dosing", "div_id_nondosing_role"},
    Approach.DUAL_PSYCHEDELIC: set(),
    Approach.DUAL_PSYCHOLYTIC: {"questions-title"},
    Approach.EXTENDED_DISCUSSION: {"topics-title", "div_id_mode", "div_id_reflection_minutes"},
}


@pytest.mark.parametrize("approach", list(Approach), ids=lambda approach: approach.value)
def test_each_link_lands_where_its_station_solves_it(approach, client, thea, plan):
    plan = chosen(plan, by=thea, at=NOW, approach=approach)
    plan.parts.update(doses=True, fraction=plan.version.fraction)
    plan.parts.filter(partner__side="a").update(booster=True)
    client.force_login(thea)

    page = client.get(reverse("planning:review", args=[plan.pk])).text
    links = set(re.findall(r'href="(/[^"#]+/)#([\w-]+)"', page))
    shown = {address: client.get(address).text for address, _ in links}

    assert [each for each in links if f'id="{each[1]}"' not in shown[each[0]]] == []
    assert {place for _, place in links} == USUAL | OWN[approach] | {"div_id_booster_a"}


def test_every_place_is_reached_by_some_approach():
    places = {place.format(about="a") for place in PLACES.values()}

    assert places <= USUAL | set().union(*OWN.values()) | {"div_id_booster_a"}


def test_what_speaks_against_a_day_leads_to_the_day_and_a_meeting_to_the_meetings(plan):
    day = _where(plan, Gate("schedule", "The meeting of session 1 is missing.", "S35"))
    meeting = _where(plan, Gate("schedule", "It is not booked.", "S35", about="meetings"))

    page = reverse("planning:schedule", args=[plan.pk])
    assert (day, meeting) == (f"{page}#div_id_day", f"{page}#meetings-title")
