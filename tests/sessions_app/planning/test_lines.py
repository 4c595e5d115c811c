from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from sessions_app.planning import lines

T0 = datetime(2027, 3, 9, 21, tzinfo=UTC)


def phase(route, starts, ends, title):
    return SimpleNamespace(
        route=route,
        starts=starts,
        ends=ends,
        title=title,
        nondosing_title=f"Beside: {title}",
        therapist_title=f"Care: {title}",
    )


def chart(side, route="", *, doses=True):
    return SimpleNamespace(
        part=SimpleNamespace(doses=doses),
        partner=SimpleNamespace(side=side, called={"a": "Alex", "b": "Robin"}[side]),
        approval=SimpleNamespace(route=route) if route else None,
    )


@pytest.fixture
def phases():
    return [
        phase("sublingual", -15, 0, "Arrive"),
        phase("sublingual", 0, 90, "Inward"),
        phase("im", 0, 60, "Deep"),
        phase("im", 60, None, "Rest"),
    ]


def told(lane):
    return lane["name"], [(p["start"], p["end"], p["title"]) for p in lane["phases"]]


def test_each_partner_follows_the_route_of_their_own_medicine(phases):
    a, b, care = lines.lanes(phases, [chart("a", "sublingual"), chart("b", "im")])

    assert told(a) == ("Alex", [(-15, 0, "Arrive"), (0, 90, "Inward")])
    assert told(b) == ("Robin", [(0, 60, "Deep")])
    assert told(care) == ("Therapist", [(-15, 0, "Care: Arrive"), (0, 90, "Care: Inward")])


def test_a_sober_partner_goes_along_with_the_one_who_doses(phases):
    a, b, _ = lines.lanes(phases, [chart("a", "sublingual", doses=False), chart("b", "im")])

    assert told(a) == ("Alex", [(0, 60, "Beside: Deep")])
    assert told(b) == ("Robin", [(0, 60, "Deep")])


def test_without_any_approval_the_usual_route_is_drawn(phases):
    a, b, _ = lines.lanes(phases, [chart("a"), chart("b")])

    assert told(a) == ("Alex", [(-15, 0, "Arrive"), (0, 90, "Inward")])
    assert told(b)[1] == told(a)[1]


@pytest.mark.parametrize(
    ("route", "minutes"),
    [("sublingual", 90), ("im", 90), ("nasal", 150)],
    ids=["as long as its last phase", "and half an hour where that is open", "else the usual"],
)
def test_a_session_lasts(phases, route, minutes):
    assert lines.length(phases, [chart("a", route), chart("b")]) == minutes


def test_the_flow_has_clocks_once_the_session_has_a_time(phases):
    charts = [chart("a", "im"), chart("b")]

    undated = lines.flow(phases, charts, starts_at=None)
    dated = lines.flow(phases, charts, starts_at=T0)

    assert [(step["phase"].title, step["at"]) for step in undated] == [
        ("Deep", None),
        ("Rest", None),
    ]
    assert [step["at"] for step in dated] == [T0, datetime(2027, 3, 9, 22, tzinfo=UTC)]
