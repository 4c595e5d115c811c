"""Answers that do not sign, and plans and readers that no answer is asked of."""

import pytest

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.couples.models import CareTeamMember
from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.rules.gates import NOT_APPROVED
from sessions_app.signing.rules import digest
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS
from tests.factories.people import PASSWORD, colleague
from tests.factories.signoff import ask_for_changes, sign
from tests.sessions_app.pages import beside, buttons, forms, value, words
from tests.sessions_app.planning.deeds import do, set_roles

from .test_pages import QUEUE, read_by

pytestmark = pytest.mark.usefixtures("frozen")


def test_a_plan_that_no_longer_fits_can_only_be_sent_back(
    client, paul, couple, sent_plan, seen, at, NOW
):
    approvals.revoke(**ENDS, approval=Approval.objects.get(partner=couple.pair[1]), by=paul, at=NOW)
    client.force_login(paul)

    page = client.get(at("answer", sent_plan))
    forced = client.post(
        at("answer", sent_plan), {"seen_digest": value_of(sent_plan, NOW), "password": PASSWORD}
    )

    assert "It can no longer be signed as it stands." in words(page)
    assert f"Must be solved {NOT_APPROVED}" in words(page)
    assert buttons(page) == ["Ask for changes", "Decline this plan"]
    assert forced.status_code == 409
    assert "This plan can no longer be signed." in words(forced)
    assert not SignOff.objects.exists()


def value_of(plan, now):
    return digest(content(plan, on=facts.day_of(plan, now)))


@pytest.mark.parametrize(
    ("name", "meaning", "told"),
    [("ask_for_changes", "changes_requested", "Sent back."), ("decline", "declined", "Declined.")],
)
def test_an_answer_that_does_not_sign_keeps_the_reason_for_the_therapist(
    name, meaning, told, client, paul, sent_plan, seen, at
):
    client.force_login(paul)

    response = client.post(
        at(name, sent_plan),
        {"seen_digest": seen, "reason": "Name a second companion.", "password": PASSWORD},
        follow=True,
    )

    sent_plan.refresh_from_db()
    assert response.redirect_chain == [(QUEUE, 302)]
    assert f"{told} The therapist reads your reason on the plan." in words(response)
    assert (sent_plan.stage, sent_plan.revision) == ("draft", 2)
    kept = SignOff.objects.get()
    assert (kept.meaning, kept.reason, kept.signed_method) == (
        meaning,
        "Name a second companion.",
        "password",
    )


@pytest.mark.parametrize("name", ["ask_for_changes", "decline"])
def test_sending_it_back_needs_a_reason_and_the_page_stays_able_to_sign(
    name, client, paul, sent_plan, seen, at
):
    client.force_login(paul)

    typed = {"seen_digest": seen, "reason": " ", "password": PASSWORD}
    response = client.post(at(name, sent_plan), typed)

    assert response.status_code == 422
    assert "Please write what should change, or why not." in beside(response, "reason", of="back")
    assert forms(response) == [at("answer", sent_plan), at("ask_for_changes", sent_plan)]
    assert f'formaction="{at("decline", sent_plan)}"' in response.text
    assert value(response, "seen_digest") == seen


def test_what_was_typed_to_a_plan_answered_meanwhile_is_shown_again(
    client, paul, sent_plan, seen, at, NOW
):
    client.force_login(paul)
    sign(sent_plan, by=paul, at=NOW)

    response = client.post(
        at("decline", sent_plan),
        {"seen_digest": seen, "reason": "Name a second companion.", "password": PASSWORD},
    )

    assert response.status_code == 422
    assert "This plan no longer waits for an answer." in words(response)
    assert value(response, "reason") == "Name a second companion."


@pytest.mark.parametrize("name", ["ask_for_changes", "decline"])
def test_a_page_grown_stale_is_not_sent_back_shows_what_changed_and_keeps_the_reason(
    name, client, paul, thea, sent_plan, at, NOW
):
    client.force_login(paul)
    typed = read_by(client, at("answer", sent_plan)) | {"reason": "Name a second companion."}
    do(set_roles(sent_plan, stop_word="Harbour"), sent_plan, by=thea, at=NOW)
    planning.submit(plan=sent_plan, by=thea, at=NOW)

    stale = client.post(at(name, sent_plan), typed | {"revision": ""})
    kept_nothing = not SignOff.objects.exists()
    client.post(at(name, sent_plan), typed | again(stale))

    assert stale.status_code == 409
    said = words(stale)
    assert "Nothing was sent back. This plan changed while you were reading" in said
    assert (
        "What changed while you were reading Stop word: now “Harbour”, before “Anchor”."
    ) in said
    assert value(stale, "reason") == "Name a second companion."
    assert value(stale, "password") is None
    assert kept_nothing
    kept = SignOff.objects.get()
    assert (kept.revision, kept.digest) == (2, value(stale, "seen_digest"))
    assert kept.digest != typed["seen_digest"]


