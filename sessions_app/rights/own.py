"""All that is kept about one partner, as plain values: their own words, never the other's.

Gathered field by field. What clinicians wrote about both (reasons, verdicts) is not in it.
"""

from ..documents.models import Paper
from ..planning.models import Part
from ..planning.rules import wishes
from ..reminders.models import Letter
from ..screening.models import (
    Conversation,
    DayCheck,
    DayQuestion,
    Flag,
    HealthForm,
    MedicineList,
)
from ..screening.rules import check, health, medicines, safety
from . import approved
from .rules import day, moment

PERSONAL = (
    "name", "preferred_name", "pronouns", "email", "phone", "zone", "language", "contact_wishes",
    "quiet_email", "quiet_phone", "quiet_address",
    "emergency_name", "emergency_relation", "emergency_phone",
)  # fmt: skip


def own(partner, *, at):
    """The whole copy, ready for JSON and for print."""
    records = partner.everywhere
    return {
        "copy_of": partner.name,
        "made_at": moment(at),
        "clinic": partner.couple.clinic.name,
        "personal": _personal(partner),
        "personal_in_a_double_folder": [_personal(double) for double in records[1:]],
        "told_alone": [_told(each) for each in Conversation.objects.filter(partner=partner)],
        "before_sessions": [_asked(each) for each in DayQuestion.objects.filter(partner=partner)],
        "before_doses": [_checked(each) for each in DayCheck.objects.filter(partner=partner)],
        "health": [_health(each) for each in HealthForm.objects.filter(partner=partner)],
        "medicines": [_medicines(each) for each in MedicineList.objects.filter(partner=partner)],
        "looked_at": [_flag(each) for each in _flags(records)],
        "approvals": approved.approvals(partner),
        "requests": approved.requests(partner),
        "plans": [_plan(part) for part in _parts(records)],
        "letters": [_letter(each) for each in _letters(records)],
        "papers": [_paper(each) for each in _papers(records)],
    }


def _personal(partner):
    return {name: getattr(partner, name) for name in PERSONAL} | {
        "born_on": day(partner.born_on),
        "wants_letters": partner.wants_letters,
        "voicemail": partner.voicemail,
        "told_that_mail_is_not_sealed_on": day(partner.mail_risk_told_on),
    }


def _told(spoken):
    return {
        "on": day(spoken.alone_on),
        "first_session": spoken.first_ketamine,
        "experience": spoken.experience_words,
        "answers": {
            question.words: safety.ANSWERS[spoken.answers[key]]
            for key, question in safety.QUESTIONS.items()
            if key in spoken.answers
        },
        "note": spoken.note,
    }


def _asked(question):
    return {
        "on": day(question.asked_on),
        "wish": question.wish_words,
        "something_to_look_at": question.worry,
        "note": question.note,
    }


def _checked(kept):
    return {
        "on": day(kept.checked_on),
        "found": {
            words: check.FOUND[kept.found[line]]
            for line, words in check.LINES.items()
            if kept.found[line]
        },
        "takes_you_home": kept.taken_by,
        "note": kept.note,
    }


def _health(form):
    return {
        "recorded_at": moment(form.recorded_at),
        "topics": {
            topic.words: _said(form.topics[key])
            for key, topic in health.TOPICS.items()
            if key in form.topics
        },
        "allergies": form.allergies,
        "vitals": form.vitals,
    }


def _said(told):
    return " ".join(filter(None, [health.ANSWERS[told["answer"]], told["words"]]))


def _medicines(kept):
    return {
        "recorded_at": moment(kept.recorded_at),
        "lines": kept.lines,
        "looked_at": [medicines.GROUPS[key].words for key in kept.groups],
    }


def _flags(records):
    return Flag.objects.filter(partner__in=records).select_related("closed_by")


def _flag(flag):
    return {
        "what": flag.words,
        "raised_at": moment(flag.raised_at),
        "closed_at": moment(flag.closed_at),
        "closed_by": str(flag.closed_by or ""),
        "why": " ".join(filter(None, [flag.assessed_why, flag.closed_why])),
    }


def _parts(records):
    return (
        Part.objects.filter(partner__in=records)
        .select_related("plan__version", "plan__therapist")
        .prefetch_related("plan__meetings", "plan__parts")
        .order_by("plan__couple", "plan__number")
    )


def _plan(part):
    plan = part.plan
    agreed = all(each.agrees_joint for each in plan.parts.all())
    return {
        "number": plan.number,
        "state": plan.stage_label,
        "approach": plan.version.name if plan.version else "",
        "session_at": moment(plan.starts_at),
        "place": plan.place,
        "therapist": str(plan.therapist or ""),
        "takes_medicine": part.doses,
        "planned_part": part.fraction,
        "planned_booster": part.booster,
        "role": wishes.NONDOSING_ROLES.get(part.nondosing_role, ""),
        "supports_by": [wishes.SUPPORT_STYLES[style] for style in part.support_styles],
        "can_stay_sober": part.can_stay_sober,
        "own_yes_to_touch": [wishes.TOUCH[kind] for kind in part.touch or []],
        "acknowledged": [wishes.ACKNOWLEDGEMENTS[key][0] for key in part.acknowledged],
        "consented_on": day(part.consented_on),
        "agreed_to_the_joint_intention_at": moment(part.agreed_at),
        "own_intention": part.private_intention,
        "joint_intention": plan.joint_intention if agreed else "",
        "meetings": [
            {"what": meeting.label, "at": moment(meeting.starts_at), "place": meeting.place}
            for meeting in plan.meetings.all()
        ],
    }


def _letters(records):
    return Letter.objects.filter(partner__in=records).order_by("meeting_starts_at")


def _letter(letter):
    return {
        "for_the_meeting_at": moment(letter.meeting_starts_at),
        "sent_at": moment(letter.sent_at),
    }


def _papers(records):
    return Paper.objects.listed().filter(partner__in=records)


def _paper(paper):
    return {"made_at": moment(paper.asked_at), "plan": paper.plan.number, "pages": paper.pages}
