"""What every deed on a private record shares: the flags, and where planning looks."""

from .. import rules
from ..models import Conversation, Flag, Interview
from ..rules import safety
from ..rules.flags import Kind
from .leaning import tell


def raise_flags(partner, topics, *, by, at):
    """Open a flag for each (topic, kind) that has none open."""
    open_already = set(Flag.objects.open().filter(partner=partner).values_list("topic", flat=True))
    for topic, kind in topics:
        if topic not in open_already:
            Flag.objects.create(
                partner=partner, kind=kind.value, topic=topic, raised_by=by, raised_at=at
            )


def reckon(partner, *, by, at, told=None):
    """Write down where this record stands, from its open flags and its last conversation.

    `told` is what a conversation just told; without one, nothing was asked yet. Whatever leans on
    the record looks at it again before this ends.
    """
    unasked = {
        "first_ketamine": True,
        "experience": rules.Experience.NONE.value,
        "recorded_by": by,
        "recorded_at": at,
    }
    standing = (told or {}) | _standing(partner)
    interview, _ = Interview.objects.update_or_create(
        partner=partner, defaults=standing, create_defaults=unasked | standing
    )
    tell(partner, at=at)
    return interview


def _standing(partner):
    flagged = set(Flag.objects.open().filter(partner=partner).values_list("kind", "topic"))
    kinds = {kind for kind, _ in flagged}
    return {
        "safety": rules.safety_of(
            concern_open=any(safety.is_concern(topic) for _, topic in flagged),
            asked_all=_asked_all(partner),
        ).value,
        "acute_risk_open": Kind.ACUTE in kinds,
        "medical_open": Kind.MEDICAL in kinds,
    }


def _asked_all(partner):
    last = Conversation.objects.filter(partner=partner).first()
    if last is not None:
        return safety.asked_all(last.answers)
    # Interviews from before each conversation was kept.
    return Interview.objects.filter(partner=partner, alone_on__isnull=False).exists()
