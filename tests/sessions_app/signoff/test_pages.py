"""Reading a plan that waits, and answering it."""

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.couples.models import CareTeamMember
from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.signing.rules import digest
from sessions_app.signoff import actions
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import approved
from tests.factories.people import PASSWORD, colleague
from tests.sessions_app.pages import beside, buttons, forms, value, words

pytestmark = pytest.mark.usefixtures("frozen")
QUEUE = "/sign-off/"


@pytest.fixture
def at():
    return lambda name, plan: reverse(f"signoff:{name}", args=[plan.pk])


@pytest.fixture
def seen(sent_plan, NOW):
    return digest(content(sent_plan, on=facts.day_of(sent_plan, NOW)))


def test_the_page_shows_who_what_and_when_and_then_all_that_is_signed(client, paul, sent_plan, at):
    client.force_login(paul)

    response = client.get(at("answer", sent_plan))

    said = words(response)
    assert "Will you sign this plan?" in said
    assert "What Dual psycholytic dosing When Tue 9 March 2027, 14:00 (Denver)" in said
    assert "Sent by Thea Lindqvist, LMFT, Mon 1 March 2027, 09:00 (Denver)" in said
    assert "What you sign Folder" in said
    assert "Own words of B. Only for Robin." in said
    assert buttons(response) == ["Sign this plan", "Ask for changes", "Decline this plan"]


def test_the_meaning_and_the_digest_stand_where_the_password_is_asked(
    client, paul, sent_plan, seen, at
):
    client.force_login(paul)

    response = client.get(at("answer", sent_plan))

    assert "I have read this plan as it stands here and approve it." in words(response)
    assert f"content {seen[:12]}. Any later change voids it." in words(response)
    assert value(response, "seen_digest") == seen


def test_signing_answers_the_plan_and_leads_back_to_the_queue(client, paul, sent_plan, seen, at):
    client.force_login(paul)

    response = client.post(
        at("answer", sent_plan), {"seen_digest": seen, "password": PASSWORD}, follow=True
    )

    sent_plan.refresh_from_db()
    assert response.redirect_chain == [(QUEUE, 302)]
    assert "Signed. The papers can be prepared now." in words(response)
    assert sent_plan.stage == "cleared"
    assert SignOff.objects.get().digest == seen


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Please type your password; it is your signature."),
        ("not this one", "That is not your password, so nothing was signed."),
    ],
)
def test_a_wrong_password_signs_nothing_and_is_not_shown_again(
    client, paul, sent_plan, seen, at, typed, told
):
    client.force_login(paul)

    response = client.post(at("answer", sent_plan), {"seen_digest": seen, "password": typed})

    sent_plan.refresh_from_db()
    assert response.status_code == 422
    assert "Nothing was signed or sent back." in words(response)
    assert told in beside(response, "password")
    assert value(response, "password") is None
    assert sent_plan.stage == "with_prescriber"


def read_by(client, address):
    """What a form sends back of a page that was read."""
    page = client.get(address)
    return {name: value(page, name) for name in ("seen", "seen_digest")} | {"password": PASSWORD}


def test_a_page_grown_stale_is_refused_and_shows_what_changed(
    client, paul, couple, sent_plan, at, NOW
):
    alex = couple.pair[0]
    client.force_login(paul)
    read = read_by(client, at("answer", sent_plan))
    approvals.revoke(approval=Approval.objects.get(partner=alex), by=paul, at=NOW)
    approved(alex, paul, conditions="Only with a companion.")

    response = client.post(at("answer", sent_plan), read | {"conditions": "Call me before."})

    assert response.status_code == 409
    said = words(response)
    assert "Nothing was signed. This changed while you were reading" in said
    assert ("What changed while you were reading Alex, approval, signature: now") in said
    assert "Alex, approval, conditions: now “Only with a companion.”, before nothing." in said
    assert value(response, "seen_digest") != read["seen_digest"]
    assert value(response, "conditions") == "Call me before."
    assert value(response, "password") is None
    assert not SignOff.objects.exists()


