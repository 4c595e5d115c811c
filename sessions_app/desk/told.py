"""One partner's private answers as their record shows them, to that partner's care team alone."""

from ..screening.models import Conversation, Flag, HealthForm, Interview, MedicineList
from ..screening.rules import flags, health, medicines, safety

TONES = {flags.State.OPEN: "mind", flags.State.ASSESSED: "wait", flags.State.CLOSED: "plain"}
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


def private(partner, *, account, clinic):
    """Everything the record shows of what one partner told."""
    raised = Flag.objects.filter(partner=partner).select_related(
        "raised_by", "assessed_by", "closed_by"
    )
    rows = [_flag(flag, account=account, clinic=clinic) for flag in raised]
    form = HealthForm.objects.filter(partner=partner).select_related("recorded_by").first()
    kept = MedicineList.objects.filter(partner=partner).select_related("recorded_by").first()
    spoken = Conversation.objects.filter(partner=partner).select_related("recorded_by")
    return {
        "told": Interview.objects.filter(partner=partner, alone_on__isnull=False)
        .select_related("recorded_by")
        .first(),
        "flags": [row for row in rows if row["flag"].closed_at is None],
        "closed": [row for row in rows if row["flag"].closed_at],
        "health": form and {"form": form} | _topics(form),
        "medicines": kept and {"list": kept, "groups": _groups(kept)},
        "conversations": [_conversation(each) for each in spoken],
    }


def _flag(flag, *, account, clinic):
    state = flag.state
    return {
        "flag": flag,
        "kind": flags.LABELS[flags.Kind(flag.kind)],
        "tone": "not" if flag.kind == "acute" and state != flags.State.CLOSED else TONES[state],
        "state": STATES[state],
        "waits": WAITS_FOR.get((flag.kind, state), ""),
        "mine": flag.asks_for is not None
        and flag.assessed_by_id != account.pk
        and account.may(flag.asks_for, clinic),
        "verb": "Assess" if flag.next_step == flags.State.ASSESSED else "Close",
    }


def _topics(form):
    """What was said yes to or is not known, and how many topics were answered with no."""
    told = [(health.TOPICS[key], each) for key, each in form.topics.items() if key in health.TOPICS]
    return {
        "topics": [
            {"topic": topic, "answer": health.ANSWERS[each["answer"]], "words": each["words"]}
            for topic, each in told
            if each["answer"] != "no" or each["words"]
        ],
        "noes": sum(each["answer"] == "no" and not each["words"] for _, each in told),
    }


def _groups(kept):
    return [medicines.GROUPS[key] for key in kept.groups if key in medicines.GROUPS]


def _conversation(spoken):
    return {
        "spoken": spoken,
        "answers": [
            (question.words, safety.ANSWERS[spoken.answers[key]])
            for key, question in safety.QUESTIONS.items()
            if key in spoken.answers
        ],
    }
