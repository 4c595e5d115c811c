"""Letters about an account: neutral, at least once, and never from a dead worker's hands only."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from sessions_app.access import actions, tasks
from sessions_app.access.letters import SUBJECTS, written
from sessions_app.access.models import KeptWords, Notice, Session
from sessions_app.access.rules import News
from tests.factories.access import KeptWordsFactory, NoticeFactory, SessionFactory
from tests.house.test_discreet import clinical

pytestmark = pytest.mark.usefixtures("frozen")
MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
@pytest.mark.parametrize("news", list(News))
def test_a_letter_says_what_happened_and_no_clinical_word(news):
    letter = written(NoticeFactory(kind=news.value, site="https://plans.elm.example"))

    said = f"{letter.subject}\n{letter.body}"
    assert letter.subject == SUBJECTS[news]
    assert clinical(said.replace("factor", "")) == []
    assert letter.to == [letter.to[0]]


@pytest.mark.django_db
def test_a_notice_reads_like_this():
    letter = written(NoticeFactory(account__name="Thea Lindqvist"))

    assert letter.body == (
        "Hello Thea Lindqvist,\n\n"
        "The password of your account was changed on Mon 1 March 2027, 17:00 UTC.\n\n"
        "If that was you, there is nothing to do. If it was not, please tell whoever looks after\n"
        "accounts at your work at once; they can close the account.\n"
    )


@pytest.mark.django_db
def test_a_link_leads_to_the_site_where_it_was_asked_for():
    notice = NoticeFactory(kind="reset_asked", site="https://plans.elm.example")

    body = written(notice).body

    assert f"https://plans.elm.example/reset/{notice.account.pk}-" in body
    assert "This link is good for one hour:" in body


@pytest.mark.django_db
def test_a_sweep_sends_what_waits_once(NOW):
    notices = [NoticeFactory(), NoticeFactory()]

    tasks.sweep()
    tasks.sweep()

    assert [letter.to for letter in mail.outbox] == [[each.address] for each in notices]
    assert set(Notice.objects.values_list("sent_at", flat=True)) == {NOW}


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [smtplib.SMTPServerDisconnected, ConnectionRefusedError])
def test_a_letter_that_did_not_leave_is_tried_again_after_ten_minutes(monkeypatch, trouble, NOW):
    NoticeFactory()
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", raising(trouble))
        tasks.sweep()

    tasks.sweep()
    sent_at_once = len(mail.outbox)
    with time_machine.travel(NOW + 10 * MINUTE, tick=False):
        tasks.sweep()

    assert (sent_at_once, len(mail.outbox)) == (0, 1)


def raising(trouble):
    def send(letter):
        raise trouble

    return send


@pytest.mark.django_db
def test_a_letter_of_a_worker_that_died_is_sent_by_another(NOW):
    NoticeFactory()
    actions.claim_notice(at=NOW)

    with time_machine.travel(NOW + 10 * MINUTE, tick=False):
        tasks.sweep()

    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_letter_of_yesterday_is_not_sent_any_more(NOW):
    NoticeFactory(asked_at=NOW - timedelta(hours=25))

    tasks.sweep()

    assert mail.outbox == []


@pytest.mark.django_db
def test_a_sweep_clears_away_what_nobody_needs(NOW):
    SessionFactory(expire_date=NOW - MINUTE)
    KeptWordsFactory(kept_at=NOW - timedelta(hours=13))
    session, kept = SessionFactory(), KeptWordsFactory()

    tasks.sweep()

    assert list(Session.objects.all()) == [session]
    assert list(KeptWords.objects.all()) == [kept]
