from datetime import timedelta

import pytest

from sessions_app.approvals.models import Approval
from sessions_app.audit.models import Event
from sessions_app.integration import actions
from sessions_app.integration.models import Outcome
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from sessions_app.signoff.models import SignOff
from tests.factories.integration import OutcomeFactory
from tests.factories.planning import NOW, SESSION_AT
from tests.factories.signoff import sign
from tests.sessions_app.refusals import refused
from tests.sessions_app.signoff.falls import (
    corrected,
    renewed,
    revoked,
    used_up,
    words_written_over,
)
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("approvals_by_hand")

AFTER = SESSION_AT + timedelta(hours=3)


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def lapsed(plan, **others):
    Approval.objects.update(valid_until=NOW.date())


def test_a_session_is_held_under_a_signature_that_stands(signed_plan, thea):
    actions.hold_session(plan=signed_plan, by=thea, at=AFTER)

    kept = now(signed_plan)
    assert (kept.stage, kept.held_by, kept.held_at) == ("held", thea, AFTER)
    assert list(Approval.objects.values_list("sessions_used", flat=True)) == [1, 1]
    assert newest() == [row("session held", kept, thea, AFTER)]


@pytest.mark.parametrize("fall", [revoked, lapsed, used_up, renewed, corrected, words_written_over])
def test_no_session_is_held_under_a_signature_that_has_lost_its_ground(
    fall, by_hand, signed_plan, thea, paul
):
    fall(signed_plan, thea=thea, paul=paul)
    last = Event.objects.order_by("-pk").first().pk
    used = list(Approval.objects.values_list("sessions_used", flat=True))

    with pytest.raises(actions.SignatureDoesNotStand) as refusal:
        actions.hold_session(plan=signed_plan, by=thea, at=AFTER)

    assert str(refusal.value) == (
        "The prescriber's signature does not stand on the plan as it is now. "
        "Send the plan again before the session is recorded."
    )
    assert now(signed_plan).stage == "cleared"
    assert list(Approval.objects.values_list("sessions_used", flat=True)) == used
    # What lapsed by itself is kept, though the session was not.
    since = set(Event.objects.filter(pk__gt=last).values_list("deed", flat=True))
    assert since == ({"approval lapsed"} if fall in (lapsed, used_up) else set())


@pytest.mark.parametrize("fixture", ["ready_plan", "sent_plan"])
def test_a_plan_that_was_never_signed_is_not_held(fixture, thea, request):
    plan = request.getfixturevalue(fixture)

    with pytest.raises(actions.SignatureDoesNotStand):
        actions.hold_session(plan=plan, by=thea, at=AFTER)

    assert now(plan).stage != "held"


def test_a_signature_on_an_earlier_revision_does_not_carry_a_later_one(signed_plan, thea, paul):
    planning.set_roles(plan=signed_plan, parts={"a": {}, "b": {}}, ride="A taxi", by=thea, at=NOW)
    planning.submit(plan=signed_plan, by=thea, at=NOW)

    with pytest.raises(actions.SignatureDoesNotStand):
        actions.hold_session(plan=signed_plan, by=thea, at=AFTER)
    sign(now(signed_plan), by=paul, at=NOW)
    actions.hold_session(plan=signed_plan, by=thea, at=AFTER)

    assert (now(signed_plan).stage, now(signed_plan).revision) == ("held", 2)


def test_a_session_that_has_not_begun_is_not_held(signed_plan, thea):
    with pytest.raises(planning.SessionIsAhead):
        actions.hold_session(plan=signed_plan, by=thea, at=SESSION_AT - timedelta(minutes=1))

    assert now(signed_plan).stage == "cleared"


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_records_what_took_place(who, signed_plan, request):
    somebody = request.getfixturevalue(who)
    first = signed_plan.meetings.get(kind="next_day")

    with pytest.raises(NotYourDeed):
        actions.hold_session(plan=signed_plan, by=somebody, at=AFTER)
    with pytest.raises(NotYourDeed):
        actions.hold_meeting(meeting=first, note="", by=somebody, at=first.starts_at)

    assert now(signed_plan).stage == "cleared"
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("note", ["We will walk on Sundays.", ""])
def test_a_meeting_that_took_place_keeps_what_both_want_to_remember(note, signed_plan, thea):
    first = signed_plan.meetings.get(kind="next_day")
    at = first.starts_at

    actions.hold_meeting(meeting=first, note=note, by=thea, at=at)

    first.refresh_from_db()
    outcome = Outcome.objects.get()
    assert (first.held_by, first.held_at) == (thea, at)
    assert (outcome.meeting, outcome.note) == (first, note)
    assert (outcome.written_by, outcome.written_at) == (thea, at)
    assert newest(2) == [
        row("meeting held", first, thea, at),
        row("outcome written", first, thea, at),
    ]


