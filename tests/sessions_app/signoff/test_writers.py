"""Whoever wrote any of a plan never answers it: whichever deed it was, and whoever sent it."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from sessions_app.couples.models import CareTeamMember
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from sessions_app.signoff import actions, waiting
from sessions_app.signoff.models import Nudge, SignOff
from tests.factories.couples import CareTeamMemberFactory, couple_of
from tests.factories.people import MembershipFactory, colleague
from tests.factories.planning import NOW
from tests.factories.signoff import SignOffFactory, ask_for_changes, decline, sign
from tests.sessions_app.pages import buttons, words
from tests.sessions_app.planning.deeds import UNCHANGED, changes, do, set_roles, write_intentions

from .test_board import BOARD
from .test_pages import QUEUE

pytestmark = pytest.mark.usefixtures("frozen")

ANSWERS = {
    "sign": sign,
    "ask for changes": lambda plan, **told: ask_for_changes(plan, reason="Why?", **told),
    "decline": lambda plan, **told: decline(plan, reason="No.", **told),
}
MUST_BE_PUT = "another prescriber, who must be put on the care team because those on it wrote"


@pytest.fixture
def bo(clinic, couple):
    """A prescriber of the care team who is given the therapist’s role as well."""
    bo = colleague(clinic, Role.PRESCRIBER, name="Bo Tran", email="bo@elm.example")
    MembershipFactory(account=bo, clinic=clinic, role=Role.THERAPIST.value)
    CareTeamMemberFactory(couple=couple, account=bo)
    return bo


@pytest.fixture
def of_bo(ready_plan, bo, thea):
    """Begun and sent by Thea, with roles and a joint intention that Bo wrote."""
    do(set_roles(ready_plan, stop_word="Harbour"), ready_plan, by=bo, at=NOW)
    for _ in ("written", "agreed to again"):
        told = write_intentions(now(ready_plan), joint="To rest.", agrees={"a": True, "b": True})
        do(told, ready_plan, by=bo, at=NOW)
    return planning.submit(plan=ready_plan, by=thea, at=NOW)


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def refused(plan, by):
    """Which of the answers this account is refused because they wrote on the plan."""
    found = []
    for name, answer in ANSWERS.items():
        with pytest.raises(actions.CannotSignOwnPlan):
            answer(plan, by=by, at=NOW)
        found.append(name)
    return found


def test_who_wrote_roles_and_words_that_somebody_else_sent_answers_nothing(of_bo, bo, ada, paul):
    assert refused(of_bo, bo) == list(ANSWERS)
    with pytest.raises(actions.CannotBeHandedTo):
        actions.hand_over(plan=of_bo, to=bo, by=ada, at=NOW)

    assert waiting.signers(of_bo) == [paul]
    assert not SignOff.objects.exists()
    assert sign(of_bo, by=paul, at=NOW).approves


def test_every_deed_that_changes_a_plan_is_writing(ready_plan, bo):
    wrote = set()
    for name, edit in changes(ready_plan).items():
        with transaction.atomic():
            assert not now(ready_plan).wrote(bo)
            do(edit, ready_plan, by=bo, at=NOW)
            if now(ready_plan).wrote(bo) and bo not in waiting.signers(now(ready_plan)):
                wrote.add(name)
            transaction.set_rollback(True)

    assert wrote == set(changes(ready_plan))


def test_saving_what_stands_there_is_not_writing(ready_plan, bo):
    for name, make in UNCHANGED.items():
        if name != "approach chosen":
            do(make(now(ready_plan)), ready_plan, by=bo, at=NOW)

    assert not now(ready_plan).wrote(bo)


def test_advice_that_was_waived_and_a_plan_taken_up_again_are_writing(signed_plan, bo, thea):
    planning.withdraw(plan=signed_plan, why="Not now.", by=bo, at=NOW)
    only_ended = now(signed_plan).wrote(bo)
    planning.take_up(plan=signed_plan, keep_time=True, by=bo, at=NOW)

    assert (only_ended, now(signed_plan).wrote(bo)) == (False, True)


def test_a_writer_stays_one_in_every_later_revision(of_bo, bo, thea, paul):
    decline(of_bo, reason="Other words.", by=paul, at=NOW)
    for word in ("Lighthouse", "Pier"):
        do(set_roles(now(of_bo), stop_word=word), of_bo, by=thea, at=NOW)
    planning.submit(plan=of_bo, by=thea, at=NOW)

    assert refused(now(of_bo), bo) == list(ANSWERS)
    assert sign(now(of_bo), by=paul, at=NOW).revision == 2


def test_whoever_sent_an_earlier_revision_stays_a_writer(ready_plan, bo, thea, paul):
    planning.submit(plan=ready_plan, by=bo, at=NOW)
    decline(ready_plan, reason="Other words.", by=paul, at=NOW)
    planning.submit(plan=ready_plan, by=thea, at=NOW)

    assert refused(now(ready_plan), bo) == list(ANSWERS)


def test_answering_is_not_writing(sent_plan, bo, thea):
    ask_for_changes(sent_plan, reason="Name a companion.", by=bo, at=NOW)
    planning.submit(plan=sent_plan, by=thea, at=NOW)

    assert not now(sent_plan).wrote(bo)
    assert sign(sent_plan, by=bo, at=NOW).revision == 2


def test_words_that_go_on_in_a_copy_stay_their_writers(of_bo, bo, thea, paul):
    copy = now(planning.copy(plan=of_bo, by=thea, at=NOW))

    assert copy.joint_intention == "To rest."
    assert [copy.wrote(each) for each in (bo, thea, paul)] == [True, True, False]


def test_whoever_copies_a_plan_wrote_the_copy_and_not_what_it_was_made_from(sent_plan, bo, thea):
    copy = now(planning.copy(plan=sent_plan, by=bo, at=NOW))

    assert [plan.wrote(bo) for plan in (copy, now(sent_plan))] == [True, False]


def test_a_plan_of_a_merged_folder_keeps_its_writers(clinic, thea, ada, bo, protocols):
    kept, goes = (
        couple_of(clinic=clinic, lead=thea, a={"name": "Alex Moreno"}, b={"name": "Robin Hale"})
        for _ in range(2)
    )
    plan = planning.begin(couple=goes, by=bo, at=NOW)

    planning.merge(kept=kept, goes=goes, why="Opened twice.", by=ada, at=NOW)

    moved = now(plan)
    assert (moved.couple, moved.wrote(bo), moved.wrote(ada)) == (kept, True, False)


def test_the_writer_reads_it_and_is_told_whom_it_waits_for(client, of_bo, bo):
    client.force_login(bo)

    page = client.get(reverse("signoff:answer", args=[of_bo.pk]))
    queue = client.get(QUEUE)
    today = client.get("/")

    assert (
        "Another prescriber signs this one. You wrote on this plan, so you can read it here and "
        "not answer it. It waits for Paul Adeyemi."
    ) in words(page)
    assert buttons(page) == []
    assert "You wrote on this plan, so it waits for Paul Adeyemi" in words(queue)
    assert "Read it" in words(queue)
    assert "Read and answer" not in words(queue)
    assert "Only you can do this Nothing waits for you." in words(today)
    assert "Waits for Paul Adeyemi, since 10:00." in words(today)


def test_where_nobody_else_may_sign_every_page_says_who_must_be_put_on_the_care_team(
    client, clinic, couple, of_bo, bo, thea, ada, paul
):
    CareTeamMember.objects.filter(account=paul).delete()
    answer = reverse("signoff:answer", args=[of_bo.pk])
    said = {}
    for who, address in [(bo, answer), (thea, answer), (bo, QUEUE), (bo, "/"), (ada, BOARD)]:
        client.force_login(who)
        said[who.name, address] = words(client.get(address)).lower()
    nudged = words(client.post(reverse("signoff:nudge", args=[of_bo.pk]), follow=True))

    assert {key: MUST_BE_PUT in told for key, told in said.items()} == dict.fromkeys(said, True)
    assert (
        "nobody can be nudged until another prescriber is on the care team."
        in said[ada.name, BOARD]
    )
    assert "Nobody on the care team may sign this plan, so nobody was nudged." in nudged
    assert not Nudge.objects.exists()

    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum")
    CareTeamMemberFactory(couple=couple, account=nell)
    assert waiting.named(now(of_bo)) == "Nell Odum"
    assert sign(of_bo, by=nell, at=NOW).approves


def test_the_database_keeps_no_answer_of_a_writer_and_forgets_no_writer(of_bo, bo, thea, paul):
    for writer in (bo, thea):
        with pytest.raises(IntegrityError, match="never answers it"), transaction.atomic():
            SignOffFactory(plan=of_bo, signed_by=writer)
    with pytest.raises(IntegrityError, match="is not forgotten"), transaction.atomic():
        Plan.objects.filter(pk=of_bo.pk).update(writers=[thea.pk])

    assert SignOffFactory(plan=of_bo, signed_by=paul).pk
    assert now(of_bo).writers == sorted([bo.pk, thea.pk])


def test_plans_from_before_are_given_the_writers_that_the_trail_knows(of_bo, bo, thea, paul):
    decline(of_bo, reason="Other words.", by=paul, at=NOW + timedelta(minutes=1))
    fill = import_module("sessions_app.migrations.0047_writers_of_a_plan").FILL
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")
        cursor.execute("alter table sessions_app_plan disable trigger writers_grow")
        cursor.execute("update sessions_app_plan set writers = '{}'")
        cursor.execute(fill)

    assert now(of_bo).writers == sorted([bo.pk, thea.pk])
