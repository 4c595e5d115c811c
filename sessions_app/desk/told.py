"""One partner's private answers as their record shows them, to that partner's care team alone."""

from django.urls import reverse

from ..couples.models import Partner
from ..screening import reading
from ..screening.models import Conversation, DayCheck, DayQuestion, Flag
from ..screening.rules import flags, safety
from .waiting import Asked

TONES = {flags.State.OPEN: "mind", flags.State.ASSESSED: "wait", flags.State.CLOSED: "plain"}
URGENT = ("acute", "safety", "medical")
STATES = {
    flags.State.OPEN: "Open",
    flags.State.ASSESSED: "Assessed, waits for a prescriber",
    flags.State.CLOSED: "Closed",
}
WAITS_FOR = {
    ("medical", flags.State.OPEN): "Waits for a prescriber.",
    ("safety", flags.State.OPEN): "Waits for a clinician.",
    ("acute", flags.State.OPEN): "Waits for a clinician to assess it today, alone with them.",
    ("acute", flags.State.ASSESSED): "Waits for a prescriber who did not assess it.",
}


def private(partner, *, account, clinic, cares):
    """Everything the record shows of what one partner told; their interview is read along.

    `cares` is whether the account is on their care team, which alone closes a flag.
    """
    # Not every partner has been interviewed, and then there is no such attribute.
    interview = getattr(partner, "interview", None)
    raised = Flag.objects.filter(partner=partner).select_related(
        "raised_by", "assessed_by", "closed_by", "partner__couple"
    )
    rows = [
        _flag(flag, account=account, clinic=clinic, cares=cares)
        for flag in sorted(raised, key=lambda flag: URGENT.index(flag.kind))
    ]
    spoken = Conversation.objects.filter(partner=partner).select_related("recorded_by")
    return {
        "told": interview if interview and interview.alone_on else None,
        "flags": [row for row in rows if row["flag"].closed_at is None],
        "closed": [row for row in rows if row["flag"].closed_at],
        **_with_earlier("health", reading.all_health(partner)),
        **_with_earlier("medicines", reading.all_medicines(partner)),
        "day_questions": DayQuestion.objects.filter(partner=partner).select_related("recorded_by"),
        "checks": DayCheck.objects.filter(partner=partner).select_related("recorded_by"),
        "conversations": [_conversation(each) for each in spoken],
    }


def _with_earlier(name, found):
    """What was told last under its name, and what was told before, for people may tell less."""
    return {name: next(iter(found), None), f"{name}_before": found[1:]}


def asked(account, *, clinic):
    """One line for each record in which a flag waits for this account.

    It names nobody and no reason: whoever looks at the screen learns nothing from it.
    """
    waiting = (
        Flag.objects.open()
        .visible_to(account)
        .filter(partner__in=Partner.objects.of_team(account))
        .filter(partner__couple__clinic=clinic, partner__in=Partner.objects.kept())
    )
    first = {}
    for flag in waiting.order_by("raised_at", "pk"):
        if flag.assessed_by_id != account.pk and account.may(flag.asks_for, clinic):
            first.setdefault(flag.partner_id, flag)
    return [
        Asked(
            mine=True,
            tag="Record",
            title="A private record waits for you",
            hint="Open it when you are alone.",
            url=reverse("desk:record", args=[partner]),
            since=flag.raised_at,
        )
        for partner, flag in first.items()
    ]


def _flag(flag, *, account, clinic, cares):
    state = flag.state
    return {
        "flag": flag,
        "kind": flags.LABELS[flags.Kind(flag.kind)],
        "tone": "not" if flag.kind == "acute" and state != flags.State.CLOSED else TONES[state],
        "state": STATES[state],
        "waits": WAITS_FOR.get((flag.kind, state), ""),
        "mine": cares
        and flag.asks_for is not None
        and flag.assessed_by_id != account.pk
        and account.may(flag.asks_for, clinic)
        and flag.partner.erased_at is None
        and flag.partner.couple.merged_into_id is None,
        "verb": "Assess" if flag.next_step == flags.State.ASSESSED else "Close",
    }


def _conversation(spoken):
    return {
        "spoken": spoken,
        "answers": [
            (question.words, safety.ANSWERS[spoken.answers[key]])
            for key, question in safety.QUESTIONS.items()
            if key in spoken.answers
        ],
    }
