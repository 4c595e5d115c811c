"""An approval that is asked for, moved on by an admin as a plan is: nudged, handed over, listed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Request
from sessions_app.couples import actions as couples
from sessions_app.couples.models import CareTeamMember
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.signoff import actions, tasks, waiting
from sessions_app.signoff.models import Handover, Nudge
from tests.factories.people import colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.factories.signoff import HandoverFactory, NudgeFactory
from tests.sessions_app.pages import buttons, words
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

from .test_board import BOARD, DAY

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")
HOUR = timedelta(hours=1)
NEUTRAL = """\
Elm Appointments: something in your list waits for an answer.

Please sign in when you can. Questions: 303-555-0101.
"""


def post(client, name, about, **said):
    return client.post(reverse(f"signoff:{name}", args=[about.pk]), said, follow=True)


def asked_of(request):
    return waiting.asked_of(waiting.handed(Request.objects, "request").get(pk=request.pk))


def test_a_nudge_about_a_request_is_one_neutral_mail_a_day(client, ada, paul, waits, smtp_sink):
    client.force_login(ada)

    first = post(client, "nudge_request", waits)
    again = post(client, "nudge_request", waits)
    tasks.drain(clock=lambda: WORKING_HOUR)
    tasks.drain(clock=lambda: WORKING_HOUR)

    kept = Nudge.objects.get()
    assert (kept.request, kept.plan, kept.to, kept.asked_by) == (waits, None, paul, ada)
    assert (kept.clinic, kept.sent_at) == (waits.partner.couple.clinic, WORKING_HOUR)
    assert "A neutral word is on its way." in words(first)
    assert "Nudge by e-mail" not in buttons(first)
    assert "had a word today already" in words(again)
    assert newest() == [row("request nudged", waits, ada, WORKING_HOUR)]
    (letter,) = smtp_sink.letters
    assert (letter.address, letter.message.get_content().replace("\r\n", "\n")) == (
        paul.email,
        NEUTRAL,
    )
    assert actions.nudge_request(request=waits, by=ada, at=WORKING_HOUR + DAY)


def test_a_word_about_a_plan_is_the_one_word_of_the_day_for_a_request_too(
    client, ada, paul, sent_plan, waits
):
    actions.nudge(plan=sent_plan, by=ada, at=WORKING_HOUR)
    client.force_login(ada)

    page = client.get(BOARD)

    assert words(page).count("Whoever it waits for had a word today.") == 2
    with pytest.raises(actions.NudgedToday):
        actions.nudge_request(request=waits, by=ada, at=WORKING_HOUR)
    assert Nudge.objects.get().plan == sent_plan


def test_a_refused_word_is_told_by_name_and_leaves_again_about_what_is_asked_now(
    client, ada, sent_plan, waits, smtp_sink
):
    actions.nudge(plan=sent_plan, by=ada, at=WORKING_HOUR)
    Nudge.objects.update(claim=uuid4(), claimed_at=WORKING_HOUR, refused="550 no such box")
    client.force_login(ada)

    page = client.get(BOARD)
    post(client, "nudge_request", waits)
    tasks.drain(clock=lambda: WORKING_HOUR)

    assert words(page).count("The mail server refused today’s word to Paul Adeyemi.") == 2
    assert buttons(page).count("Nudge by e-mail") == 2
    kept = Nudge.objects.get()
    assert (kept.request, kept.plan, kept.refused) == (waits, None, "")
    assert kept.sent_at == WORKING_HOUR


def test_whoever_looks_at_it_is_nudged_and_nobody_else(ada, nell, couple, request_of):
    taken = request_of(
        couple.pair[0], state="under_review", taken_by=nell, taken_at=WORKING_HOUR - DAY
    )

    asked_for = actions.nudge_request(request=taken, by=ada, at=WORKING_HOUR)

    assert [word.to for word in asked_for] == [nell]


def test_a_request_is_handed_to_another_prescriber_and_any_of_them_may_still_answer(
    client, ada, paul, nell, waits
):
    client.force_login(ada)

    response = post(client, "hand_over_request", waits, to=nell.pk)

    kept = Handover.objects.get()
    assert (kept.request, kept.plan, kept.to, kept.handed_by) == (waits, None, nell, ada)
    assert "It waits for Nell Odum now." in words(response)
    assert "Alex Moreno Waits for Nell Odum, for 2 days" in words(response)
    assert newest() == [row("request handed over", waits, ada, WORKING_HOUR)]
    assert approvals.take(request=waits, by=paul, at=WORKING_HOUR).taken_by == paul


def test_the_newest_of_taking_and_handing_over_says_whom_it_waits_for(
    ada, thea, paul, nell, couple, request_of
):
    taken = request_of(
        couple.pair[0], state="under_review", taken_by=paul, taken_at=WORKING_HOUR - HOUR
    )
    told = [asked_of(taken)]
    actions.hand_over_request(request=taken, to=nell, by=ada, at=WORKING_HOUR)
    told.append(asked_of(taken))
    Request.objects.update(taken_at=WORKING_HOUR + HOUR)
    told.append(asked_of(taken))
    # Sent anew after a question: nobody looks at it, and the hand-over is what is left.
    approvals.ask_for_changes(request=taken, reason="Since when?", by=paul, at=WORKING_HOUR)
    approvals.submit(request=taken, by=thea, at=WORKING_HOUR)
    told.append(asked_of(taken))
    CareTeamMember.objects.filter(account=nell).delete()
    told.append(asked_of(taken))

    assert told == [[paul], [nell], [paul], [nell], [paul]]


@pytest.mark.parametrize("who", ["thea", "ada", "stranger", "outside"])
def test_it_is_handed_to_nobody_who_could_not_approve(who, request, clinic, ada, waits):
    if who == "outside":
        somebody = colleague(clinic, Role.PRESCRIBER)
    else:
        somebody = request.getfixturevalue(who)

    with pytest.raises(actions.CannotBeAskedOf) as refusal:
        actions.hand_over_request(request=waits, to=somebody, by=ada, at=WORKING_HOUR)

    assert str(refusal.value) == (
        "A request is handed over to a prescriber of the care team. Please choose another."
    )
    assert not Handover.objects.exists()


@pytest.mark.parametrize("said", [{}, {"to": "of bronze"}])
def test_a_hand_over_to_nobody_changes_nothing(said, client, ada, waits):
    client.force_login(ada)

    response = post(client, "hand_over_request", waits, **said)

    assert "Please choose another." in words(response)
    assert not Handover.objects.exists()


@pytest.mark.parametrize("name", ["nudge_request", "hand_over_request"])
def test_only_an_admin_of_the_clinic_moves_a_request_on(name, client, thea, paul, stranger, waits):
    answers = []
    for account in (thea, paul, stranger):
        client.force_login(account)
        answers.append(post(client, name, waits, to=paul.pk).status_code)

    assert answers == [403, 403, 404]
    assert not Nudge.objects.exists()
    assert not Handover.objects.exists()


@pytest.mark.parametrize("name", ["nudge_request", "hand_over_request"])
def test_what_is_no_longer_asked_for_is_not_moved(name, client, ada, thea, paul, waits):
    approvals.take_back(request=waits, by=thea, at=WORKING_HOUR)
    client.force_login(ada)

    response = post(client, name, waits, to=paul.pk)

    assert "This approval is no longer asked for, so nothing was done." in words(response)
    with pytest.raises(NotYourDeed):
        actions.nudge_request(request=waits, by=thea, at=WORKING_HOUR)
    assert (Nudge.objects.count(), Handover.objects.count()) == (0, 0)


def test_once_the_joint_work_has_ended_nothing_is_asked_for(client, ada, thea, couple, waits):
    planning.close_folder(couple=couple, why="Done.", by=thea, at=WORKING_HOUR)
    client.force_login(ada)

    response = post(client, "nudge_request", waits)

    assert "This approval is no longer asked for" in words(response)
    assert "No approval waits for a prescriber." in words(response)


def test_in_a_paused_folder_nobody_is_nudged_about_a_request(client, ada, thea, couple, waits):
    couples.pause(couple=couple, why="Holidays.", by=thea, at=WORKING_HOUR)
    client.force_login(ada)

    page = client.get(BOARD)
    nudged = post(client, "nudge_request", waits)

    assert "The folder is paused, so nobody is nudged." in words(page)
    assert "Nudge by e-mail" not in buttons(page)
    assert "This folder is paused." in words(nudged)
    assert not Nudge.objects.exists()


def test_where_nobody_may_approve_the_admin_reads_whom_to_add(client, ada, paul, waits):
    CareTeamMember.objects.filter(account=paul).delete()
    client.force_login(ada)

    page = client.get(BOARD)
    nudged = post(client, "nudge_request", waits)

    assert f"Alex Moreno Waits for {waiting.NOBODY}, for 2 days" in words(page)
    assert "Put a prescriber on the care team; then they can." in words(nudged)
    assert not Nudge.objects.exists()


def test_a_word_about_a_request_that_waits_no_longer_does_not_leave(
    client, ada, thea, couple, waits, smtp_sink
):
    actions.nudge_request(request=waits, by=ada, at=WORKING_HOUR)
    approvals.take_back(request=waits, by=thea, at=WORKING_HOUR)
    tasks.drain(clock=lambda: WORKING_HOUR)
    approvals.submit(request=waits, by=thea, at=WORKING_HOUR)
    planning.close_folder(couple=couple, why="Done.", by=thea, at=WORKING_HOUR)

    tasks.drain(clock=lambda: WORKING_HOUR)

    assert Nudge.objects.get().claimed_at is None
    assert smtp_sink.addresses == []


@pytest.mark.parametrize("factory", [NudgeFactory, HandoverFactory])
def test_the_database_keeps_what_a_word_and_a_hand_over_are_about(factory, sent_plan, waits):
    name = f"{factory._meta.model._meta.model_name}_about_one"

    with refused(name):
        factory(plan=sent_plan, request=waits)
    with refused(name):
        factory(plan=None, request=None, **_of(factory, sent_plan))


def _of(factory, plan):
    return {"clinic": plan.couple.clinic} if factory is NudgeFactory else {}
