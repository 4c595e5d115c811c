from django.db import transaction

from ...people.actions import record_everywhere
from ..models import Session


@transaction.atomic
def end_sign_in(*, session, by, at):
    """Sign one device out."""
    session.ended_at = at
    Session.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at)
    record_everywhere(deed="device signed out", account=by, by=by, at=at)


@transaction.atomic
def end_other_sign_ins(*, account, but, by, at):
    """Sign every other device out; how many that were."""
    others = Session.objects.visible_to(account).filter(ended_at=None).exclude(pk=but)
    count = others.standing(at=at).count()
    others.update(ended_at=at)
    record_everywhere(deed="other devices signed out", account=account, by=by, at=at, count=count)
    return count


@transaction.atomic
def note_sign_in(*, account, device, factor, by, at):
    record_everywhere(
        deed="signed in", account=account, by=by, at=at, device=device, second_factor=factor
    )
