"""Whether every signature is still the one that was given, and none is gone."""

from ..audit.models import Event
from .models import Signature

AT_ONCE = 500


class SignatureIsBroken(Exception):
    """Says in one sentence which signature it is."""


def walk():
    """Go through all signatures and return how many; raises `SignatureIsBroken` at the first fault.

    The trail must have been walked before: it is what the signatures are compared with.
    """
    told = dict(Event.objects.filter(facts__has_key="seal").values_list("facts__seal", "number"))
    kinds = sorted(Signature.__subclasses__(), key=lambda kind: kind._meta.model_name)
    count = 0
    for kind in kinds:
        for row in kind.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
            _check(row, told)
            count += 1
    if told:
        number = min(told.values())
        raise SignatureIsBroken(f"The signature that row {number} of the trail tells of is gone.")
    return count


def _check(row, told):
    who = f"The signature of {row.signed_name}, {row.signed_at:%Y-%m-%d %H:%M} UTC,"
    if not row.is_whole:
        raise SignatureIsBroken(f"{who} stands under words that were changed.")
    if told.pop(row.seal, None) is None:
        raise SignatureIsBroken(f"{who} was changed, or nobody gave it.")