def test_the_page_that_comes_back_can_be_signed(client, paul, couple, sent_plan, at, NOW):
    alex = couple.pair[0]
    client.force_login(paul)
    read = read_by(client, at("answer", sent_plan))
    approvals.revoke(approval=Approval.objects.get(partner=alex), by=paul, at=NOW)
    approved(alex, paul, conditions="Only with a companion.")
    again = client.post(at("answer", sent_plan), read)

    client.post(
        at("answer", sent_plan),
        {"seen_digest": value(again, "seen_digest"), "password": PASSWORD},
    )

    assert SignOff.objects.get().digest == value(again, "seen_digest")


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"partners": []}'])
def test_words_that_are_not_what_the_digest_was_made_of_are_not_believed(
    client, paul, couple, sent_plan, seen, at, NOW
):
    client.force_login(paul)
    read = read_by(client, at("answer", sent_plan))
    approvals.revoke(approval=Approval.objects.get(partner=couple.pair[0]), by=paul, at=NOW)
    approved(couple.pair[0], paul, conditions="Only with a companion.")

    response = client.post(at("answer", sent_plan), read | {"seen": seen})

    assert response.status_code == 409
    assert "What changed while you were reading" not in words(response)


def test_conditions_stand_wherever_the_signature_stands(
    client, paul, thea, sent_plan, seen, at, NOW
):
    client.force_login(paul)

    client.post(
        at("answer", sent_plan),
        {"seen_digest": seen, "password": PASSWORD, "conditions": "Only with a companion."},
    )

    kept = SignOff.objects.get()
    assert (kept.meaning, kept.conditions) == ("approved_with_conditions", "Only with a companion.")
    assert "Under the conditions: Only with a companion." in words(
        client.get(at("answer", sent_plan))
    )
    client.force_login(thea)
    after = client.get(reverse("integration:after", args=[sent_plan.pk]))
    assert "Conditions of this signature: Only with a companion." in words(after)


def test_a_plan_sent_again_says_what_changed_since_it_was_signed(
    client, paul, thea, signed_plan, at, NOW
):
    parts = {"a": {}, "b": {}}
    shared = ("hand_sign", "companion", "companion_phone", "ride")
    planning.set_roles(
        plan=signed_plan,
        parts=parts,
        stop_word="Harbour",
        by=thea,
        at=NOW,
        **{name: getattr(signed_plan, name) for name in shared},
    )
    planning.submit(plan=signed_plan, by=thea, at=NOW)
    client.force_login(paul)

    said = words(client.get(at("answer", signed_plan)))

    assert (
        "What changed since the last signature Revision 1, answered by Paul Adeyemi, "
        "Mon 1 March 2027, 09:30 (Denver) Stop word: now “Harbour”, before “Anchor”."
    ) in said


def test_a_plan_that_no_longer_fits_can_only_be_sent_back(
    client, paul, couple, sent_plan, seen, at, NOW
):
    approvals.revoke(approval=Approval.objects.get(partner=couple.pair[1]), by=paul, at=NOW)
    client.force_login(paul)

    page = client.get(at("answer", sent_plan))
    forced = client.post(
        at("answer", sent_plan), {"seen_digest": value_of(sent_plan, NOW), "password": PASSWORD}
    )

    assert "It can no longer be signed as it stands." in words(page)
    assert "Must be solved Robin has no approval that holds today." in words(page)
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
    name, meaning, told, client, paul, sent_plan, at
):
    client.force_login(paul)

    response = client.post(
        at(name, sent_plan),
        {"reason": "Name a second companion.", "password": PASSWORD},
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

    response = client.post(at(name, sent_plan), {"reason": " ", "password": PASSWORD})

    assert response.status_code == 422
    assert "Please write what should change, or why not." in beside(response, "reason", of="back")
    assert forms(response) == [at("answer", sent_plan), at("ask_for_changes", sent_plan)]
    assert f'formaction="{at("decline", sent_plan)}"' in response.text
    assert value(response, "seen_digest") == seen


def test_what_was_typed_to_a_plan_answered_meanwhile_is_shown_again(client, paul, signed_plan, at):
    client.force_login(paul)

    response = client.post(
        at("decline", signed_plan),
        {"reason": "Name a second companion.", "password": PASSWORD},
    )

    assert response.status_code == 422
    assert "This plan no longer waits for an answer." in words(response)
    assert value(response, "reason") == "Name a second companion."


def test_an_earlier_answer_stands_beside_the_new_one(client, thea, paul, sent_plan, at, NOW):
    actions.ask_for_changes(
        plan=sent_plan, reason="Name a second companion.", password=PASSWORD, by=paul, at=NOW
    )
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


def test_the_answer_asks_the_database_twelve_times(
    client, paul, sent_plan, at, django_assert_num_queries
):
    client.force_login(paul)

    with django_assert_num_queries(12):
        client.get(at("answer", sent_plan))