def test_a_meeting_that_has_not_begun_is_not_held(signed_plan, thea):
    first = signed_plan.meetings.get(kind="next_day")

    with pytest.raises(actions.MeetingIsAhead) as refusal:
        actions.hold_meeting(
            meeting=first, note="x", by=thea, at=first.starts_at - timedelta(minutes=1)
        )

    first.refresh_from_db()
    assert str(refusal.value) == "The meeting has not begun yet. Record it when it has."
    assert first.held_at is None
    assert not Outcome.objects.exists()


def test_a_meeting_is_held_once_and_its_first_note_stays(signed_plan, thea):
    first = signed_plan.meetings.get(kind="next_day")
    actions.hold_meeting(meeting=first, note="First.", by=thea, at=first.starts_at)

    with pytest.raises(planning.MeetingIsOver):
        actions.hold_meeting(meeting=first, note="Second.", by=thea, at=first.starts_at)

    assert Outcome.objects.get().note == "First."


@pytest.mark.django_db
def test_a_meeting_has_one_outcome():
    outcome = OutcomeFactory()

    with refused("sessions_app_outcome_meeting_id_key"):
        OutcomeFactory(meeting=outcome.meeting)

    assert str(outcome) == f"Outcome of {outcome.meeting}"


@pytest.mark.parametrize("fall", [revoked, lapsed, renewed, corrected])
def test_a_plan_whose_signature_fell_can_be_sent_again_as_the_next_revision(
    fall, signed_plan, thea, paul
):
    fall(signed_plan, thea=thea, paul=paul)

    actions.reopen(plan=signed_plan, by=thea, at=NOW)

    kept = now(signed_plan)
    assert (kept.stage, kept.revision) == ("draft", 2)
    assert list(SignOff.objects.standing()) == []
    assert newest(2) == [
        row("plan returned", kept, thea, NOW, revision=2),
        row("plan reopened", kept, thea, NOW, revision=2),
    ]


def test_a_reopened_plan_is_signed_anew_and_then_held(signed_plan, thea, paul):
    corrected(signed_plan, thea=thea)
    actions.reopen(plan=signed_plan, by=thea, at=NOW)

    planning.submit(plan=now(signed_plan), by=thea, at=NOW)
    sign(now(signed_plan), by=paul, at=NOW)
    actions.hold_session(plan=signed_plan, by=thea, at=AFTER)

    assert (now(signed_plan).stage, now(signed_plan).revision) == ("held", 2)
    assert signed_plan.signoffs.count() == 2


def test_a_plan_whose_signature_stands_is_not_reopened(signed_plan, thea):
    with pytest.raises(actions.SignatureStands) as refusal:
        actions.reopen(plan=signed_plan, by=thea, at=NOW)

    assert str(refusal.value) == (
        "The signature stands on the plan as it is, so there is nothing to send again."
    )
    assert (now(signed_plan).stage, now(signed_plan).revision) == ("cleared", 1)


@pytest.mark.parametrize("fixture", ["ready_plan", "sent_plan"])
def test_only_a_signed_plan_is_reopened(fixture, thea, request):
    plan = request.getfixturevalue(fixture)
    before = now(plan).stage

    with pytest.raises(planning.PlanCannotMove):
        actions.reopen(plan=plan, by=thea, at=NOW)

    assert now(plan).stage == before


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_reopens(who, signed_plan, thea, paul, request):
    corrected(signed_plan, thea=thea)

    with pytest.raises(NotYourDeed):
        actions.reopen(plan=signed_plan, by=request.getfixturevalue(who), at=NOW)

    assert now(signed_plan).stage == "cleared"
