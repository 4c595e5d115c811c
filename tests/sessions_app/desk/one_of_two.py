"""What one partner tells, wishes or asks for, each by its own deed."""

from datetime import date

from sessions_app.approvals import actions as approvals
from sessions_app.couples import actions as couples
from sessions_app.planning.models import Part
from sessions_app.rights import actions as rights
from sessions_app.screening import actions as screening
from sessions_app.screening.models import Flag
from sessions_app.screening.rules.check import LINES
from sessions_app.screening.rules.health import TOPICS
from sessions_app.screening.rules.safety import QUESTIONS
from tests.factories.planning import NOW
from tests.factories.screening import NOTHING_RAISED


def interviewed(answers):
    return lambda alex, by, paul: screening.record_interview(
        partner=alex, alone=True, alone_on=date(2027, 3, 1), limits_told=True, answers=answers,
        first_ketamine=True, experience="none", note="ZEBRA", by=by, at=NOW,
    )  # fmt: skip


def noted(**wishes):
    return lambda alex, by, paul: couples.note_contact(partner=alex, by=by, at=NOW, **wishes)


def corrected(**changed):
    return lambda alex, by, paul: couples.correct_partner(partner=alex, by=by, at=NOW, **changed)


def healthy(alex, by, paul):
    topics = {key: {"answer": "yes", "words": "ZEBRA"} for key in TOPICS}
    screening.record_health(partner=alex, topics=topics, allergies="ZEBRA", by=by, at=NOW)


def allergic(alex, by, paul):
    screening.record_health(partner=alex, topics={}, allergies="ZEBRA", by=by, at=NOW)


def taking(alex, by, paul):
    screening.record_medicines(partner=alex, lines=["ZEBRA"], groups=["maoi"], by=by, at=NOW)


def asked_before_a_session(**answered):
    told = {"wish": "yes", "worry": False, "note": "ZEBRA", "asked_on": date(2027, 3, 1)}
    return lambda alex, by, paul: screening.record_day_question(
        partner=alex, alone=True, by=by, at=NOW, **told | answered
    )


def checked_before_a_dose(found):
    return lambda alex, by, paul: screening.record_day_check(
        partner=alex, alone=True, checked_on=date(2027, 3, 1), taken_by="ZEBRA", note="ZEBRA",
        by=by, at=NOW, **dict.fromkeys(LINES, found),
    )  # fmt: skip


def flag_closed(alex, by, paul):
    taking(alex, by, paul)
    flag = Flag.objects.get(partner=alex)
    screening.close_flag(flag=flag, seen="open", why="ZEBRA", by=paul, at=NOW)


def asked_for(alex, by, paul):
    asked = approvals.prepare(
        partner=alex, approaches=["solo"], settings=["office"], wish="ZEBRA", by=by, at=NOW
    )
    return approvals.submit(request=asked, by=by, at=NOW)


def declined(alex, by, paul):
    asked = approvals.take(request=asked_for(alex, by, paul), by=paul, at=NOW)
    approvals.decline(request=asked, reason="ZEBRA", by=paul, at=NOW)


def measured(alex, by, paul):
    approval = alex.approvals.get()
    approvals.read(approval=approval, systolic=120, diastolic=80, heart_rate=60, by=by, at=NOW)


def reviewed(alex, by, paul):
    """Another dose, form and conditions, as a renewal brings them."""
    figures = {"conditions": "ZEBRA", "medicine": "ZEBRA", "form": "troche", "monitoring": "ZEBRA"}
    alex.approvals.update(approved_dose_mg=111, session_max_mg=111, fast_solids_h=8, **figures)


def intended(alex, by, paul):
    Part.objects.filter(partner=alex).update(private_intention="ZEBRA", touch=["hand"])


def handed_out(alex, by, paul):
    rights.hand_out(partner=alex, form="json", by=by, at=NOW)


PRIVATE_FACTS = {
    "an interview that raises nothing": interviewed(NOTHING_RAISED),
    "an interview in which everything alarms": interviewed(
        {key: each.alarm for key, each in QUESTIONS.items()}
    ),
    "health": healthy,
    "allergies": allergic,
    "medicines": taking,
    "a flag that was closed": flag_closed,
    "a wish before a session": asked_before_a_session(),
    "a no before a session": asked_before_a_session(wish="no"),
    "a worry before a session": asked_before_a_session(worry=True),
    "a check before a dose": checked_before_a_dose("as_asked"),
    "a check in which nothing is as asked": checked_before_a_dose("otherwise"),
    "a check in which nothing is known": checked_before_a_dose("unknown"),
    "a confidential e-mail": noted(quiet_email="zebra@quiet.example"),
    "a confidential phone": noted(quiet_phone="720-555-0142"),
    "a confidential address": noted(quiet_address="ZEBRA Box 9"),
    "wishes about contact": noted(contact_wishes="ZEBRA", voicemail=True),
    "being told about e-mail": noted(mail_risk_told_on=date(2027, 2, 28)),
    "an emergency contact": noted(emergency_name="ZEBRA", emergency_phone="720-555-0178"),
    "another own address": corrected(email="zebra@mail.example", phone="720-555-0111"),
    "a language": corrected(language="ZEBRA"),
    "no letters": corrected(wants_letters=False),
    "a request to a prescriber": asked_for,
    "a request that was declined": declined,
    "a reading": measured,
    "dose, form and conditions": reviewed,
    "a private intention": intended,
    "a request for a copy": handed_out,
}
