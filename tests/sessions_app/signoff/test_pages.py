"""Reading a plan that waits, and answering it."""

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.couples import actions as couples
from sessions_app.couples.models import CareTeamMember
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS, approved
from tests.factories.people import PASSWORD, colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.factories.signoff import sign
from tests.sessions_app.pages import beside, buttons, value, words

pytestmark = pytest.mark.usefixtures("frozen")
QUEUE = "/sign-off/"


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
    return {name: value(page, name) for name in ("seen", "seen_digest", "revision")} | {
        "password": PASSWORD
    }


def test_a_sign_that_stood_in_a_record_before_does_not_keep_a_plan_from_being_signed(
    client, paul, couple, sent_plan, at
):
    couple.partners.filter(side="a").update(name="Alex \u202eMoreno\ufffd")
    client.force_login(paul)
    read = read_by(client, at("answer", sent_plan))

    response = client.post(at("answer", sent_plan), read)

    assert "\u202e" in read["seen"]
    assert response.url == QUEUE
    assert SignOff.objects.get().digest == read["seen_digest"]


def test_a_page_grown_stale_is_refused_and_shows_what_changed(
    client, paul, couple, sent_plan, at, NOW
):
    alex = couple.pair[0]
    client.force_login(paul)
    read = read_by(client, at("answer", sent_plan))
    approvals.revoke(**ENDS, approval=Approval.objects.get(partner=alex), by=paul, at=NOW)
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
    approvals.revoke(**ENDS, approval=Approval.objects.get(partner=alex), by=paul, at=NOW)
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
    approvals.revoke(**ENDS, approval=Approval.objects.get(partner=couple.pair[0]), by=paul, at=NOW)
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


def test_in_a_paused_folder_it_is_told_first_that_nothing_is_signed(
    client, paul, thea, couple, sent_plan, seen, at, NOW
):
    couples.pause(couple=couple, why="Holidays.", by=thea, at=NOW)
    client.force_login(paul)

    page = client.get(at("answer", sent_plan))
    sent = client.post(at("answer", sent_plan), {"seen_digest": seen, "password": PASSWORD})

    assert "This folder is paused. It can be signed when the folder is open again." in words(page)
    assert buttons(page) == ["Ask for changes", "Decline this plan"]
    assert "This folder is paused. Open it again before anything is planned." in words(sent)
    assert (sent.status_code, SignOff.objects.exists()) == (409, False)


def test_a_form_sent_from_another_window_says_that_the_answer_is_kept(client, paul, sent_plan, at):
    client.force_login(paul)
    read = read_by(client, at("answer", sent_plan))
    client.post(at("answer", sent_plan), read | {"password": PASSWORD})

    again = client.post(at("answer", sent_plan), read | {"password": PASSWORD})

    assert again.status_code == 409
    assert (
        "You have answered this plan. Your answer is kept as you gave it, and nothing was done a "
        "second time." in words(again)
    )
    assert "Nothing was signed." not in words(again)
    assert SignOff.objects.count() == 1


def test_a_plan_that_somebody_else_answered_is_not_told_as_ones_own(
    client, paul, sent_plan, at, clinic
):
    other = colleague(clinic, Role.PRESCRIBER, email="pia@elm.example")
    joins = {"couple": sent_plan.couple, "account": other, "joined_at": WORKING_HOUR}
    CareTeamMember.objects.create(**joins)
    client.force_login(other)
    read = read_by(client, at("answer", sent_plan))
    sign(sent_plan, by=paul, at=WORKING_HOUR)

    late = client.post(at("answer", sent_plan), read | {"password": PASSWORD})

    assert late.status_code == 409
    assert "Nothing was signed. This plan no longer waits for an answer." in words(late)
