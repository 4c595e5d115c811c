"""The session and the meetings after it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from sessions_app.planning import actions
from sessions_app.planning.models import Meeting, Plan
from tests.factories.planning import booked, chosen
from tests.sessions_app.desk.couples import cared_for
from tests.sessions_app.pages import beside, buttons, forms, ticked, value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def at(client, thea):
    client.force_login(thea)
    return lambda name, plan: reverse(f"planning:{name}", args=[plan.pk])


@pytest.fixture
def dated(prepared_plan, thea, NOW):
    """The session has its time, the meetings are only proposed."""
    plan = booked(prepared_plan, by=thea, at=NOW)
    plan.meetings.all().delete()
    return plan


@pytest.fixture
def session(thea):
    return {
        "day": "2027-03-09",
        "clock": "14:00",
        "minutes": "150",
        "therapist": thea.pk,
        "place": "3 Quay Street, Denver",
        "room": "Room 1",
    }


MEETINGS = {
    "next_day_book": "on",
    "next_day_day": "2027-03-10",
    "next_day_clock": "11:30",
    "next_day_minutes": "60",
    "one_week_day": "2027-03-16",
    "one_week_clock": "10:00",
    "one_week_minutes": "60",
}


def test_a_new_session_starts_from_the_clinic_the_protocol_and_its_therapist(
    client, at, prepared_plan, thea
):
    response = client.get(at("schedule", prepared_plan))

    assert value(response, "day") is None
    assert value(response, "minutes") == "180"
    assert value(response, "place") == "3 Quay Street, Denver"
    assert f'<option value="{thea.pk}" selected>Thea Lindqvist, LMFT</option>' in response.text
    assert "Save the session first; they are proposed from it." in words(response)


def test_the_session_is_kept_in_the_clock_of_the_clinic(client, at, prepared_plan, session, thea):
    response = client.post(at("schedule", prepared_plan), session, follow=True)

    plan = Plan.objects.get()
    assert response.redirect_chain == [(at("schedule", plan), 302)]
    assert "Session saved. Next: the meetings after it." in words(response)
    assert plan.starts_at == datetime(2027, 3, 9, 21, tzinfo=UTC)
    assert (plan.minutes, plan.zone, plan.room) == (150, "America/Denver", "Room 1")
    assert plan.therapist == thea


def test_a_session_without_a_time_is_sent_back_with_the_rest(client, at, prepared_plan, session):
    response = client.post(at("schedule", prepared_plan), session | {"clock": ""})

    assert response.status_code == 422
    assert "Dose at T0 (Denver) Please check: Please fill this in." in beside(response, "clock")
    assert (value(response, "day"), value(response, "room")) == ("2027-03-09", "Room 1")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("day", "2027-02-20", "That time has already passed. Choose a later one."),
        ("day", "9999-12-31", "Please check the year."),
        ("day", "0001-01-01", "Please check the year."),
        ("minutes", "5", "Please choose between 10 and 600 minutes."),
        ("therapist", "0", "This cannot be chosen here."),
        ("place", "", "Please fill this in."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    client, at, prepared_plan, session, field, typed, told
):
    response = client.post(at("schedule", prepared_plan), session | {field: typed})

    assert response.status_code == 422
    assert told in beside(response, field)
    assert Plan.objects.get().starts_at is None


def test_an_hour_that_clocks_skip_is_named_with_its_town(client, at, prepared_plan, session):
    skipped = {"day": "2027-03-14", "clock": "02:30"}

    response = client.post(at("schedule", prepared_plan), session | skipped)

    assert "Clocks in Denver skip this time on that day." in beside(response, "clock")


def test_a_therapist_of_another_clinic_cannot_be_named(
    client, at, prepared_plan, session, stranger
):
    response = client.post(at("schedule", prepared_plan), session | {"therapist": stranger.pk})

    assert response.status_code == 422
    assert Plan.objects.get().therapist is None


def test_the_day_is_drawn_and_told_by_the_minute(client, at, ready_plan):
    response = client.get(at("schedule", ready_plan))

    said = words(response)
    assert 'aria-label="The session, in minutes from the dose at T0"' in response.text
    assert "Alex T-45 to T-30: Arrive" in said
    assert "What happens when 13:15 Arrive" in said


def test_a_partner_on_another_clock_reads_the_time_there(client, at, ready_plan, couple):
    robin = couple.pair[1]
    robin.zone = "America/New_York"
    robin.save()

    said = words(client.get(at("schedule", ready_plan)))

    assert "The dose is taken at Tue 9 March 2027, 14:00 (Denver)" in said
    assert "For Robin it is then Tue 9 March 2027, 16:00 (New York)" in said


def test_where_all_clocks_agree_nothing_is_said_about_them(client, at, ready_plan):
    assert "On other clocks" not in words(client.get(at("schedule", ready_plan)))


def test_the_meetings_are_proposed_before_anything_is_booked(client, at, dated):
    response = client.get(at("schedule", dated))

    assert "Nothing is booked until you say so" in words(response)
    assert forms(response) == ["", at("meetings", dated)]
    assert (value(response, "next_day_day"), value(response, "next_day_clock")) == (
        "2027-03-10",
        "10:00",
    )
    assert [ticked(response, f"{kind}_book") for kind in ("next_day", "one_week", "one_month")] == [
        ["on"],
        ["on"],
        ["on"],
    ]
    assert buttons(response) == ["Save the session", "Book these meetings"]
    assert not Meeting.objects.exists()


def test_the_meetings_are_booked_as_they_were_edited(client, at, dated):
    response = client.post(at("meetings", dated), MEETINGS, follow=True)

    meeting = Meeting.objects.get()
    assert response.redirect_chain == [(at("review", dated), 302)]
    assert "Meetings booked. Next: the review." in words(response)
    assert meeting.starts_at == datetime(2027, 3, 10, 18, 30, tzinfo=UTC)
    assert (meeting.kind, meeting.minutes, meeting.zone) == ("next_day", 60, "America/Denver")


def test_what_is_booked_says_so_and_can_be_unticked(client, at, ready_plan):
    response = client.get(at("schedule", ready_plan))
    client.post(at("meetings", ready_plan), MEETINGS)

    assert "Next day Booked (untick it to cancel it)" in words(response)
    assert [m.kind for m in Meeting.objects.standing()] == ["next_day"]


def test_the_next_day_cannot_be_left_out(client, at, dated):
    without = {name: typed for name, typed in MEETINGS.items() if name != "next_day_book"}

    response = client.post(at("meetings", dated), without)

    assert response.status_code == 422
    assert "Next day: this approach cannot go on without it." in beside(
        response, "next_day_book", of="meetings"
    )
    assert value(response, "next_day_clock") == "11:30"
    assert not Meeting.objects.exists()


def test_errors_of_the_meetings_stand_beside_the_session_as_it_is(client, at, dated, couple):
    alex = couple.pair[0]
    alex.zone = "Europe/London"
    alex.save()
    wrong = {"next_day_day": "2027-03-12", "one_week_book": "on", "one_week_clock": ""}

    response = client.post(at("meetings", dated), MEETINGS | wrong)

    said = words(response)
    assert response.status_code == 422
    assert "12 to 36 hours after the dose." in beside(response, "next_day_day", of="meetings")
    assert "One week: please fill this in, or untick it." in beside(
        response, "one_week_clock", of="meetings"
    )
    assert value(response, "next_day_day") == "2027-03-12"
    assert ticked(response, "one_week_book") == ["on"]
    assert "Dose at (T0) Tue 9 March 2027, 14:00 (Denver)" in said
    assert "Alex’s clock Tue 9 March 2027, 21:00 (London)" in said
    assert forms(response) == [at("meetings", dated)]


def test_meetings_come_after_the_session(client, at, prepared_plan):
    response = client.post(at("meetings", prepared_plan), MEETINGS, follow=True)

    assert response.redirect_chain == [(at("schedule", prepared_plan), 302)]
    assert "Save the session first; its meetings follow it." in words(response)


def test_the_meetings_have_no_page_of_their_own(client, at, dated):
    assert client.get(at("meetings", dated)).status_code == 405


@pytest.mark.parametrize("name", ["schedule", "meetings"])
def test_what_is_typed_into_a_plan_closed_meanwhile_is_shown_again(
    name, client, at, dated, session, thea, NOW
):
    actions.withdraw(plan=dated, why="Not now.", by=thea, at=NOW)

    response = client.post(at(name, dated), session | MEETINGS | {"room": "Room 9"})

    assert response.status_code == 422
    assert "This plan is closed: its session was held or it was withdrawn." in words(response)
    assert "11:30" in response.text if name == "meetings" else "Room 9" in response.text


def test_a_reader_sees_the_dates_and_the_drawn_day(client, at, ready_plan, paul):
    client.force_login(paul)

    response = client.get(at("schedule", ready_plan))

    said = words(response)
    assert "The dose is taken at (T0) Tue 9 March 2027, 14:00 (Denver)" in said
    assert "Next day meeting Wed 10 March 2027, 10:00 (Denver), " in said
    assert "The day by the minute" in said
    assert buttons(response) == []


def test_a_moved_session_asks_what_becomes_of_its_meetings(client, at, ready_plan, session):
    moved = session | {"day": "2027-03-11"}

    asked = client.post(at("schedule", ready_plan), moved)

    assert asked.status_code == 422
    assert "Nothing is saved yet. Please choose one." in beside(asked, "along")
    assert (
        "They move along. Next day: Fri 12 March 2027, 10:00 (Denver); "
        "One week: Thu 18 March 2027, 10:00 (Denver); "
        "One month: Sat 10 April 2027, 10:00 (Denver)."
    ) in words(asked)
    assert Plan.objects.get().starts_at.day == 9


@pytest.mark.parametrize(("answer", "day"), [("move", 12), ("stay", 10)])
def test_the_meetings_go_where_it_was_said(answer, day, client, at, ready_plan, session):
    client.post(at("schedule", ready_plan), session | {"day": "2027-03-11", "along": answer})

    assert Plan.objects.get().starts_at.day == 11
    assert Meeting.objects.get(kind="next_day").starts_at.day == day


def test_a_taken_time_is_named_and_a_free_one_is_one_press_away(
    client, at, ready_plan, session, thea, paul, clinic, NOW
):
    other = actions.begin(couple=cared_for(clinic, thea, paul, name="Iris"), by=thea, at=NOW)
    other = chosen(other, by=thea, at=NOW)

    refused = client.post(at("schedule", other), session | {"place": "Elsewhere"})
    pressed = client.post(
        at("schedule", other), session | {"place": "Elsewhere", "take": "2027-03-10T14:00"}
    )

    assert refused.status_code == 422
    assert (
        "Thea Lindqvist and Room 1 already have a session with Alex and Robin "
        "from 13:15 to 16:30 on Tue 9 March (Denver)."
    ) in beside(refused, "day")
    assert 'name="take" value="2027-03-10T14:00"' in refused.text
    assert value(refused, "place") == "Elsewhere"
    assert pressed.status_code == 302
    assert Plan.objects.get(pk=other.pk).starts_at == datetime(2027, 3, 10, 21, tzinfo=UTC)
