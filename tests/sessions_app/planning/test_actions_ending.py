"""The end of the joint work: plans, meetings and letters end with it, and neither record does."""

from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection

from sessions_app.approvals.models import Approval
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Couple
from sessions_app.documents import actions as documents
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions
from sessions_app.planning.models import Meeting, Plan
from sessions_app.reminders import actions as reminders
from sessions_app.reminders.models import Letter
from tests.factories.planning import NOW, SESSION_AT
from tests.sessions_app.trail import newest

pytestmark = pytest.mark.django_db
ENDS = {
    "close": (partial(actions.close_folder, why="They asked for it."), "closed"),
    "part": (actions.part_ways, "separated"),
}
WHY = {"close": "They asked for it.", "part": "They separated, or one of them withdrew."}


@pytest.mark.parametrize("how", ENDS)
def test_open_plans_are_withdrawn_and_every_meeting_ahead_is_cancelled(
    how, signed_plan, couple, thea
):
    deed, stage = ENDS[how]
    ahead = Meeting.objects.standing().count()

    deed(couple=couple, by=thea, at=NOW)

    signed_plan.refresh_from_db()
    couple.refresh_from_db()
    assert ahead > 0
    assert (couple.stage, couple.stage_why, couple.stage_by) == (stage, WHY[how], thea)
    assert (signed_plan.stage, signed_plan.withdrawn_by, signed_plan.withdrawn_at) == (
        "withdrawn",
        thea,
        NOW,
    )
    assert not Meeting.objects.standing().exists()
    lapsed = ["approval lapsed"] * 2 if how == "part" else []
    assert sorted(each[0] for each in newest(2 + ahead + len(lapsed))) == sorted(
        [f"folder {stage}", "plan withdrawn", *["meeting cancelled"] * ahead, *lapsed]
    )


def test_whoever_wished_the_end_both_approvals_end_for_the_same_reason(couple, thea):
    actions.part_ways(couple=couple, by=thea, at=NOW)

    found = Approval.objects.order_by("partner__side")
    assert [(each.ended, each.why, each.ended_by) for each in found] == [
        ("lapsed", "The joint work it was given for has ended.", thea)
    ] * 2


def test_a_held_session_stays_as_it_was_and_its_meetings_are_cancelled(signed_plan, couple, thea):
    actions.hold(plan=signed_plan, by=thea, at=SESSION_AT)

    actions.part_ways(couple=couple, by=thea, at=SESSION_AT)

    signed_plan.refresh_from_db()
    assert signed_plan.stage == "held"
    assert not Meeting.objects.standing().exists()


@pytest.mark.parametrize("how", ENDS)
def test_nothing_is_planned_sent_or_printed_afterwards(how, ready_plan, couple, thea):
    ENDS[how][0](couple=couple, by=thea, at=NOW)

    with pytest.raises(actions.FolderStandsStill):
        actions.begin(couple=couple, by=thea, at=NOW)
    with pytest.raises(actions.PlanIsClosed):
        actions.record_facts(plan=ready_plan, sober_a=True, sober_b=True, by=thea, at=NOW)
    with pytest.raises(actions.PlanCannotMove):
        actions.submit(plan=ready_plan, by=thea, at=NOW)
    with pytest.raises(documents.PlanIsWithdrawn):
        documents.ask(plan=ready_plan, by=thea, at=NOW)

    assert Plan.objects.get().stage == "withdrawn"


def test_no_paper_for_both_is_made_of_a_session_that_was_held_before(signed_plan, couple, thea):
    actions.hold(plan=signed_plan, by=thea, at=SESSION_AT)
    actions.part_ways(couple=couple, by=thea, at=SESSION_AT)

    with pytest.raises(documents.FolderHasEnded) as refusal:
        documents.ask(plan=signed_plan, by=thea, at=SESSION_AT)

    assert str(refusal.value) == (
        "The joint work of these two has ended, so no new papers are made for both."
    )


def test_letters_that_were_planned_stay_and_no_other_is_written(signed_plan, couple, thea):
    due = min(meeting.starts_at for meeting in Meeting.objects.standing())
    reminders.plan_letters(at=NOW)
    planned = Letter.objects.count()

    actions.part_ways(couple=couple, by=thea, at=NOW)
    found = reminders.claim(at=due)

    assert planned > 0
    assert found.letters == []
    assert reminders.plan_letters(at=NOW) == 0


@pytest.mark.parametrize("deed", ["begin", "submit", "clear"])
def test_a_paused_folder_lets_nothing_go_on_and_keeps_what_is_booked(
    deed, ready_plan, couple, thea, paul
):
    meetings = Meeting.objects.standing().count()
    if deed == "clear":
        actions.submit(plan=ready_plan, by=thea, at=NOW)
    couples.pause(couple=couple, why="Holidays.", by=thea, at=NOW)

    with pytest.raises(actions.FolderStandsStill) as refusal:
        {
            "begin": lambda: actions.begin(couple=couple, by=thea, at=NOW),
            "submit": lambda: actions.submit(plan=ready_plan, by=thea, at=NOW),
            "clear": lambda: actions.clear(plan=ready_plan, by=paul, at=NOW),
        }[deed]()

    assert str(refusal.value) == (
        "This folder is paused. Open it again before anything is planned."
    )
    assert Meeting.objects.standing().count() == meetings


def test_a_closed_folder_is_opened_again_and_planned_for(ready_plan, couple, thea):
    actions.close_folder(couple=couple, why="Done.", by=thea, at=NOW)
    couples.reopen(couple=couple, why="Back.", by=thea, at=NOW)

    plan = actions.begin(couple=couple, by=thea, at=NOW)

    assert (plan.number, plan.stage) == (2, "draft")


def test_each_record_goes_on_by_itself(couple, thea):
    alex, robin = couple.pair
    actions.part_ways(couple=couple, by=thea, at=NOW)

    couples.correct_partner(partner=alex, by=thea, at=NOW, phone="303-555-0142")

    robin.refresh_from_db()
    assert Couple.objects.clinical_to(thea).get().pair[0].phone == "303-555-0142"
    assert robin.phone == ""


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
@pytest.mark.parametrize("how", ENDS)
def test_only_a_therapist_ends_it(how, who, signed_plan, couple, request):
    with pytest.raises(NotYourDeed):
        ENDS[how][0](couple=couple, by=request.getfixturevalue(who), at=NOW)

    assert Plan.objects.get().stage == "cleared"


@pytest.mark.django_db(transaction=True)
def test_a_plan_begun_at_the_same_moment_never_outlives_the_folder(couple, thea, protocols):
    start, said = Barrier(2), []

    def at_once(deed, **more):
        start.wait()
        try:
            deed(couple=couple, by=thea, at=NOW, **more)
        except actions.FolderStandsStill:
            said.append("too late")
        finally:
            connection.close()

    threads = [
        Thread(target=at_once, args=[actions.begin]),
        Thread(target=at_once, args=[actions.part_ways]),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Couple.objects.get().stage == "separated"
    assert Plan.objects.open().count() == 0
    assert Plan.objects.count() + len(said) == 1
