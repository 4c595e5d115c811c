"""What is typed and not saved. No row in the trail: the record is not touched, and these go by."""

from django.db import transaction

from ...people.actions import require
from ...people.rules import Action
from ..models import Draft


@transaction.atomic
def keep_draft(*, plan, station, fields, by, at):
    """Keep what was typed at a station, in place of what was kept before; forget what ran out."""
    require(account=by, clinic=plan.couple.clinic, action=Action.PLAN)
    Draft.objects.stale(at).delete()
    draft, _ = Draft.objects.update_or_create(
        account=by, plan=plan, station=station, defaults={"fields": fields, "kept_at": at}
    )
    return draft


def drop_draft(*, plan, station, by, at):
    """Forget it: it was saved, or thrown away on purpose."""
    Draft.objects.filter(account=by, plan=plan, station=station, kept_at__lte=at).delete()
