"""One couple’s folder, as each reader finds it."""

from datetime import date

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.planning.models import Meeting
from sessions_app.screening.models import Interview
from tests.sessions_app.desk.couples import another_couple
from tests.sessions_app.desk.private import told_everything
from tests.sessions_app.pages import buttons, words

pytestmark = pytest.mark.usefixtures("frozen")


def folder(client, couple):
    return client.get(reverse("desk:folder", args=[couple.pk]))


def test_a_folder_shows_both_partners_the_plans_the_meetings_and_the_team(
    signed_in, couple, sent_plan
):
    response = folder(signed_in, couple)

    said = words(response)
    assert (
        "Approvals of medicine Both hold, 152 days left "
        "Each record says what holds for its partner, and until when. "
        "Alex Alex Moreno The record is private to each partner."
    ) in said
    assert "Robin Robin Hale The record is private to each partner." in said
    assert (
        "Session plans Session plan 1 Dual psycholytic dosing "
        "Tue 9 March 2027, 14:00 (Denver) With the prescriber"
    ) in said
    assert "Meetings ahead Next day Wed 10 March 2027, 10:00 (Denver) After session plan 1" in said
    assert "Care team Change the care team Paul Adeyemi, MD Thea Lindqvist, LMFT leads" in said
    assert buttons(response) == ["New plan"]
    for partner in couple.pair:
        assert reverse("desk:record", args=[partner.pk]) in response.text


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2027, 7, 31), "Both hold, 152 days left"),
        (date(2027, 3, 2), "Both hold, 1 day left"),
        (date(2027, 3, 1), "Both hold, last day today"),
    ],
)
def test_the_folder_tells_of_both_approvals_until_the_first_runs_out(
    until, told, signed_in, couple
):
    Approval.objects.filter(partner=couple.pair[1]).update(valid_until=until)

    assert told in words(folder(signed_in, couple))


@pytest.mark.parametrize("side", [0, 1])
def test_whose_approval_does_not_hold_the_folder_does_not_tell(side, signed_in, couple, NOW):
    Approval.objects.filter(partner=couple.pair[side]).update(
        ended="lapsed", ended_why="acute_risk", ended_at=NOW
    )

    said = words(folder(signed_in, couple))

    assert "Approvals of medicine Not both hold now Each record says" in said
    assert "days left" not in said


@pytest.mark.parametrize(
    "changed",
    [
        {"sessions_used": 6},
        {"valid_until": date(2027, 2, 20)},
        {"ended": "revoked", "ended_why": "revoked"},
        {"ended": "lapsed", "ended_why": "acute_risk", "ended_note": "ZEBRA"},
        {"ended": "lapsed", "ended_why": "pregnancy"},
    ],
)
def test_for_whatever_cause_no_approval_holds_the_folder_looks_the_same(
    changed, signed_in, couple, paul, NOW
):
    theirs = Approval.objects.filter(partner=couple.pair[1])
    theirs.update(ended="lapsed", ended_why="expired", ended_at=NOW)
    as_usual = words(folder(signed_in, couple))

    ended = {"ended_at": NOW, "ended_by": paul} if "ended" in changed else {"ended_at": None}
    theirs.update(**{"ended": "", "ended_why": "", "ended_note": ""} | ended | changed)

    assert words(folder(signed_in, couple)) == as_usual


def test_nothing_on_a_joint_page_tells_that_anybody_was_asked_or_what_they_said(
    signed_in, couple, thea, sent_plan, NOW
):
    pages = ["/folders/", "/letters/", f"/folders/{couple.pk}/"]
    alex, robin = couple.pair
    # What is told ends the approval; that one holds or not is said there without its cause.
    ended = {"ended": "lapsed", "ended_why": "expired", "ended_at": NOW}
    Approval.objects.filter(partner=alex).update(**ended)
    before = {page: words(signed_in.get(page)) for page in pages}

    told_everything(alex, by=thea)
    Interview.objects.filter(partner=robin).delete()

    assert {page: words(signed_in.get(page)) for page in pages} == before


def test_an_empty_folder_says_what_a_plan_is(signed_in, couple):
    said = words(folder(signed_in, couple))

    assert "No plans yet A plan holds one session" in said
    assert "None is booked. They are proposed with the date of a session." in said


def test_the_prescriber_reads_a_folder_and_begins_no_plan(client, paul, couple, sent_plan):
    client.force_login(paul)

    response = folder(client, couple)

    assert "152 days left" in words(response)
    assert buttons(response) == []
    assert reverse("planning:review", args=[sent_plan.pk]) in response.text


def test_an_admin_reads_states_and_is_told_why_no_more(client, ada, couple, sent_plan):
    client.force_login(ada)

    response = folder(client, couple)

    said = words(response)
    assert "You see names, times and states of this couple." in said
    assert "Session plan 1 Tue 9 March 2027, 14:00 (Denver) With the prescriber" in said
    assert "Next day Wed 10 March 2027, 10:00 (Denver)" in said
    main = response.text[response.text.index("<main") :]
    meetings = Meeting.objects.filter(plan=sent_plan)
    for hidden in ("Approval", "Interview", "psycholytic", "/records/", "/plans/"):
        assert hidden not in main
    # Only the way to book a time that is taken, which is an admin's to allow.
    for meeting in meetings:
        assert reverse("planning:double_book_meeting", args=[meeting.pk]) in main
    assert main.count("/meetings/") == len(meetings)
    assert buttons(response) == []


def test_a_signed_plan_leads_to_what_follows_it(signed_in, couple, signed_plan):
    assert reverse("integration:after", args=[signed_plan.pk]) in folder(signed_in, couple).text


def test_meetings_of_another_couple_stay_there(
    signed_in, clinic, thea, paul, couple, protocols, NOW
):
    another_couple(clinic, thea, paul, name="Iris Valdez", sent_at=NOW)

    assert "None is booked." in words(folder(signed_in, couple))
