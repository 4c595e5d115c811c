"""What waits for whom, and the sessions and meetings of the next two weeks."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions_app.couples.models import CareTeamMember
from sessions_app.integration import actions as integration
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Meeting
from tests.factories.people import (
    ClinicFactory,
    LicenceFactory,
    MembershipFactory,
    colleague,
)
from tests.factories.planning import PlanFactory
from tests.factories.signoff import decline
from tests.sessions_app.desk.private import told_everything
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")


def leads_to(client, name, *args):
    return f'href="{reverse(name, args=args)}"' in client.get("/").text


def test_the_day_is_that_of_the_clinic_with_its_town(seen, thea):
    assert seen(thea).startswith("Monday 1 March 2027 · Denver Good morning, Thea")


def test_it_is_another_day_in_another_zone(client, db):
    far = colleague(ClinicFactory(zone="Pacific/Auckland"), Role.THERAPIST, name="Aroha Ngata")
    client.force_login(far)

    said = words(client.get("/"))

    assert said.startswith("Tuesday 2 March 2027 · Auckland Good morning, Aroha")


def test_a_first_day_says_what_to_do_first(client, seen, thea, paul):
    assert "No couples yet A folder holds two partners" in seen(thea)
    assert leads_to(client, "couples:open")
    assert "You are on no care team yet The therapist of a couple puts you" in seen(paul)
    assert not leads_to(client, "couples:open")
    assert not leads_to(client, "desk:folders") or "New plan" not in seen(paul)


def test_somebody_without_a_clinic_reads_a_quiet_page(seen, thea):
    thea.memberships.all().delete()

    assert "UTC Good afternoon, Thea You work in no clinic now A clinic admin can" in seen(thea)


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.THERAPIST, "No couples yet A folder holds two partners"),
        (Role.PRESCRIBER, "You are on no care team yet"),
        (Role.ADMIN, "No couples yet Invite the therapists and prescribers first."),
        (Role.FRONT_DESK, "No couples yet A therapist of the clinic opens a folder"),
        (Role.SUPERVISOR, "You are on no care team yet"),
    ],
)
def test_before_the_first_couple_everybody_reads_what_comes_next(seen, clinic, role, said):
    assert said in seen(colleague(clinic, role))


def test_an_auditor_is_led_to_the_trail(client, clinic):
    client.force_login(colleague(clinic, Role.AUDITOR))

    assert client.get("/")["Location"] == "/trail/"


def test_an_admin_reads_whose_licences_run_out_and_nobody_else_does(
    seen, clinic, thea, paul, ada, stranger, NOW
):
    day = NOW.date()
    LicenceFactory(account=paul, clinic=clinic, expires_on=day + timedelta(days=60))
    LicenceFactory(account=thea, clinic=clinic, expires_on=day - timedelta(days=1))
    LicenceFactory(account=ada, clinic=clinic, expires_on=day)
    later = colleague(clinic, Role.SUPERVISOR, name="Sola Brandt")
    LicenceFactory(account=later, clinic=clinic, expires_on=day + timedelta(days=61))
    left = colleague(clinic, Role.THERAPIST, name="Zebra Left")
    left.memberships.update(ended_at=NOW)
    for who in (left, stranger):
        LicenceFactory(account=who, clinic=who.memberships.get().clinic, expires_on=day)

    said = seen(ada)

    assert (
        "Licences to renew Thea Lindqvist, LMFT Licence expired on 28 February 2027 "
        "Paul Adeyemi, MD Licence expires on 30 April 2027 Nothing can be signed"
    ) in said
    assert "Licences to renew" not in seen(thea)


def test_a_supervisor_reads_along_and_is_not_told_of_deeds_they_cannot_do(
    seen, clinic, couple, sent_plan
):
    sola = colleague(clinic, Role.SUPERVISOR)
    couple.care_team.add(sola, through_defaults={"joined_at": sent_plan.submitted_at})

    said = seen(sola)

    assert "Only you" not in said
    assert "What waits, and for whom Sign-off Alex and Robin Waits for Paul Adeyemi" in said


def test_couples_without_anything_to_do_leave_a_quiet_page(client, seen, thea, paul, ada, couple):
    assert "Only you can do this Nothing waits for you." in seen(thea)
    assert "No session is booked for the next two weeks. A plan gets its date" in seen(thea)
    assert "No meeting is booked for the next two weeks." in seen(paul)
    assert "Only you" not in seen(ada)
    assert "What waits, and for whom Nothing waits for anybody." in seen(ada)
    assert "New plan" in seen(thea)
    assert "New plan" not in seen(paul)


def test_a_plan_just_begun_waits_for_who_began_it(client, seen, thea, paul, plan):
    said = seen(thea)

    assert "Draft Go on with the plan of Alex and Robin No approach is chosen yet. Open" in said
    assert leads_to(client, "planning:review", plan.pk)
    assert "Waits for others" not in said
    assert "Alex and Robin" not in seen(paul)


def test_a_plan_with_an_approach_says_which(seen, thea, ready_plan):
    assert "Go on with the plan of Alex and Robin Dual psycholytic dosing." in seen(thea)


def test_a_sent_plan_waits_for_the_prescribers_of_the_care_team(
    client, seen, clinic, thea, paul, ada, sent_plan
):
    colleague(clinic, Role.PRESCRIBER, name="Somebody Else")

    for_paul = seen(paul)
    assert (
        "Sign-off Read and answer the plan of Alex and Robin "
        "Dual psycholytic dosing. Waits since 09:00. Open"
    ) in for_paul
    assert leads_to(client, "signoff:answer", sent_plan.pk)
    waits = "Sign-off Alex and Robin Waits for Paul Adeyemi, since 09:00."
    assert f"Waits for others {waits}" in seen(thea)
    assert leads_to(client, "planning:review", sent_plan.pk)
    assert f"What waits, and for whom {waits}" in seen(ada)
    assert leads_to(client, "desk:folder", sent_plan.couple_id)


def test_a_plan_that_nobody_can_sign_says_so(seen, thea, paul, ada, sent_plan):
    CareTeamMember.objects.filter(account=paul).delete()

    nobody = "Waits for a prescriber, and none is on the care team, since 09:00."
    assert nobody in seen(thea)
    assert nobody in seen(ada)
    assert "Alex and Robin" not in seen(paul)


def test_a_prescriber_is_not_asked_to_sign_the_own_plan(seen, clinic, thea, sent_plan):
    MembershipFactory(account=thea, clinic=clinic, role=Role.PRESCRIBER.value)

    said = seen(thea)

    assert "Only you can do this Nothing waits for you." in said
    assert "Waits for Paul Adeyemi, since 09:00." in said


def test_what_the_prescriber_asks_to_change_is_quoted_to_the_therapist_only(
    seen, thea, paul, ada, sent_plan, NOW
):
    decline(sent_plan, reason="Please name a companion.", by=paul, at=NOW - timedelta(minutes=5))

    assert (
        "Sent back Read what Paul Adeyemi asks to change Alex and Robin. Waits since 09:55. "
        "Please name a companion. Open"
    ) in seen(thea)
    for account in (paul, ada):
        said = seen(account)
        assert "Sent back Alex and Robin Waits for Thea Lindqvist, to be sent again." in said
        assert "companion" not in said


@pytest.mark.parametrize(
    ("stage", "words_of_it"), [("sent_plan", "sent"), ("signed_plan", "signed")]
)
def test_a_plan_changed_meanwhile_is_to_be_sent_again(
    stage, words_of_it, seen, thea, ada, request, NOW
):
    plan = request.getfixturevalue(stage)
    meeting = plan.meetings.get(kind="one_week")
    planning.cancel_meeting(meeting=meeting, why="Travelling.", by=thea, at=NOW)

    said = seen(thea)

    assert "Changed Send the plan of Alex and Robin again" in said
    assert f"It was changed after it was {words_of_it}." in said
    assert "Changed Alex and Robin Waits for Thea Lindqvist, to be sent again." in seen(ada)


def test_a_session_that_began_waits_to_be_recorded(client, seen, thea, paul, signed_plan):
    with time_machine.travel(signed_plan.starts_at + timedelta(hours=2), tick=False):
        for_thea, for_paul = seen(thea), seen(paul)
        client.force_login(thea)
        assert leads_to(client, "integration:after", signed_plan.pk)

    assert "Session Record the session of Alex and Robin It began: Today 14:00. Open" in for_thea
    assert "Session Alex and Robin Waits for Thea Lindqvist, to record the session." in for_paul
    assert "No session is booked" in for_thea


def test_a_meeting_that_began_waits_to_be_recorded(client, seen, thea, paul, signed_plan, NOW):
    later = signed_plan.starts_at + timedelta(hours=3)
    integration.hold_session(plan=signed_plan, by=thea, at=later)
    Meeting.objects.filter(kind="next_day").update(starts_at=NOW - timedelta(hours=1))

    assert "Meeting Record the next-day meeting of Alex and Robin It began: Today 09:00." in seen(
        thea
    )
    assert leads_to(client, "integration:meeting", signed_plan.meetings.get(kind="next_day").pk)
    assert "Record" not in seen(paul)


def test_a_meeting_of_a_plan_nobody_signed_is_not_asked_for(seen, thea, sent_plan, NOW):
    Meeting.objects.update(starts_at=NOW - timedelta(hours=1))

    assert "Record" not in seen(thea)


def test_what_was_answered_stands_before_what_was_only_begun(
    client, clinic, thea, paul, couple, sent_plan, NOW
):
    planning.begin(couple=couple, by=thea, at=NOW - timedelta(days=9))
    decline(sent_plan, reason="No.", by=paul, at=NOW)
    client.force_login(thea)

    said = words(client.get("/"))

    assert said.index("Read what Paul Adeyemi") < said.index("Go on with the plan")


def test_another_therapists_draft_is_not_mine(seen, clinic, thea, couple, protocols, NOW):
    bea = colleague(clinic, Role.THERAPIST, name="Bea Sorel")
    CareTeamMember.objects.create(couple=couple, account=bea, joined_at=NOW)
    PlanFactory(couple=couple, begun_by=bea, number=1)

    assert "Nothing waits for you." in seen(thea)
    assert "Go on with the plan" in seen(bea)


def test_a_private_record_that_waits_names_nobody_and_no_reason(client, thea, paul, ada, couple):
    told_everything(couple.pair[0], by=thea)
    said = {}

    for account in (thea, paul, ada):
        client.force_login(account)
        said[account.name] = words(client.get("/"))

    line = "Record A private record waits for you Open it when you are alone. Open"
    assert [line in said[each.name] for each in (thea, paul, ada)] == [True, True, False]
    assert [said[each.name].count("A private record") // 2 for each in (thea, paul)] == [1, 1]
    assert not any(word in said["Thea Lindqvist"] for word in ("Alex", "Robin", "ZEBRA", "risk"))
