"""A meeting that is changed or cancelled: taken times, two people at once, a double booking."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from sessions_app.audit.models import Event
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Booking, Meeting, Plan
from tests.factories.people import colleague
from tests.factories.planning import NOW, RoomFactory
from tests.sessions_app.pages import beside, words

pytestmark = pytest.mark.usefixtures("frozen")
WHY = "The other room has two doors."


@pytest.fixture
def week(signed_plan):
    """The meeting a week after a signed session: 16 March 2027, 10:00 in Denver."""
    return signed_plan.meetings.get(kind="one_week")


@pytest.fixture
def month(signed_plan):
    return signed_plan.meetings.get(kind="one_month")


@pytest.fixture
def thea_in(client, thea):
    client.force_login(thea)
    return client


def told(meeting, **change):
    return {
        "changes": meeting.changes, "day": "2027-03-16", "clock": "10:00",
        "minutes": meeting.minutes, "therapist": meeting.led_by.pk, "place": meeting.place,
        "room": meeting.room,
    } | change  # fmt: skip


def move(client, meeting, **change):
    return client.post(reverse("integration:move", args=[meeting.pk]), told(meeting, **change))


def now(row):
    return type(row).objects.get(pk=row.pk)


def test_a_taken_time_is_named_and_a_free_one_is_one_press_away(thea_in, week, month):
    refused = move(thea_in, week, day="2027-04-08")
    offered = refused.text.split('name="take" value="')[1].split('"')[0]
    taken = move(thea_in, week, day="2027-04-08", take=offered)

    assert refused.status_code == 422
    assert "already have a meeting with Alex and Robin" in beside(refused, "day")
    assert 'value="2027-04-08"' in refused.text
    assert taken.status_code == 302
    assert now(week).starts_at.strftime("%Y-%m-%d") == "2027-04-08"


def test_a_closed_room_is_told_beside_the_room(thea_in, week, clinic):
    RoomFactory(clinic=clinic, name="Old room", active=False)

    refused = move(thea_in, week, room="old room")

    assert refused.status_code == 422
    assert "Old room is no longer used." in beside(refused, "room")


def test_another_room_and_therapist_take_their_place_and_leave_the_signature(
    thea_in, week, clinic, thea
):
    noa = colleague(clinic, Role.THERAPIST, name="Noa Berg")

    answer = move(thea_in, week, room="Garden room", therapist=noa.pk)

    plan = Plan.objects.get(pk=week.plan_id)
    assert answer.status_code == 302
    assert (now(week).room, now(week).therapist, now(week).changes) == (
        "Garden room",
        noa,
        week.changes + 1,
    )
    assert (plan.stage, plan.revision) == ("cleared", 1)
    taken = {row.taken.name for row in week.bookings.all()}
    assert taken == {"Garden room", "Noa Berg", "Alex Moreno", "Robin Hale"}
    said = Event.objects.about(week).values_list("deed", "by_name")
    assert list(said) == [("meeting given another room or therapist", str(thea))]
    assert "Noa Berg" in words(thea_in.get(reverse("integration:meeting", args=[week.pk])))


def test_another_place_is_what_the_prescriber_read_and_asks_again(thea_in, week):
    answer = move(thea_in, week, place="9 Elm Street")

    plan = Plan.objects.get(pk=week.plan_id)
    assert answer.status_code == 302
    assert now(week).place == "9 Elm Street"
    assert (plan.stage, plan.revision) == ("draft", 2)


def test_a_meeting_that_is_saved_as_it_was_changes_nothing(thea_in, week):
    before = Event.objects.count()

    answer = move(thea_in, week)

    assert answer.status_code == 302
    assert (now(week).changes, Event.objects.count()) == (week.changes, before)
    assert Plan.objects.get(pk=week.plan_id).stage == "cleared"


def test_who_moves_a_meeting_that_was_moved_meanwhile_is_asked(thea_in, week, thea):
    later = week.starts_at.replace(hour=20)
    planning.move_meeting(
        meeting=week, starts_at=later, minutes=week.minutes, by=thea, at=NOW, seen=week.changes
    )

    refused = move(thea_in, week, clock="12:00")
    again = move(thea_in, now(week), clock="12:00")

    assert refused.status_code == 422
    assert "Somebody changed this meeting while you were working on it." in words(refused)
    assert "14:00" in words(refused)
    assert f'name="changes" value="{week.changes + 1}"' in refused.text
    assert 'value="12:00"' in refused.text
    assert again.status_code == 302


def test_who_cancels_a_meeting_that_was_moved_meanwhile_is_asked(thea_in, week, thea):
    page = reverse("integration:cancel", args=[week.pk])
    planning.move_meeting(
        meeting=week, starts_at=week.starts_at.replace(hour=20), minutes=60, by=thea, at=NOW
    )

    refused = thea_in.post(page, {"changes": week.changes, "why": "They are away."})
    again = thea_in.post(page, {"changes": week.changes + 1, "why": "They are away."})

    assert refused.status_code == 422
    assert "They are away." in refused.text
    assert again.status_code == 302
    assert now(week).cancelled_why == "They are away."


@pytest.fixture
def on_the_month(month):
    """What an admin types to put the week's meeting on the time of the month's."""
    return {"day": "2027-04-08", "clock": "10:00", "minutes": 60, "room": "Room 1", "why": WHY}


def test_an_admin_puts_a_meeting_on_a_taken_time_with_a_reason_and_everybody_reads_it(
    client, ada, thea, week, on_the_month
):
    client.force_login(ada)
    page = reverse("planning:double_book_meeting", args=[week.pk])
    typed = on_the_month | {"changes": week.changes, "therapist": thea.pk}

    without = client.post(page, typed | {"why": " "})
    answer = client.post(page, typed, follow=True)

    assert without.status_code == 422
    assert "Booked. Whoever plans it sees that it was on purpose." in words(answer)
    doubled = Booking.objects.exclude(allowed_at=None)
    assert {(row.meeting, row.allowed_by, row.allowed_why) for row in doubled} == {(week, ada, WHY)}
    client.force_login(thea)
    assert WHY in words(client.get(reverse("integration:meeting", args=[week.pk])))
    # Saved as it stands, it goes on standing: what was allowed is not asked about again.
    kept = move(client, now(week), day="2027-04-08", place="9 Elm Street")
    assert kept.status_code == 302
    assert Booking.objects.exclude(allowed_at=None).count() == doubled.count()


def test_a_meeting_is_booked_twice_only_with_a_reason_and_by_an_admin(client, ada, thea, week):
    wished = {"starts_at": week.starts_at, "minutes": 60, "room": "", "therapist": thea, "at": NOW}

    with pytest.raises(planning.ReasonForDoubleBooking):
        planning.double_book_meeting(meeting=week, why=" ", by=ada, **wished)
    client.force_login(thea)
    answer = client.get(reverse("planning:double_book_meeting", args=[week.pk]))

    assert answer.status_code == 403
    assert list(Meeting.objects.filter(pk=week.pk).values_list("changes", flat=True)) == [
        week.changes
    ]


def test_an_admin_is_told_why_even_on_purpose_a_meeting_cannot_be_there(
    client, ada, thea, signed_plan, on_the_month
):
    client.force_login(ada)
    next_day = signed_plan.meetings.get(kind="next_day")
    page = reverse("planning:double_book_meeting", args=[next_day.pk])

    answer = client.post(page, on_the_month | {"changes": next_day.changes, "therapist": thea.pk})

    assert answer.status_code == 422
    assert "12 to 36 hours after the dose" in beside(answer, "day")


def all_of_them(plan):
    """The form of the meetings as it is shown before anybody changes anything."""
    sent = {"changes": now(plan).changes}
    for meeting in plan.meetings.all():
        at = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
        sent |= {
            f"{meeting.kind}_book": "on",
            f"{meeting.kind}_day": f"{at:%Y-%m-%d}",
            f"{meeting.kind}_clock": f"{at:%H:%M}",
            f"{meeting.kind}_minutes": meeting.minutes,
        }
    return sent


def test_who_saves_the_meetings_after_a_colleague_moved_one_chooses_from_both(
    thea_in, signed_plan, week, thea
):
    page, sent = reverse("planning:meetings", args=[signed_plan.pk]), all_of_them(signed_plan)
    later = week.starts_at.replace(hour=20)
    planning.move_meeting(meeting=week, starts_at=later, minutes=week.minutes, by=thea, at=NOW)

    asked = thea_in.post(page, sent)
    chosen = {"choosing": "one_week_clock", "changes": now(signed_plan).changes}
    undecided = thea_in.post(page, sent | chosen)
    saved = thea_in.post(page, sent | chosen | {"keep_one_week_clock": "theirs"})

    assert [answer.status_code for answer in (asked, undecided, saved)] == [422, 422, 302]
    assert "saved this station while you were working on it." in words(asked)
    assert "Two texts for the same place" in words(asked)
    assert "Please choose one of the two texts in each row." in words(undecided)
    assert now(week).starts_at == later
