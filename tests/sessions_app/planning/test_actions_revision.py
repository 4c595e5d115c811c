"""The content decides: what changes signed content asks for a new signature, all else does not."""

import pytest
from django.db import transaction

from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.signing.rules import canonical
from tests.factories.planning import NOW
from tests.sessions_app.planning.deeds import UNCHANGED, changes, do, now, set_roles


def bytes_of(plan):
    return canonical(content(now(plan), on=facts.day_of(plan, NOW)))


def tried(deed, plan, by):
    """Stage and revision afterwards, and the rows of the trail; then it is undone."""
    before = Event.objects.count()
    with transaction.atomic():
        do(deed, plan, by=by, at=NOW)
        after = now(plan)
        told = Event.objects.order_by("pk")[before:].values_list("deed", "subject_kind", "facts")
        outcome = (after.stage, after.revision, list(told))
        transaction.set_rollback(True)
    return outcome


@pytest.mark.parametrize(
    ("fixture", "revision"), [("ready_plan", 1), ("sent_plan", 2), ("signed_plan", 2)]
)
def test_every_change_of_what_is_signed_makes_a_draft_of_the_next_revision(
    fixture, revision, thea, request
):
    plan = now(request.getfixturevalue(fixture))
    table = changes(plan)

    outcomes = {name: tried(deed, plan, thea) for name, deed in table.items()}

    expected = {
        (name, what): ("draft", revision, [(name, "plan", {"revision": revision})])
        for name, what in table
    }
    # A meeting that is cancelled on the way has a row of its own.
    for name in [("meetings booked", "only"), ("plan lost a meeting", "meeting")]:
        stage, raised, told = expected[name]
        expected[name] = (stage, raised, [("meeting cancelled", "meeting", {}), *told])
    assert outcomes == expected


@pytest.mark.parametrize(
    ("fixture", "stage"),
    [("ready_plan", "draft"), ("sent_plan", "with_prescriber"), ("signed_plan", "cleared")],
)
def test_saving_any_station_unchanged_voids_nothing_and_leaves_no_row(
    fixture, stage, thea, request
):
    plan = now(request.getfixturevalue(fixture))
    before = bytes_of(plan)

    outcomes = {name: tried(make(plan), plan, thea) for name, make in UNCHANGED.items()}

    assert outcomes == dict.fromkeys(UNCHANGED, (stage, 1, []))
    assert bytes_of(plan) == before


def test_every_kind_of_change_is_tried_with_every_deed_that_edits(ready_plan):
    tried_deeds = {deed.__name__ for deed, _ in changes(now(ready_plan)).values()}
    not_edits = {"begin", "submit", "clear", "return_to_draft", "withdraw", "hold", "hold_meeting"}
    not_edits |= {"keep_draft", "drop_draft", "add_task", "remove_task", "tick_task", "untick_task"}
    not_edits |= {
        "take_up",
        "copy",
        "swap",
        "move_to_version",
        "add_room",
        "close_room",
        "open_room",
        "double_book",
        "double_book_meeting",
    }
    # A ready plan has no advice left to waive; what a waiver does is tried beside the stations.
    not_edits |= {"waive", "lift_waiver"}
    # These end or move whole folders; test_actions_ending and test_merging live through them.
    not_edits |= {"check_folder", "folder", "close_folder", "part_ways", "merge"}

    deeds = {name for name in actions.__all__ if name[0].islower()}

    assert tried_deeds == deeds - not_edits


def test_a_plan_changed_twice_is_one_revision_until_it_is_sent_again(signed_plan, thea):
    for word in ("Harbour", "Anchor", "Harbour"):
        do(set_roles(signed_plan, stop_word=word), signed_plan, by=thea, at=NOW)
    twice = now(signed_plan)
    actions.submit(plan=twice, by=thea, at=NOW)
    do(set_roles(twice, stop_word="Oak"), twice, by=thea, at=NOW)

    assert (twice.stage, twice.revision) == ("draft", 2)
    assert (now(signed_plan).stage, now(signed_plan).revision) == ("draft", 3)


def test_a_page_that_is_out_of_date_changes_the_plan_as_it_is_now(ready_plan, thea):
    stale = now(ready_plan)
    actions.submit(plan=ready_plan, by=thea, at=NOW)

    do(set_roles(stale, ride="A taxi"), stale, by=thea, at=NOW)

    after = now(ready_plan)
    assert (after.stage, after.revision, after.ride) == ("draft", 2, "A taxi")
    assert after.submitted_by == thea


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_nobody_but_a_therapist_of_the_clinic_edits_a_plan(who, ready_plan, request):
    somebody = request.getfixturevalue(who)
    plan = now(ready_plan)
    before = bytes_of(plan)
    rows = Event.objects.count()

    for name, deed in changes(plan).items():
        with pytest.raises(NotYourDeed):
            do(deed, plan, by=somebody, at=NOW)
        assert bytes_of(plan) == before, name

    assert Event.objects.count() == rows


def test_a_withdrawn_plan_is_closed_to_every_deed_that_edits(ready_plan, thea):
    plan = now(ready_plan)
    table = changes(plan)
    actions.withdraw(plan=plan, why="Not now.", by=thea, at=NOW)
    before = bytes_of(plan)

    for name, deed in table.items():
        with pytest.raises(actions.PlanIsClosed) as refusal:
            do(deed, plan, by=thea, at=NOW)
        assert bytes_of(plan) == before, name

    assert str(refusal.value) == (
        "This plan is closed: its session was held or it was withdrawn. Start a new plan."
    )
