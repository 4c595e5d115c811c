"""Whether every approval still reads as its prescriber signed it, figure for figure."""

import json

from ..signing.verifying import AT_ONCE, SignatureIsBroken
from .actions import content
from .models import ApprovalSignature

# A name is corrected, and taken away when a record is erased; whose approval it is, stays.
MAY_CHANGE = {"name"}


def walk():
    """Raises `SignatureIsBroken` at the first whose row is not what was signed.

    The signatures themselves must have been walked before: they are what the rows are held against.
    """
    kept = ApprovalSignature.objects.select_related("approval__partner").order_by("pk")
    for signature in kept.iterator(chunk_size=AT_ONCE):
        signed, reads = json.loads(bytes(signature.content)), content(signature.approval)
        if any(reads.get(name) != signed[name] for name in signed.keys() - MAY_CHANGE):
            raise SignatureIsBroken(
                f"The approval that {signature.signed_name} signed, "
                f"{signature.signed_at:%Y-%m-%d %H:%M} UTC, reads otherwise than it was signed."
            )
