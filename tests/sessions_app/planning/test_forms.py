"""Every form of a plan gives back what it was given: read, sent unchanged, the same."""

from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.planning import actions, facts, forms
from sessions_app.planning.content import content
from sessions_app.signing.rules import digest
from tests.factories.planning import NOW, booked, prepared
from tests.sessions_app.planning.deeds import now

pytestmark = pytest.mark.usefixtures("frozen")
STATIONS = ["fit", "roles", "intentions", "preparation", "schedule", "meetings"]
FORMATS = {date: lambda day: day.isoformat(), time: lambda clock: f"{clock:%H:%M}"}


def signed(plan):
    return digest(content(now(plan), on=facts.day_of(plan, NOW)))


def typed(form):
    """What a browser sends when nobody touched the form."""
    shown = {name: form[name].value() for name in form.fields}
    return {
        name: FORMATS.get(type(value), lambda same: same)(value)
        for name, value in shown.items()
        if value not in (None, False, "")
    }


def read(client, plan, station):
    """The form as the page shows it, and where it is sent."""
    page = "schedule" if station == "meetings" else station
    shown = client.get(reverse(f"planning:{page}", args=[plan.pk])).context
    form = shown["meetings_form"] if station == "meetings" else shown["form"]
    return form, reverse(f"planning:{station}", args=[plan.pk])


@pytest.mark.parametrize("approach", Approach)
def test_a_station_that_is_read_and_sent_unchanged_changes_nothing(approach, client, plan, thea):
    plan = booked(prepared(plan, by=thea, at=NOW, approach=approach), by=thea, at=NOW)
    actions.submit(plan=plan, by=thea, at=NOW)
    client.force_login(thea)
    before = signed(plan)

    outcomes = {}
    for station in STATIONS:
        form, address = read(client, plan, station)
        answer = client.post(address, typed(form))
        outcomes[station] = (answer.status_code, signed(plan) == before, now(plan).stage)

    assert outcomes == dict.fromkeys(STATIONS, (302, True, "with_prescriber"))


def test_a_partner_who_was_not_asked_and_one_who_wants_no_touch_are_told_apart(prepared_plan, thea):
    parts = {"a": {"touch": None}, "b": {"touch": []}}
    actions.set_roles(plan=prepared_plan, parts=parts, by=thea, at=NOW)
    plan = now(prepared_plan)

    shown = forms.Roles.as_recorded(plan)
    form = forms.Roles(shown, plan=plan)

    assert (shown["touch_a"], shown["touch_b"]) == ([], ["none"])
    assert form.is_valid(), form.errors
    assert {side: part["touch"] for side, part in form.parts().items()} == {"a": None, "b": []}


@pytest.mark.parametrize(("doses", "sober"), [("a", "b"), ("b", "a")])
def test_in_solo_the_role_is_the_sober_partners_whoever_that_is(doses, sober, plan, thea):
    plan = prepared(plan, by=thea, at=NOW, approach=Approach.SOLO)
    answers = {"dosing": doses, "nondosing_role": "chaperone", "support_styles": ["presence"]}

    form = forms.Roles(answers, plan=plan)

    assert form.is_valid(), form.errors
    assert form.parts()[doses] == {
        "touch": None, "booster": False, "doses": True, "nondosing_role": "",
        "support_styles": [],
    }  # fmt: skip
    assert form.parts()[sober] == {
        "touch": None, "booster": False, "doses": False, "nondosing_role": "chaperone",
        "support_styles": ["presence"],
    }  # fmt: skip


def moved(meeting, **told):
    where = {"therapist": meeting.led_by.pk, "place": meeting.place, "room": meeting.room}
    return where | {"minutes": 60} | told


@pytest.mark.parametrize(
    ("clock", "error"),
    [
        ("01:59", None),
        ("02:30", "Clocks in Denver skip this time on that day. Choose another."),
        ("03:00", None),
    ],
)
def test_a_meeting_cannot_be_moved_to_a_time_that_clocks_skip(clock, error, ready_plan):
    meeting = ready_plan.meetings.get(kind="one_week")

    form = forms.MeetingTime(moved(meeting, day="2027-03-14", clock=clock), meeting=meeting)

    assert form.errors == ({"clock": [error]} if error else {})


def test_a_meeting_cannot_be_moved_to_a_time_that_clocks_show_twice(ready_plan):
    meeting = ready_plan.meetings.get(kind="one_week")

    form = forms.MeetingTime(moved(meeting, day="2027-11-07", clock="01:30"), meeting=meeting)

    assert form.errors == {
        "clock": [
            "Clocks in Denver show this time twice on that day. Say below which one is meant."
        ]
    }


@pytest.mark.parametrize(("which", "utc"), [("first", 7), ("second", 8)])
def test_which_of_two_equal_clocks_is_meant_is_asked(which, utc, ready_plan):
    meeting = ready_plan.meetings.get(kind="one_week")
    told = moved(meeting, day="2027-11-07", clock="01:30", clock_which=which)

    form = forms.MeetingTime(told, meeting=meeting)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_at"] == datetime(2027, 11, 7, utc, 30, tzinfo=UTC)
    assert [words for _, words in form.fields["clock_which"].choices] == [
        "The first 01:30, before clocks go back",
        "The second 01:30",
    ]
