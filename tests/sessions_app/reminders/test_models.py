"""What the table itself refuses, and what each state means."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from sessions_app.reminders.models import Letter, Sweep
from sessions_app.reminders.models.letters import conditions
from sessions_app.reminders.rules.states import LABELS, State
from sessions_app.reminders.rules.words import Outcome
from tests.factories.planning import NOW
from tests.factories.reminders import LetterFactory, SweepFactory, couples_with_a_letter_due

CLAIMED = {"claim": uuid4(), "claimed_at": NOW, "address": "alex@mail.example"}
HANDED = CLAIMED | {"handing_at": NOW}
JUST_HANDED = CLAIMED | {"handing_at": NOW + timedelta(seconds=1)}
LATER = NOW + timedelta(seconds=50)


def settled(thea, outcome):
    return {"settled_at": NOW, "settled_by": thea, "outcome": outcome}


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"lead": 0}, "letter_due_before_meeting"),
        ({"claimed_at": NOW}, "letter_claimed_whole"),
        (CLAIMED | {"address": ""}, "letter_claimed_whole"),
        ({"address": "alex@mail.example"}, "letter_claimed_whole"),
        ({"handing_at": NOW}, "letter_claimed_before_handing"),
        (CLAIMED | {"sent_at": NOW}, "letter_handed_before_sent"),
        (HANDED | {"sent_at": NOW, "failed_at": NOW, "failed_why": "No."}, "letter_one_end"),
        (
            {"skipped_at": NOW, "skipped_why": "moved", "failed_at": NOW, "failed_why": "No."},
            "letter_one_end",
        ),
        (HANDED | {"skipped_at": NOW, "skipped_why": "moved"}, "letter_skipped_before_handing"),
        ({"skipped_at": NOW}, "letter_skipped_with_why"),
        ({"skipped_why": "moved"}, "letter_skipped_with_why"),
        ({"failed_at": NOW}, "letter_failed_with_why"),
        (HANDED | {"settled_at": NOW}, "letter_settled_with"),
        (HANDED | {"outcome": "called"}, "letter_settled_with_outcome"),
    ],
)
def test_the_table_refuses_a_letter_out_of_order(db, facts, constraint):
    letter = LetterFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**facts)


def test_a_letter_that_is_due_at_the_meeting_is_refused(db):
    letter = LetterFactory()

    with pytest.raises(IntegrityError, match="letter_due_before_meeting"), transaction.atomic():
        Letter.objects.update(due_at=letter.meeting_starts_at)


def test_the_same_letter_is_never_there_twice(db):
    letter = LetterFactory()

    with pytest.raises(IntegrityError, match="letter_once"), transaction.atomic():
        LetterFactory(meeting=letter.meeting, partner=letter.partner)


def test_there_is_one_pulse(db):
    SweepFactory()

    with pytest.raises(IntegrityError, match="sweep_only_one"), transaction.atomic():
        Sweep.objects.create(only=2, last_at=NOW)
    with pytest.raises(IntegrityError, match="sweep_mail_down"), transaction.atomic():
        Sweep.objects.update(mail_down_since=NOW)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "planned"),
        ({"tries": 2, "failed_why": "Come back."}, "planned"),
        (CLAIMED, "planned"),
        (JUST_HANDED, "sending"),
        (HANDED, "uncertain"),
        (HANDED | {"sent_at": NOW}, "sent"),
        (HANDED | {"settled": "arrived"}, "sent"),
        (HANDED | {"settled": "called"}, "failed"),
        ({"failed_at": NOW, "failed_why": "No."}, "failed"),
        (HANDED | {"failed_at": NOW, "failed_why": "No."}, "failed"),
        ({"failed_at": NOW, "failed_why": "No.", "settled": "called"}, "failed"),
        ({"skipped_at": NOW, "skipped_why": "moved"}, "skipped"),
        ({"skipped_at": NOW, "skipped_why": "no_hour", "settled": "called"}, "skipped"),
    ],
)
def test_of_every_letter_exactly_one_state_holds(thea, facts, state):
    facts = dict(facts)
    if outcome := facts.pop("settled", None):
        facts |= settled(thea, outcome)
    LetterFactory(**facts)

    holds = [one.value for one in State if Letter.objects.in_state(one, LATER).exists()]

    assert holds == [state]
    assert [letter.state for letter in Letter.objects.told(LATER)] == [state]
    assert Letter.objects.uncertain(LATER).exists() is (state == "uncertain")


def test_every_state_has_a_label_and_a_meaning():
    assert set(LABELS) == set(State) == set(conditions(NOW))


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ({}, False),
        (HANDED, True),
        (HANDED | {"sent_at": NOW}, False),
        ({"failed_at": NOW, "failed_why": "No."}, True),
        ({"skipped_at": NOW, "skipped_why": "no_hour"}, True),
        ({"skipped_at": NOW, "skipped_why": "moved"}, False),
    ],
)
def test_a_letter_that_did_not_surely_arrive_asks_for_a_call_until_the_meeting(db, facts, asks):
    letter = LetterFactory(**facts)

    assert Letter.objects.asking_for_a_call(LATER).exists() is asks
    assert not Letter.objects.asking_for_a_call(letter.meeting_starts_at).exists()


def test_nobody_is_called_about_a_meeting_that_was_moved_or_that_somebody_saw_to(thea):
    letter = LetterFactory(**HANDED)
    seen_to = LetterFactory(**HANDED, **settled(thea, Outcome.CALLED.value))
    type(letter.meeting).objects.filter(pk=letter.meeting_id).update(
        starts_at=letter.meeting_starts_at + timedelta(days=1)
    )

    assert {letter.pk, seen_to.pk} == set(Letter.objects.values_list("pk", flat=True))
    assert not Letter.objects.asking_for_a_call(LATER).exists()


def test_a_letter_is_seen_by_the_care_team_and_the_admin_and_nobody_else(
    planned, thea, paul, ada, stranger
):
    seen = {who.name: Letter.objects.visible_to(who).count() for who in (thea, paul, ada, stranger)}

    assert seen == {thea.name: 2, paul.name: 0, ada.name: 2, stranger.name: 0}


def test_a_letter_is_called_by_its_reader_and_lead(planned):
    assert str(planned[0]) == "Letter to Alex Moreno, 180 minutes before"


def test_a_sweep_finds_what_is_due_by_its_index_however_many_letters_there_are(db):
    meetings = couples_with_a_letter_due(600, at=NOW)
    letters = Letter.objects.bulk_create(
        Letter(
            meeting=meeting,
            partner=partner,
            lead=180,
            meeting_starts_at=meeting.starts_at,
            planned_at=NOW,
            due_at=NOW,
        )
        for meeting in meetings
        for partner in meeting.plan.couple.partners.all()
    )
    Letter.objects.exclude(pk__in=[one.pk for one in letters[:6]]).update(**HANDED, sent_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {Letter._meta.db_table}")

    plan = Letter.objects.due(NOW).explain()

    assert "letter_due" in plan
    assert Letter.objects.due(NOW).count() == 6
