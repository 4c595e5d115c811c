from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action, Secrets, local_day
from ..models import Couple
from .stages import check_joint


class NotYetStated(Exception):
    def __str__(self):
        return "The policy cannot have been stated on a day that has not come yet."


@transaction.atomic
def state_policy(*, couple, policy, stated_on, by, at):
    """Keep which policy on secrets both were told, and on which day."""
    require(account=by, clinic=couple.clinic, action=Action.OPEN_COUPLE)
    couple = Couple.objects.select_for_update().get(pk=couple.pk)
    check_joint(couple)
    if stated_on > local_day(at=at, zone=couple.clinic.zone):
        raise NotYetStated
    couple.secrets_policy, couple.policy_stated_on = Secrets(policy).value, stated_on
    couple.save(update_fields=["secrets_policy", "policy_stated_on"])
    # Each talk alone was under the one that stood then, so the trail keeps them all.
    told = {"policy": couple.secrets_policy, "stated_on": stated_on.isoformat()}
    record(deed="policy on secrets stated", subject=couple, by=by, at=at, **told)
    return couple
