"""A neutral word to a prescriber that something waits: once a day, and only while it does."""

from uuid import uuid4

import pytest
from django.urls import reverse

from sessions_app.couples import actions as couples
from sessions_app.people.fence import name
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.signoff import actions, tasks
from sessions_app.signoff.models import Nudge
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import MembershipFactory, colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.factories.planning import SentPlanFactory
from tests.sessions_app.pages import buttons, words
from tests.sessions_app.people.test_fence import as_the_app
from tests.sessions_app.trail import newest, row

from .test_board import BOARD, DAY

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")


def test_a_nudge_is_one_neutral_mail_a_day(client, ada, paul, sent_plan, smtp_sink):
    client.force_login(ada)

    first = client.post(reverse("signoff:nudge", args=[sent_plan.pk]), follow=True)
    again = client.post(reverse("signoff:nudge", args=[sent_plan.pk]), follow=True)
    tasks.drain(clock=lambda: WORKING_HOUR)
    tasks.drain(clock=lambda: WORKING_HOUR)

    kept = Nudge.objects.get()
    assert (kept.to, kept.asked_by, kept.sent_at) == (paul, ada, WORKING_HOUR)
    assert "A neutral word is on its way." in words(first)
    assert "Nudge by e-mail" not in buttons(first)
    assert "had a word today already" in words(again)
    assert newest() == [row("prescriber nudged", sent_plan, ada, WORKING_HOUR)]
    assert actions.nudge(plan=sent_plan, by=ada, at=WORKING_HOUR + DAY)


def test_a_word_that_was_refused_is_told_and_can_be_tried_again_the_same_day(
    client, ada, paul, sent_plan, smtp_sink
):
    client.force_login(ada)
    actions.nudge(plan=sent_plan, by=ada, at=WORKING_HOUR)
    Nudge.objects.update(claim=uuid4(), claimed_at=WORKING_HOUR, refused="550 no such box")

    page = client.get(BOARD)
    client.post(reverse("signoff:nudge", args=[sent_plan.pk]))
    tasks.drain(clock=lambda: WORKING_HOUR)

    assert "The mail server refused today’s word to Paul Adeyemi." in words(page)
    assert "Nudge by e-mail" in buttons(page)
    kept = Nudge.objects.get()
    assert (kept.refused, kept.sent_at) == ("", WORKING_HOUR)
    with pytest.raises(actions.NudgedToday):
        actions.nudge(plan=sent_plan, by=ada, at=WORKING_HOUR)


def test_somebody_of_two_clinics_hears_from_each_and_neither_knows_of_the_others(
    ada, paul, sent_plan, smtp_sink
):
    here, there = sent_plan.couple.clinic, SentPlanFactory()
    elsewhere = there.couple.clinic
    MembershipFactory(account=paul, clinic=elsewhere, role=Role.PRESCRIBER.value)
    CareTeamMemberFactory(couple=there.couple, account=paul)
    their_admin = colleague(elsewhere, Role.ADMIN)

    with as_the_app():
        name(clinics=[elsewhere.pk])
        actions.nudge(plan=there, by=their_admin, at=WORKING_HOUR)
        name(clinics=[here.pk])
        actions.nudge(plan=sent_plan, by=ada, at=WORKING_HOUR)
        seen = [word.plan for word in Nudge.objects.all()]
    tasks.drain(clock=lambda: WORKING_HOUR)

    assert elsewhere != here
    assert seen == [sent_plan]
    assert smtp_sink.addresses == [paul.email, paul.email]


def test_in_a_paused_folder_nobody_is_nudged(client, ada, thea, couple, sent_plan):
    couples.pause(couple=couple, why="Holidays.", by=thea, at=WORKING_HOUR)
    client.force_login(ada)

    page = client.get(BOARD)
    nudged = client.post(reverse("signoff:nudge", args=[sent_plan.pk]), follow=True)

    assert "The folder is paused, so nobody is nudged." in words(page)
    assert "Nudge by e-mail" not in buttons(page)
    assert "This folder is paused. Open it again before anything is planned." in words(nudged)
    assert not Nudge.objects.exists()


def test_a_nudge_that_is_not_taken_for_now_is_offered_once_a_sweep(
    client, ada, paul, sent_plan, smtp_sink
):
    client.force_login(ada)
    client.post(reverse("signoff:nudge", args=[sent_plan.pk]))
    smtp_sink.refusals[paul.email] = "450 4.2.1 Later, please"

    tasks.drain(clock=lambda: WORKING_HOUR)
    between = list(smtp_sink.addresses)
    del smtp_sink.refusals[paul.email]
    tasks.drain(clock=lambda: WORKING_HOUR)

    assert (between, smtp_sink.addresses) == ([], [paul.email])


def test_a_nudge_about_a_plan_that_waits_no_longer_does_not_leave(
    client, ada, thea, sent_plan, smtp_sink
):
    client.force_login(ada)
    client.post(reverse("signoff:nudge", args=[sent_plan.pk]))
    planning.withdraw(plan=sent_plan, why="They moved.", by=thea, at=WORKING_HOUR)

    tasks.drain(clock=lambda: WORKING_HOUR)

    assert smtp_sink.addresses == []
