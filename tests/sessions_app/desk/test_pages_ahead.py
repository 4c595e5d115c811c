"""What lies ahead on the page of today: sessions, meetings, the day by the minute."""

from datetime import timedelta
from importlib import import_module

import pytest

from sessions_app.planning import actions as planning
from sessions_app.planning.models import Meeting, Plan
from tests.sessions_app.desk.couples import another_couple

from .test_pages_today import leads_to

pytestmark = pytest.mark.usefixtures("frozen")


def test_sessions_ahead_tell_when_whose_what_and_how_far(seen, thea, ada, signed_plan):
    assert (
        "Sessions ahead The next two weeks Tue 9 March 14:00 Alex and Robin "
        "Dual psycholytic dosing · Room 1 Signed"
    ) in seen(thea)
    assert "Tue 9 March 14:00 Alex and Robin Signed" in seen(ada)


def test_meetings_ahead_tell_when_whose_and_where(client, seen, thea, ada, signed_plan):
    assert (
        "Meetings ahead The next two weeks Wed 10 March 10:00 Alex and Robin "
        "Next day · 3 Quay Street, Denver"
    ) in seen(thea)
    assert leads_to(client, "integration:meeting", signed_plan.meetings.get(kind="next_day").pk)
    assert "Wed 10 March 10:00 Alex and Robin Next day" in seen(ada)
    assert "Quay Street" not in seen(ada)


def test_what_is_further_away_is_not_ahead_yet(seen, thea, signed_plan, NOW):
    Plan.objects.update(starts_at=NOW + timedelta(days=15))
    Meeting.objects.update(starts_at=NOW + timedelta(days=16))

    said = seen(thea)

    assert "No session is booked" in said
    assert "No meeting is booked" in said


@pytest.mark.parametrize("hours", [2, 13.9])
def test_the_next_session_of_today_is_drawn_by_the_minute(hours, seen, thea, ada, signed_plan, NOW):
    Plan.objects.update(starts_at=NOW + timedelta(hours=hours))

    assert "Alex and Robin, today" in seen(thea)
    assert "Read it as a list" in seen(thea)
    assert "Read it as a list" not in seen(ada)


def test_a_session_of_tomorrow_is_not_drawn_yet(seen, thea, signed_plan, NOW):
    Plan.objects.update(starts_at=NOW + timedelta(hours=14))

    assert "Read it as a list" not in seen(thea)


def test_a_long_list_says_what_it_leaves_out(
    client, seen, clinic, thea, paul, sent_plan, NOW, monkeypatch
):
    another_couple(clinic, thea, paul, name="Iris Valdez", sent_at=NOW)
    monkeypatch.setattr(import_module("sessions_app.desk.views.today"), "SHOWN", 1)

    said = seen(paul)

    assert said.count("Read and answer the plan") == 2  # the title, and the button's own words
    assert "And 1 more. See the couples" in said


def test_a_withdrawn_plan_is_nowhere(seen, thea, ada, signed_plan, NOW):
    planning.withdraw(plan=signed_plan, why="Moved.", by=thea, at=NOW)

    for account in (thea, ada):
        assert "Alex and Robin" not in seen(account)
