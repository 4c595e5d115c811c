from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_record
from ...people.actions import require
from ...people.rules import Action, local_day
from ..models import Conversation
from ..rules import safety
from .standing import raise_flags, reckon


class NotYetAsked(Exception):
    def __str__(self):
        return "The interview cannot be on a day that has not come yet."


class LimitsNotTold(Exception):
    def __str__(self):
        return "Tell the limits of confidentiality first, and ask alone. Then record it."


class PolicyNotStated(Exception):
    def __str__(self):
        return "State the policy on secrets to both first, on that day or before it."


@transaction.atomic
def record_interview(
    *, partner, alone, alone_on, limits_told, first_ketamine, experience, answers, note, by, at
):
    """Keep what this partner told alone; each answer that asks for somebody opens a flag.

    Earlier conversations stay. The trail says that it was done, never what was said. Raises
    `NotYetAsked`, `PolicyNotStated` and `LimitsNotTold`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.RECORD_INTERVIEW)
    partner = lock_record(partner=partner)
    if alone_on > local_day(at=at, zone=partner.couple.clinic.zone):
        raise NotYetAsked
    stated_on = partner.couple.policy_stated_on
    if stated_on is None or stated_on > alone_on:
        raise PolicyNotStated
    if not (alone and limits_told):
        raise LimitsNotTold
    told = {
        "alone_on": alone_on,
        "first_ketamine": first_ketamine,
        "experience": experience,
        "note": note,
        "recorded_by": by,
        "recorded_at": at,
    }
    Conversation.objects.create(
        partner=partner, alone=True, limits_told=True, answers=answers, **told
    )
    raised = [(key, safety.QUESTIONS[key].kind) for key in safety.raised(answers)]
    raise_flags(partner, raised, by=by, at=at)
    interview = reckon(partner, by=by, at=at, told=told)
    record(deed="interview recorded", subject=partner, by=by, at=at)
    return interview
