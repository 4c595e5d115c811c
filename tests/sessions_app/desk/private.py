"""One partner's record with a word of their own in every private field there is."""

from datetime import date

from sessions_app.approvals.models import Approval
from sessions_app.couples import actions as couples
from sessions_app.screening import actions as screening
from sessions_app.screening.rules.check import LINES
from sessions_app.screening.rules.health import TOPICS
from sessions_app.screening.rules.medicines import GROUPS
from sessions_app.screening.rules.safety import QUESTIONS
from tests.factories.planning import NOW


def told_everything(partner, *, by, word="ZEBRA", at=NOW):
    """Every question alarms, every topic is a yes, every contact is confidential."""
    screening.record_interview(
        partner=partner,
        alone=True,
        alone_on=date(2027, 3, 1),
        limits_told=True,
        first_ketamine=True,
        experience="none",
        answers={key: question.alarm for key, question in QUESTIONS.items()},
        note=f"{word} note",
        by=by,
        at=at,
    )
    screening.record_health(
        partner=partner,
        topics={key: {"answer": "yes", "words": f"{word} {key}"} for key in TOPICS},
        allergies=f"{word} pollen",
        measured_on=date(2027, 2, 28),
        systolic=199,
        diastolic=111,
        by=by,
        at=at,
    )
    screening.record_medicines(
        partner=partner, lines=[f"{word} tablets"], groups=[*GROUPS], by=by, at=at
    )
    screening.record_day_question(
        partner=partner,
        alone=True,
        asked_on=date(2027, 3, 1),
        wish="unsaid",
        worry=True,
        note=f"{word} wish",
        by=by,
        at=at,
    )
    screening.record_day_check(
        partner=partner,
        alone=True,
        checked_on=date(2027, 3, 1),
        taken_by=f"{word} brother",
        note=f"{word} morning",
        by=by,
        at=at,
        **dict.fromkeys(LINES, "otherwise"),
    )
    couples.note_contact(
        partner=partner,
        mail_risk_told_on=date(2027, 2, 28),
        voicemail=True,
        contact_wishes=f"{word} wishes",
        quiet_email=f"{word}@quiet.example",
        quiet_phone=f"{word} 720-555-01{ord(partner.side)}",
        quiet_address=f"{word} Box 9",
        emergency_name=f"{word} sister",
        emergency_relation=f"{word} relation",
        emergency_phone=f"{word} 720-555-0178",
        by=by,
        at=at,
    )


def put_back(partner):
    """The approval as it stood before something was told; the database lets these tests do so."""
    Approval.objects.filter(partner=partner).exclude(ended="").update(
        ended="", ended_why="", ended_note="", ended_at=None, ended_by=None
    )
