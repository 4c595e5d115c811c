"""Whether every plan that reads as signed was signed, and what was sent is kept as it was."""

import hashlib

from django.db.models import Exists, OuterRef

from ..planning.models import Plan, Revision
from ..planning.rules.stages import Stage
from ..signing.verifying import AT_ONCE, SignatureIsBroken
from .models import SignOff

READS_AS_SIGNED = [Stage.CLEARED.value, Stage.HELD.value]


def walk():
    """Raises `SignatureIsBroken` at the first plan or revision that is not as it was left."""
    told = {"revision": OuterRef("revision"), "digest": OuterRef("cleared_digest")}
    signed = SignOff.objects.approving().filter(plan=OuterRef("pk"), **told)
    plans = Plan.objects.filter(stage__in=READS_AS_SIGNED).exclude(Exists(signed))
    if bare := plans.order_by("pk").first():
        raise SignatureIsBroken(f"{_which(bare)} reads as signed, and nobody signed it as it is.")
    for kept in Revision.objects.select_related("plan").iterator(chunk_size=AT_ONCE):
        if hashlib.sha256(bytes(kept.content)).hexdigest() != kept.digest:
            raise SignatureIsBroken(f"{_which(kept.plan)}, revision {kept.number}, was changed.")


def _which(plan):
    return f"Session plan {plan.number} of folder {plan.couple_id}"
