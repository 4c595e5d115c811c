"""A signature that lost its ground reads so on every page, with what the plan waits for and whom.

Nobody does it to the plan: a record behind it changed. What the other one's record holds is told
nowhere; an admin reads names, times and states.
"""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.integration import actions as integration
from sessions_app.planning import actions as planning
from sessions_app.planning import facts, standing
from sessions_app.planning.models import Plan
from sessions_app.signoff.models import SignOff
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.planning import NOW
from tests.factories.signoff import sign
from tests.sessions_app.pages import words
from tests.sessions_app.signoff import falls
from tests.sessions_app.signoff.falls import AGAIN, BOTH, FALLS, UNAPPROVED
from tests.sessions_app.signoff.test_pages_queue import another_sent

pytestmark = pytest.mark.usefixtures("frozen", "by_hand")
GONE = "Signature no longer stands"
BOARD, DAY = "/sign-off/board/", "?on=2027-03-09"


OF_ONE = ("desk:folder", "planning:review", "integration:after", "signoff:answer")


every_fall = pytest.mark.parametrize("fall", FALLS.values(), ids=FALLS)


@pytest.fixture
def people(thea, paul, ada, nell):
    return {"thea": thea, "paul": paul, "ada": ada, "nell": nell}


@pytest.fixture
def reads(client, signed_plan, people):
    """The words of a page as somebody reads it after what happened."""

    def reading(who, address):
        client.force_login(people[who])
        if address in OF_ONE:
            about = signed_plan.couple_id if address == "desk:folder" else signed_plan.pk
            address = reverse(address, args=[about])
        return words(client.get(address))

    return reading


@pytest.fixture
def after(signed_plan, people):
    def happened(fall, **said):
        fall.happens(signed_plan, **people, **said)

    return happened


@every_fall
def test_the_admin_reads_it_on_the_board_and_in_the_sheet(fall, after, reads, client, people):
    after(fall)

    board = reads("ada", BOARD)
    sheet = client.get(reverse("signoff:board_csv")).text.splitlines()

    row = f"{fall.couple} {GONE}. It was given today at 09:30"
    assert row in board
    assert f"Waits for {fall.waits} {GONE}" in board
    assert f"By state Draft 0 Sent back 0 With the prescriber 0 Signed 0 {GONE} 1" in board
    assert sheet[1].startswith(f"{fall.couple},1,")
    assert f",{GONE},2027-03-01 09:30,0," in sheet[1]
    assert fall.waits in sheet[1]


@every_fall
def test_it_waits_on_today_for_whoever_has_the_next_step(fall, after, reads):
    after(fall)

    mine = "Only you can do this No longer signed"
    send = f"{mine} Send the plan of {fall.couple} again The signature no longer stands."
    others = f"No longer signed {fall.couple} Waits for {fall.waits}."
    if fall.waits == AGAIN:
        assert f"{send} Make it a draft, look it over and send it. Open" in reads("thea", "/")
        assert f"Waits for others {others}" in reads("nell", "/")
    else:
        assert f"{send} {UNAPPROVED} Send it again when one does. Open" in reads("thea", "/")
        assert (
            f"{mine} An approval is needed for the plan of {fall.couple} "
            f"The signature no longer stands. {UNAPPROVED} Open"
        ) in reads("nell", "/")
    assert f"What waits, and for whom {others}" in reads("ada", "/")


@every_fall
def test_the_pages_of_the_plan_say_what_changed_and_what_comes_next(fall, after, reads):
    after(fall)

    review, end = reads("thea", "planning:review"), reads("thea", "integration:after")
    answer = reads("nell", "signoff:answer")

    for said in (review, end):
        assert "The signature no longer stands. The session cannot take place" in said
        assert " ".join(fall.told) in said
    assert "Review Needs you" in review
    assert "This plan is signed." not in review
    assert "Nothing stands in the way." not in review
    assert "Make it a draft, to send it again" in end
    assert f"The signature no longer stands. It waits for {fall.waits}." in answer
    assert "It is signed." not in answer
    assert all(f"{fall.couple} {GONE}" in said or GONE in said for said in (review, end, answer))


@every_fall
def test_the_lists_say_so_too(fall, after, reads):
    after(fall)

    for who in ("thea", "ada", "nell"):
        folder = reads(who, "desk:folder")
        assert f"Waits for {fall.waits} {GONE}" in folder
        assert GONE in reads(who, reverse("desk:folders"))
        assert fall.couple in reads(who, reverse("desk:folders") + "?needs=on")
        assert GONE in reads(who, reverse("calendar:week") + DAY)
        assert GONE in reads(who, reverse("calendar:month") + DAY)


@every_fall
def test_the_one_reader_and_the_signature_itself_say_the_same(fall, after, signed_plan):
    on = facts.day_of(signed_plan, NOW)
    standing.look([signed_plan], at=NOW)
    before = (signed_plan.is_void, SignOff.objects.get().stands(on))

    after(fall)

    plan = Plan.objects.get()
    standing.look([plan], at=NOW)
    assert before == (False, True)
    assert (plan.is_void, SignOff.objects.get().stands(on)) == (True, False)
    assert (plan.state, plan.state_label, plan.stage_label) == ("void", GONE, "Signed")


