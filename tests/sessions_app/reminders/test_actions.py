"""Writing letters down, and what a person says about one that the clock cannot decide."""

from datetime import timedelta

import pytest

from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning.models import Meeting
from sessions_app.reminders import actions
from sessions_app.reminders.models import Letter
from sessions_app.reminders.rules.words import Outcome
from tests.factories.planning import NOW

DAY = timedelta(days=1)


def test_each_lead_of_a_coming_meeting_is_written_down_once_for_each_partner(meeting):
    Meeting.objects.update(leads=[4320, 180])

    first = actions.plan_letters(at=NOW)
    second = actions.plan_letters(at=NOW + DAY / 24)

    found = Letter.objects.order_by("-lead", "partner__side")
    assert (first, second) == (4, 0)
    assert [(one.lead, one.partner.side, one.due_at) for one in found] == [
        (4320, "a", meeting.starts_at - 3 * DAY),
        (4320, "b", meeting.starts_at - 3 * DAY),
        (180, "a", meeting.starts_at - DAY / 8),
        (180, "b", meeting.starts_at - DAY / 8),
    ]
    assert {(one.meeting_starts_at, one.planned_at, one.address) for one in found} == {
        (meeting.starts_at, NOW, "")
    }


def test_a_lead_that_is_added_and_a_time_that_is_changed_are_written_down_too(meeting):
    actions.plan_letters(at=NOW)
    Meeting.objects.update(leads=[180, 60])
    added = actions.plan_letters(at=NOW)
    Meeting.objects.update(starts_at=meeting.starts_at + DAY)

    moved = actions.plan_letters(at=NOW)

    assert (added, moved) == (2, 4)


@pytest.mark.parametrize(
    "facts",
    [
        {"leads": []},
        {"leads": [0]},
        {"starts_at": NOW},
        {"starts_at": NOW + 36 * DAY},
        {"cancelled_at": NOW},
        {"held_at": NOW},
    ],
)
def test_no_letter_is_written_for_a_meeting_that_is_past_far_ahead_or_does_not_stand(
    meeting, thea, facts
):
    by = {name.replace("_at", "_by"): thea for name in facts if name in ("cancelled_at", "held_at")}
    Meeting.objects.update(**facts, **by)

    assert actions.plan_letters(at=NOW) == 0
    assert not Letter.objects.exists()


HANDED = {
    "claim": "11111111-2222-3333-4444-555555555555",
    "claimed_at": NOW,
    "address": "alex@mail.example",
    "handing_at": NOW,
}
LATER = NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("facts", "outcome", "state"),
    [
        (HANDED, Outcome.ARRIVED, "sent"),
        (HANDED, Outcome.CALLED, "failed"),
        ({"failed_at": NOW, "failed_why": "No."}, Outcome.CALLED, "failed"),
        ({"skipped_at": NOW, "skipped_why": "no_hour"}, Outcome.CALLED, "skipped"),
    ],
)
def test_a_person_says_what_became_of_a_letter_and_the_trail_keeps_it(
    letter_of, ada, facts, outcome, state
):
    letter = actions.settle(letter=letter_of(**facts), outcome=outcome, by=ada, at=LATER)

    told = Letter.objects.told(LATER).get()
    assert (told.state, told.outcome, told.settled_by, told.settled_at) == (
        state,
        outcome.value,
        ada,
        LATER,
    )
    event = Event.objects.about(letter).get()
    assert (event.deed, event.by_account, event.facts) == (
        "letter settled",
        ada.pk,
        {"outcome": outcome.value},
    )
    assert not Letter.objects.asking_for_a_call(LATER).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {},
        HANDED | {"sent_at": NOW},
        HANDED | {"handing_at": LATER},
        {"skipped_at": NOW, "skipped_why": "moved"},
    ],
)
def test_a_letter_that_needs_nobody_is_not_settled(letter_of, ada, facts):
    letter = letter_of(**facts)

    with pytest.raises(actions.NothingToSettle) as refusal:
        actions.settle(letter=letter, outcome=Outcome.CALLED, by=ada, at=LATER)

    assert str(refusal.value) == (
        "This letter needs nobody any more. Somebody saw to it, or it was sent meanwhile."
    )
    assert not Event.objects.about(letter).exists()


def test_a_letter_is_settled_once(letter_of, ada, thea):
    letter = letter_of(**HANDED)
    actions.settle(letter=letter, outcome=Outcome.ARRIVED, by=ada, at=LATER)

    with pytest.raises(actions.NothingToSettle):
        actions.settle(letter=letter, outcome=Outcome.CALLED, by=thea, at=LATER)

    assert Letter.objects.get().settled_by == ada


def test_a_letter_that_never_left_cannot_have_arrived(letter_of, ada):
    letter = letter_of(failed_at=NOW, failed_why="No.")

    with pytest.raises(actions.CannotHaveArrived) as refusal:
        actions.settle(letter=letter, outcome=Outcome.ARRIVED, by=ada, at=LATER)

    assert str(refusal.value) == (
        "This letter never left, so it cannot have arrived. Please call instead."
    )


def test_a_stranger_and_a_prescriber_settle_nothing(letter_of, stranger, paul):
    letter = letter_of(**HANDED)

    for who in (stranger, paul):
        with pytest.raises(NotYourDeed):
            actions.settle(letter=letter, outcome=Outcome.ARRIVED, by=who, at=LATER)

    assert Letter.objects.get().outcome == ""


def test_a_letter_a_person_has_settled_is_not_sent_again_by_a_late_answer(
    post_office, planned, sweep, due, ada
):
    """The worker hears `try again` after somebody had called: the letter stays settled."""
    post_office.to_the_dot["alex@mail.example"] = post_office.HANG_UP
    sweep(due)
    alex = Letter.objects.get(partner__side="a")
    actions.settle(letter=alex, outcome=Outcome.CALLED, by=ada, at=due + timedelta(minutes=1))

    actions.release(letters=[alex])
    post_office.to_the_dot.clear()
    sweep(due + timedelta(minutes=2))

    assert post_office.addresses == ["alex@mail.example", "robin@mail.example"]
    assert Letter.objects.get(pk=alex.pk).handing_at == due