def again(page):
    return {name: value(page, name) for name in ("seen", "seen_digest", "revision")}


@pytest.mark.parametrize("name", ["answer", "ask_for_changes", "decline"])
def test_a_form_sent_once_more_does_not_answer_the_plan_that_came_again(
    name, client, paul, thea, sent_plan, at, NOW
):
    client.force_login(paul)
    typed = read_by(client, at("answer", sent_plan)) | {"reason": "Name a second companion."}
    client.post(at("decline", sent_plan), typed)
    planning.submit(plan=sent_plan, by=thea, at=NOW)

    response = client.post(at(name, sent_plan), typed)

    assert response.status_code == 409
    assert "This plan was sent again after you opened this page" in words(response)
    assert [each.revision for each in SignOff.objects.all()] == [1]


def test_an_earlier_answer_stands_beside_the_new_one(client, thea, paul, sent_plan, at, NOW):
    ask_for_changes(sent_plan, reason="Name a second companion.", by=paul, at=NOW)
    planning.submit(plan=sent_plan, by=thea, at=NOW)
    client.force_login(paul)

    said = words(client.get(at("answer", sent_plan)))

    assert "With the prescriber Revision 2" in said
    assert (
        "Answers so far Sent back, revision 1 Name a second companion. "
        "Paul Adeyemi, MD, Mon 1 March 2027, 10:00 (Denver)"
    ) in said


def test_whoever_wrote_the_plan_reads_it_and_is_not_asked(
    client, clinic, couple, thea, sent_plan, at
):
    Membership.objects.create(
        account=thea, clinic=clinic, role=Role.PRESCRIBER.value, began_at=sent_plan.begun_at
    )
    client.force_login(thea)

    response = client.get(at("answer", sent_plan))

    assert "Another prescriber signs this one." in words(response)
    assert buttons(response) == []


def test_the_therapist_can_read_what_waits(client, thea, sent_plan, at):
    client.force_login(thea)

    response = client.get(at("answer", sent_plan))

    assert "It waits for Paul Adeyemi. You can read it here." in words(response)
    assert "The plan as it stands Folder" in words(response)
    assert buttons(response) == []


@pytest.mark.parametrize(
    ("plan_at", "told"),
    [
        ("plan", "This plan does not wait for an answer."),
        ("ready_plan", "This plan does not wait for an answer."),
        ("signed_plan", "This plan was answered."),
    ],
)
def test_a_plan_that_does_not_wait_says_so(request, client, paul, at, plan_at, told):
    plan = request.getfixturevalue(plan_at)
    client.force_login(paul)

    response = client.get(at("answer", plan))

    assert response.status_code == 200
    assert told in words(response)
    assert buttons(response) == []


def test_a_withdrawn_plan_waits_for_nothing(client, thea, paul, sent_plan, at, NOW):
    planning.withdraw(plan=sent_plan, why="Not now.", by=thea, at=NOW)
    client.force_login(paul)

    assert "This plan was withdrawn. Nothing waits for an answer." in words(
        client.get(at("answer", sent_plan))
    )


@pytest.mark.parametrize("name", ["answer", "ask_for_changes", "decline"])
def test_only_the_care_team_reaches_it_and_only_a_prescriber_answers(
    name, client, clinic, thea, ada, stranger, sent_plan, seen, at
):
    outside = colleague(clinic, Role.PRESCRIBER)
    typed = {"seen_digest": seen, "password": PASSWORD, "reason": "Because."}
    answers = []
    for account in (thea, ada, stranger, outside):
        client.force_login(account)
        answers.append(client.post(at(name, sent_plan), typed).status_code)

    assert answers == [403, 404, 404, 404]
    assert not SignOff.objects.exists()


def test_a_former_member_of_the_care_team_finds_nothing(client, paul, sent_plan, at):
    CareTeamMember.objects.filter(account=paul).delete()
    client.force_login(paul)

    assert client.get(at("answer", sent_plan)).status_code == 404


@pytest.mark.parametrize("name", ["queue", "answer"])
def test_whoever_is_not_signed_in_is_asked_to(name, client, sent_plan, at):
    address = QUEUE if name == "queue" else at("answer", sent_plan)

    response = client.get(address)

    assert (response.status_code, response.url) == (302, f"/sign-in/?next={address}")


def test_the_answer_asks_the_database_thirteen_times(
    client, paul, sent_plan, at, django_assert_num_queries
):
    client.force_login(paul)

    with django_assert_num_queries(13):
        client.get(at("answer", sent_plan))


@pytest.mark.parametrize("name", ["ask_for_changes", "decline"])
def test_whoever_comes_to_the_forms_address_by_itself_is_led_to_the_page(
    name, client, paul, sent_plan, at
):
    client.force_login(paul)

    answer = client.get(at(name, sent_plan))

    assert (answer.status_code, answer.url) == (302, at("answer", sent_plan))
    assert SignOff.objects.count() == 0
