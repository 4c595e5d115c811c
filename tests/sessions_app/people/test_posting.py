"""The letter of an invitation: what it says, and what becomes of it."""

import re
from datetime import timedelta

import pytest

from sessions_app.people import actions
from sessions_app.people.models import Invitation
from sessions_app.people.rules import LetterState, letter_state, pause_after
from sessions_app.people.tasks import drain
from sessions_app.post.rules import tells
from tests.factories.people import InvitationFactory
from tests.factories.planning import NOW

pytestmark = pytest.mark.django_db
NELL = "nell@elm.example"
LINK = re.compile(r"https://elm\.example/join/([\w-]{43})/")


@pytest.fixture
def invitation(clinic):
    return InvitationFactory(clinic=clinic, email=NELL, invited_at=NOW)


def posted(at=NOW):
    drain(clock=lambda: at)
    return Invitation.objects.get()


def test_the_letter_carries_the_link_and_the_row_only_its_digest(invitation, smtp_sink):
    kept = posted()

    (letter,) = smtp_sink.letters
    text = letter.message.get_content()
    code = LINK.search(text).group(1)
    assert letter.address == NELL
    assert letter.message["Subject"] == "An invitation from Elm Appointments"
    assert (kept.link_digest, kept.sent_at) == (actions.digest_of(code=code), NOW)
    assert code not in str(vars(kept))


def test_the_letter_says_nothing_of_what_the_clinic_does(invitation, smtp_sink):
    posted()

    (letter,) = smtp_sink.letters
    assert not tells(letter.message.get_content())
    assert "Elm House" not in letter.message.as_string()
    assert "therapist" not in letter.message.as_string()


def test_a_letter_leaves_once(invitation, smtp_sink):
    posted()
    posted(NOW + timedelta(hours=1))

    assert len(smtp_sink.letters) == 1


def test_a_letter_sent_again_has_another_link(invitation, ada, smtp_sink):
    first = posted().link_digest
    actions.invite_again(invitation=invitation, by=ada, at=NOW)
    second = posted().link_digest

    assert len(smtp_sink.letters) == 2
    assert first != second
    assert not Invitation.objects.opened_by(first, at=NOW).exists()


def test_a_silent_mail_server_costs_nothing_but_time(invitation, smtp_sink):
    smtp_sink.close()
    before = posted()
    smtp_sink.open()
    after = posted(NOW + timedelta(minutes=1))

    assert (before.claim, before.tries, before.sent_at) == (None, 0, None)
    assert after.sent_at == NOW + timedelta(minutes=1)


def test_a_no_for_now_is_tried_again_later_and_a_clear_no_never(invitation, smtp_sink):
    smtp_sink.refusals[NELL] = "450 Not now"
    later = posted()
    smtp_sink.refusals[NELL] = "550 Nobody here"
    never = posted(NOW + timedelta(minutes=1))

    assert (later.tries, later.due_at, later.failed_at) == (1, NOW + timedelta(minutes=1), None)
    assert never.failed_at == NOW + timedelta(minutes=1)
    assert "550" in never.failed_why
    assert never.link_digest == ""


def test_a_line_that_breaks_after_the_dot_leaves_the_letter_uncertain(invitation, smtp_sink):
    smtp_sink.to_the_dot[NELL] = smtp_sink.HANG_UP
    first = posted()
    posted(NOW + timedelta(hours=1))

    assert (first.sent_at, first.handing_at) == (None, NOW)
    assert first.letter_state(NOW) == LetterState.UNCERTAIN
    assert len(smtp_sink.letters) == 1
    assert Invitation.objects.opened_by(first.link_digest, at=NOW).exists()


def test_an_invitation_withdrawn_meanwhile_is_not_handed_over(invitation, ada, smtp_sink):
    def clock():
        Invitation.objects.filter(withdrawn_at=None).exclude(claim=None).update(
            withdrawn_at=NOW, withdrawn_by=ada
        )
        return NOW

    drain(clock=clock)

    assert smtp_sink.letters == []
    assert Invitation.objects.get().handing_at is None


def test_a_letter_whose_worker_is_gone_is_taken_by_another(invitation, smtp_sink):
    (taken,) = actions.claim_letters(at=NOW)

    assert taken == invitation
    assert actions.claim_letters(at=NOW + timedelta(seconds=60)) == []
    assert actions.claim_letters(at=NOW + timedelta(seconds=61)) == [invitation]


def test_an_address_no_letter_can_carry_fails_with_a_sentence(invitation, smtp_sink):
    Invitation.objects.update(email="zdrój@elm.example")

    assert "cannot be written on a letter" in posted().failed_why


@pytest.mark.parametrize(
    ("sent", "handed", "failed", "expired", "state"),
    [
        (False, False, False, False, LetterState.PLANNED),
        (True, True, False, False, LetterState.SENT),
        (False, True, False, False, LetterState.UNCERTAIN),
        (False, False, True, False, LetterState.FAILED),
        (False, True, True, False, LetterState.FAILED),
        (True, True, False, True, LetterState.EXPIRED),
    ],
)
def test_where_a_letter_is(sent, handed, failed, expired, state):
    assert letter_state(sent=sent, handed=handed, failed=failed, expired=expired) == state


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 30), (99, 30)])
def test_the_pause_doubles_up_to_half_an_hour(tries, minutes):
    assert pause_after(tries=tries) == timedelta(minutes=minutes)