def test_a_signature_that_stands_reads_as_before(reads, signed_plan):
    said = {
        (who, address): reads(who, address)
        for who in ("ada", "thea", "nell")
        for address in ("/", reverse("desk:folders"), "desk:folder", reverse("calendar:week") + DAY)
    }
    said[("ada", BOARD)] = reads("ada", BOARD)
    for who, address in (
        ("thea", "planning:review"),
        ("thea", "integration:after"),
        ("nell", "signoff:answer"),
    ):
        said[(who, address)] = reads(who, address)

    board = said.pop(("ada", BOARD))
    assert not [place for place, page in said.items() if "no longer" in page]
    assert all("Signed" in page for page in said.values())
    assert "What waits, and for whom Nothing waits for anybody." in said[("ada", "/")]
    assert "Only you can do this Nothing waits for you." in said[("thea", "/")]
    assert "Alex and Robin Signed since 09:30 Led by Thea Lindqvist" in board
    assert f"Signed 1 {GONE} 0" in board
    assert "This plan is signed." in said[("thea", "planning:review")]
    assert "Nothing stands in the way." in said[("thea", "planning:review")]
    assert "It is signed." in said[("nell", "signoff:answer")]


def test_whose_approval_it_was_and_why_is_told_to_nobody_on_a_joint_page(
    reads, signed_plan, people
):
    told = {}
    for side in "ab":
        with transaction.atomic():
            falls.revoked(signed_plan, paul=people["paul"], side=side)
            told[side] = [
                reads(who, address)
                for who, address in (
                    ("ada", BOARD),
                    ("ada", "/"),
                    ("ada", "desk:folder"),
                    ("ada", reverse("desk:folders")),
                    ("thea", "/"),
                    ("thea", reverse("desk:folders")),
                    ("nell", "/"),
                )
            ]
            transaction.set_rollback(True)

    assert told["a"] == told["b"]
    assert all(
        GONE in page or "no longer stands" in page or "No longer" in page for page in told["a"]
    )
    assert not [page for page in told["a"] if "ZEBRA" in page or "Ended by" in page]


def test_the_admin_reads_neither_what_changed_nor_the_approach(reads, after):
    after(FALLS["the name was corrected"])

    for address in (BOARD, "/", "desk:folder"):
        said = reads("ada", address)
        assert not any(word in said for word in ("before “", "psycholytic", "approval it rests"))


def test_it_is_made_a_draft_and_sent_again_and_the_signature_stands(
    reads, after, thea, paul, signed_plan
):
    after(FALLS["the name was corrected"])

    plan = integration.reopen(plan=signed_plan, by=thea, at=NOW)
    draft = reads("ada", BOARD)
    planning.submit(plan=plan, by=thea, at=NOW)
    sign(Plan.objects.get(), by=paul, at=NOW)

    assert "Draft since 09:30, revision 2 Waits for Thea Lindqvist Draft" in draft
    assert "Signed since 10:00, revision 2 Led by Thea Lindqvist Signed" in reads("ada", BOARD)
    assert "no longer" not in reads("thea", "planning:review")


def test_a_waiting_plan_whose_approval_lapsed_says_what_it_waits_for(
    client, ada, thea, paul, nell, sent_plan
):
    def reading(account, address):
        client.force_login(account)
        return words(client.get(address))

    before = reading(ada, BOARD)
    falls.revoked(sent_plan, paul=paul)

    assert "Waits for Paul Adeyemi or Nell Odum Move it on" in before
    assert f"With the prescriber since 09:00 Waits for {BOTH} Move it on" in reading(ada, BOARD)
    assert f"Sign-off Alex and Robin Waits for {BOTH}, since 09:00." in reading(thea, "/")
    assert f"Waits since 09:00. {UNAPPROVED} Open" in reading(nell, "/")
    assert f"{UNAPPROVED} Waits since 09:00" in reading(nell, reverse("signoff:queue"))


# Literal numbers: a page that asks the database more often has to say so here.
QUERIES = {
    ("ada", "signoff:board", ""): 19,
    ("ada", "signoff:board_csv", ""): 15,
    ("ada", "desk:today", ""): 18,
    ("thea", "desk:today", ""): 17,
    ("nell", "desk:today", ""): 18,
    ("thea", "desk:folders", ""): 15,
    ("thea", "desk:folders", "?needs=on"): 23,
    ("thea", "calendar:week", DAY): 18,
}


@pytest.mark.parametrize("more", [0, 2], ids=["one plan", "three plans"])
@pytest.mark.parametrize("gone", [False, True], ids=["it stands", "it does not"])
def test_a_list_of_signed_plans_asks_the_database_a_fixed_number_of_times(
    gone, more, client, clinic, signed_plan, people
):
    for number in range(more):
        told = {"name": f"Iris{number} V", "sent_at": NOW}
        another = another_sent(clinic, people["thea"], people["paul"], **told)
        CareTeamMemberFactory(couple=another.couple, account=people["nell"])
        sign(another, by=people["paul"], at=NOW)
    if gone:
        Approval.objects.update(valid_until=NOW.date() - timedelta(days=1))

    counted = {}
    for who, name, asked in QUERIES:
        client.force_login(people[who])
        with CaptureQueriesContext(connection) as asking:
            client.get(reverse(name) + asked)
        counted[(who, name, asked)] = len(asking)

    # Where the signature stands nothing asks for a look, and the list is empty.
    assert counted == QUERIES | ({} if gone else {("thea", "desk:folders", "?needs=on"): 12})
