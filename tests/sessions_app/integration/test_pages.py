"""The pages after sign-off: the signature, the session, and its meetings."""

from datetime import timedelta

import pytest
import time_machine

from sessions_app.audit.models import Event
from tests.factories.planning import SESSION_AT

AFTER_THE_SESSION = SESSION_AT + timedelta(hours=3)


@pytest.fixture
def evening(client, thea):
    """Thea signed in, a little after the session."""
    with time_machine.travel(AFTER_THE_SESSION, tick=False):
        client.force_login(thea)
        yield client


def next_day(plan):
    return plan.meetings.get(kind="next_day")


def typed(meeting, *, day):
    lead = meeting.led_by.pk
    where = {"therapist": lead, "place": meeting.place, "room": meeting.room}
    return where | {"day": day, "clock": "15:30", "minutes": "60"}


def test_the_last_station_shows_a_signature_that_stands(client, thea, signed_plan, frozen):
    client.force_login(thea)

    page = client.get(f"/plans/{signed_plan.pk}/after/").content.decode()

    assert "Paul Adeyemi, MD" in page
    assert "Stands" in page
    assert "The session took place</button>" not in page


def test_a_session_is_recorded_once_it_has_begun(evening, signed_plan):
    answer = evening.post(f"/plans/{signed_plan.pk}/held/", follow=True)

    signed_plan.refresh_from_db()
    assert answer.status_code == 200
    assert signed_plan.stage == "held"
    assert [p.partner.approvals.get().sessions_used for p in signed_plan.pair] == [1, 1]


def test_a_session_is_not_recorded_under_a_signature_that_does_not_stand(evening, sent_plan):
    answer = evening.post(f"/plans/{sent_plan.pk}/held/", follow=True)

    sent_plan.refresh_from_db()
    assert sent_plan.stage == "with_prescriber"
    assert "signature does not stand" in answer.content.decode()


def test_a_meeting_shows_its_prompts_and_no_form_before_it_begins(
    client, thea, signed_plan, frozen
):
    client.force_login(thea)

    page = client.get(f"/meetings/{next_day(signed_plan).pk}/").content.decode()

    prompts = signed_plan.version.prompts.filter(when="next_day")
    assert [prompt.text for prompt in prompts if prompt.text not in page] == []
    assert "took place" not in page


def test_a_meeting_of_a_held_session_moves_without_touching_the_plan(evening, signed_plan):
    evening.post(f"/plans/{signed_plan.pk}/held/")
    meeting = next_day(signed_plan)

    answer = evening.post(
        f"/meetings/{meeting.pk}/move/",
        typed(meeting, day="2027-03-10"),
    )

    meeting.refresh_from_db()
    signed_plan.refresh_from_db()
    assert answer.status_code == 302
    assert meeting.starts_at.isoformat() == "2027-03-10T22:30:00+00:00"
    assert (signed_plan.stage, signed_plan.revision) == ("held", 1)


def test_a_meeting_cannot_move_off_the_day_after_and_keeps_what_was_typed(evening, signed_plan):
    meeting = next_day(signed_plan)

    answer = evening.post(
        f"/meetings/{meeting.pk}/move/",
        typed(meeting, day="2027-03-20"),
    )

    meeting.refresh_from_db()
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "12 to 36 hours after the dose" in page
    assert 'value="2027-03-20"' in page
    assert meeting.starts_at.isoformat() != "2027-03-20T21:30:00+00:00"


def test_a_cancelled_meeting_says_so_and_is_in_the_trail(evening, signed_plan):
    evening.post(f"/plans/{signed_plan.pk}/held/")
    meeting = next_day(signed_plan)

    evening.post(f"/meetings/{meeting.pk}/cancel/", {"why": "They are travelling."})

    meeting.refresh_from_db()
    page = evening.get(f"/meetings/{meeting.pk}/").content.decode()
    assert meeting.cancelled_by.name == "Thea Lindqvist"
    assert "They are travelling." in page
    assert Event.objects.about(meeting).filter(deed="meeting cancelled").count() == 1


@pytest.mark.parametrize("who", ["stranger", "ada"])
@pytest.mark.parametrize("page", ["", "move/", "cancel/"])
def test_meetings_are_closed_to_all_but_the_care_team(who, page, client, signed_plan, request):
    client.force_login(request.getfixturevalue(who))

    answer = client.get(f"/meetings/{next_day(signed_plan).pk}/{page}")

    assert answer.status_code == 404
    assert "Alex" not in answer.content.decode()
