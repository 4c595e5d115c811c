from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action, Role
from ..models import CLINICAL_ROLES, CareTeamMember, Couple


class NotOnTheTeam(Exception):
    def __str__(self):
        return "This person cannot be chosen here. Please look at the list again."


class LeadsThem(Exception):
    def __str__(self):
        return "This person leads their care. Hand the lead to somebody else first."


def _locked(couple, *, by):
    require(account=by, clinic=couple.clinic, action=Action.OPEN_COUPLE)
    return Couple.objects.select_for_update().get(pk=couple.pk)


def _works_here(account, couple, roles):
    standing = account.memberships.standing().filter(clinic=couple.clinic, role__in=roles)
    return account.is_active and standing.exists()


@transaction.atomic
def join_team(*, couple, account, by, at):
    """From now on this clinician reads the plans and both records."""
    couple = _locked(couple, by=by)
    if not _works_here(account, couple, CLINICAL_ROLES):
        raise NotOnTheTeam
    member, new = CareTeamMember.objects.get_or_create(
        couple=couple, account=account, defaults={"joined_at": at}
    )
    if new:
        record(deed="care team joined", subject=couple, by=by, at=at, account=account.pk)
    return member


@transaction.atomic
def leave_team(*, couple, account, by, at):
    """From now on this clinician reads nothing of these two. Raises `LeadsThem`."""
    couple = _locked(couple, by=by)
    if account.pk == couple.lead_id:
        raise LeadsThem
    gone, _ = CareTeamMember.objects.filter(couple=couple, account=account).delete()
    if not gone:
        raise NotOnTheTeam
    record(deed="care team left", subject=couple, by=by, at=at, account=account.pk)


@transaction.atomic
def hand_lead(*, couple, account, by, at):
    """Another therapist of the care team leads; who led before stays on the team."""
    couple = _locked(couple, by=by)
    if not _works_here(account, couple, [Role.THERAPIST.value]):
        raise NotOnTheTeam
    if not CareTeamMember.objects.filter(couple=couple, account=account).exists():
        raise NotOnTheTeam
    before, couple.lead = couple.lead_id, account
    couple.save(update_fields=["lead"])
    record(deed="lead handed over", subject=couple, by=by, at=at, before=before, account=account.pk)
    return couple
