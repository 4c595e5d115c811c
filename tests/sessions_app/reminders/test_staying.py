"""Letters that stay: because a meeting, a reader or a clock says so, up to the last look."""

from datetime import timedelta

import pytest

from sessions_app.couples.models import Partner
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Meeting
from sessions_app.post.line import Line
from sessions_app.reminders import actions
from sessions_app.reminders.letters import text_of
from sessions_app.reminders.models import Letter
from sessions_app.reminders.rules.states import State

A_MINUTE = timedelta(minutes=1)


def test_a_cancelled_meeting_sends_none(post_office, meeting, planned, sweep, due, thea, reasons):
    planning.cancel_meeting(meeting=meeting, why="Ill.", by=thea, at=due - A_MINUTE)

    sweep(due)

    assert post_office.letters == []
    assert reasons() == ["cancelled", "cancelled"]


def test_a_moved_meeting_sends_none_for_the_old_time_and_one_for_the_new(
    post_office, meeting, planned, sweep, due, thea, states
):
    later = meeting.starts_at + timedelta(hours=5)
    planning.move_meeting(meeting=meeting, starts_at=later, minutes=60, by=thea, at=due - A_MINUTE)

    sweep(due)
    arrived_for_the_old_time = list(post_office.letters)
    sweep(due + timedelta(hours=5))

    assert arrived_for_the_old_time == []
    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert "15:00 (Denver)" in post_office.letters[0].message.get_content()
    assert states(due) == ["skipped", "sent", "skipped", "sent"]


def test_a_meeting_moved_back_keeps_its_letters(post_office, meeting, planned, sweep, due):
    there, back = meeting.starts_at + timedelta(days=2), meeting.starts_at
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=there)
    sweep(due - 2 * A_MINUTE)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=back)

    sweep(due)

    assert len(post_office.letters) == 2


def test_a_withdrawn_plan_sends_none(post_office, meeting, planned, sweep, due, thea, reasons):
    planning.withdraw(plan=meeting.plan, why="They pause.", by=thea, at=due - A_MINUTE)

    sweep(due)

    assert post_office.letters == []
    assert reasons() == ["cancelled", "cancelled"]


def test_one_partner_wants_no_letters_and_the_other_still_gets_theirs(
    post_office, meeting, planned, sweep, due, reasons
):
    Partner.objects.filter(email="alex@mail.example").update(wants_letters=False)

    sweep(due)

    assert post_office.addresses == ["robin@mail.example"]
    assert reasons() == ["unwanted", ""]


def test_quiet_hours_hold_a_letter_until_the_morning_of_its_reader(
    post_office, clinic, meeting, planned, sweep, due
):
    clinic.letters_from, clinic.letters_until = "08:00", "20:00"
    clinic.save()
    Partner.objects.filter(email="robin@mail.example").update(zone="America/New_York")

    sweep(due)
    at_seven_in_denver = post_office.addresses
    sweep(due + timedelta(minutes=59))
    before_eight = post_office.addresses
    sweep(due + timedelta(hours=1))

    assert at_seven_in_denver == ["robin@mail.example"]
    assert before_eight == ["robin@mail.example"]
    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]


def test_a_letter_without_an_allowed_hour_asks_for_a_call(
    post_office, clinic, planned, sweep, due, reasons
):
    clinic.letters_from, clinic.letters_until = "11:00", "20:00"
    clinic.save()

    sweep(due)

    assert post_office.letters == []
    assert reasons() == ["no_hour", "no_hour"]
    assert Letter.objects.asking_for_a_call(due).count() == 2


def test_after_an_outage_only_the_nearest_letter_leaves(
    post_office, meeting, sweep, due, states, reasons
):
    Meeting.objects.update(leads=[480, 180])
    sweep(due - timedelta(hours=8))

    sweep(due + A_MINUTE)

    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert states(due) == ["skipped", "sent", "skipped", "sent"]
    assert reasons() == ["nearer", "", "nearer", ""]


def test_a_meeting_booked_after_a_letter_was_due_waits_for_the_next_one(
    post_office, meeting, sweep, due, reasons
):
    Meeting.objects.update(leads=[480, 180])

    sweep(due - timedelta(hours=1))

    assert post_office.letters == []
    assert reasons() == ["booked_late", "", "booked_late", ""]


def test_nothing_leaves_once_the_meeting_began(post_office, planned, meeting, sweep, reasons):
    sweep(meeting.starts_at)

    assert post_office.letters == []
    assert reasons() == ["too_late", "too_late"]


def test_a_fourth_letter_within_seven_days_asks_for_a_call(
    post_office, meeting, alex_and_robin, sweep, due, reasons
):
    for days in (1, 2, 3):
        Meeting.objects.update(starts_at=meeting.starts_at + timedelta(days=days - 3))
        sweep(due + timedelta(days=days - 4))
        sweep(due + timedelta(days=days - 3))
    Meeting.objects.update(starts_at=meeting.starts_at + timedelta(days=1))
    sweep(due)

    sweep(due + timedelta(days=1))

    assert len(post_office.letters) == 6
    assert reasons().count("enough") == 2


def moved(meeting, thea, at):
    starts_at = meeting.starts_at + timedelta(days=1)
    planning.move_meeting(meeting=meeting, starts_at=starts_at, minutes=60, by=thea, at=at)


def cancelled(meeting, thea, at):
    planning.cancel_meeting(meeting=meeting, why="Ill.", by=thea, at=at)


def withdrawn(meeting, thea, at):
    planning.withdraw(plan=meeting.plan, why="They pause.", by=thea, at=at)


def asked_for_at_another_time(meeting, thea, at):
    Meeting.objects.update(leads=[60])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (moved, "moved"),
        (cancelled, "cancelled"),
        (withdrawn, "cancelled"),
        (asked_for_at_another_time, "dropped"),
    ],
)
def test_what_is_moved_or_cancelled_between_claim_and_last_look_is_not_sent(
    post_office, meeting, planned, due, thea, sweep, change, why
):
    alex, robin = actions.claim(at=due).letters
    change(meeting, thea, due)

    with Line() as line:
        for letter in (alex, robin):
            actions.send(letter=letter, line=line, clock=lambda: due)
    sweep(due)

    assert post_office.letters == []
    assert [Letter.objects.get(pk=one.pk).skipped_why for one in (alex, robin)] == [why, why]


def test_a_letter_for_a_reader_who_has_just_asked_for_none_stays(post_office, planned, due):
    alex, robin = actions.claim(at=due).letters
    Partner.objects.filter(pk=alex.partner_id).update(wants_letters=False)

    with Line() as line:
        gone = [actions.send(letter=one, line=line, clock=lambda: due) for one in (alex, robin)]

    assert gone == [State.PLANNED, State.SENT]
    assert post_office.addresses == ["robin@mail.example"]


@pytest.mark.parametrize("facts", [{"email": "new@mail.example"}, {"zone": "Asia/Tokyo"}])
def test_what_is_corrected_between_claim_and_last_look_is_what_leaves(
    post_office, planned, due, sweep, facts
):
    alex, _ = actions.claim(at=due).letters
    Partner.objects.filter(pk=alex.partner_id).update(**facts)

    with Line() as line:
        state = actions.send(letter=alex, line=line, clock=lambda: due)
    before = list(post_office.letters)
    sweep(due + A_MINUTE)

    corrected = Letter.objects.whole().get(pk=alex.pk)
    (arrived,) = (one for one in post_office.letters if one.address == corrected.partner.email)
    assert (state, before) == (State.PLANNED, [])
    assert arrived.message.get_content().splitlines() == text_of(corrected).body.splitlines()
