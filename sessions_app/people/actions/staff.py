"""Who works in a clinic, in which roles, and under which licence."""

from django.db import transaction
from django.db.models import Q

from ...audit.actions import record
from .. import rules
from ..fence import looking_everywhere
from ..models import Account, Clinic, Invitation, Licence, Membership
from .asking import require
from .everywhere import record_everywhere


class LastAdmin(Exception):
    """A clinic without an admin could never be run again."""

    def __str__(self):
        return (
            "Nobody else is clinic admin here. Give that role to somebody else first, "
            "so that the clinic can still be run."
        )


class NoRoleLeft(Exception):
    def __str__(self):
        return "Choose at least one role. Whoever should have none is disabled instead."


class CannotDisableYourself(Exception):
    def __str__(self):
        return "You cannot disable yourself. Another clinic admin can."


class NotDisabled(Exception):
    """Somebody else was quicker, or this person never worked here."""

    def __str__(self):
        return "This person is not disabled here any more."


class NobodyWorksHere(Exception):
    def __str__(self):
        return "This person has no role here any more. Somebody else was quicker."


def _running(clinic, *, by):
    """The clinic, locked: two admins who take each other's role away do so one after the other."""
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    require(account=by, clinic=clinic, action=rules.Action.MANAGE_PEOPLE)
    return clinic


def _begin(account, clinic, role, *, by, at):
    membership = Membership(account=account, clinic=clinic, role=role, began_at=at)
    membership.full_clean()
    membership.save()
    account.end_sign_ins()
    record(deed="role given", subject=membership, by=by, at=at, role=role)
    return membership


def _end(memberships, *, by, at, disabled=False):
    for membership in memberships:
        membership.ended_at, membership.disabled = at, disabled
        membership.save(update_fields=["ended_at", "disabled"])
        membership.account.end_sign_ins()
        record(deed="role ended", subject=membership, by=by, at=at, role=membership.role)


def _standing(account, clinic):
    return Membership.objects.standing().filter(account=account, clinic=clinic).order_by("pk")


def _withdraw(invitation, *, by, at):
    invitation.withdrawn_by, invitation.withdrawn_at = by, at
    invitation.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(deed="invitation withdrawn", subject=invitation, by=by, at=at)
    return invitation


@transaction.atomic
def give_role(*, account, clinic, role, by, at):
    """Give one role, as an operator does; people of the clinic ask `change_roles`."""
    return _begin(account, clinic, role, by=by, at=at)


@transaction.atomic
def change_roles(*, account, clinic, roles, by, at):
    """From now on the account has these roles in the clinic, and no other.

    Raises `NoRoleLeft`, `LastAdmin`.
    """
    clinic = _running(clinic, by=by)
    if not roles:
        raise NoRoleLeft
    standing = {each.role: each for each in _standing(account, clinic)}
    if not standing:
        raise NobodyWorksHere
    if rules.Role.ADMIN in set(standing) - set(roles) and not _others_run(clinic, account):
        raise LastAdmin
    _end([standing[role] for role in sorted(set(standing) - set(roles))], by=by, at=at)
    for role in sorted(set(roles) - set(standing)):
        _begin(account, clinic, role, by=by, at=at)


def _others_run(clinic, account):
    admins = Membership.objects.standing().filter(clinic=clinic, role=rules.Role.ADMIN.value)
    return admins.filter(account__is_active=True).exclude(account=account).exists()


@transaction.atomic
def note_licence(*, account, clinic, number, expires_on, by, at, dea_expires_on=None):
    """The licence under which somebody works here; the trail keeps the day, not the number."""
    clinic = _running(clinic, by=by)
    licence = Licence.objects.filter(account=account, clinic=clinic).first()
    was = licence and licence.last_day
    licence = licence or Licence(account=account, clinic=clinic)
    licence.number, licence.expires_on = number, expires_on
    licence.dea_expires_on = dea_expires_on
    licence.full_clean()
    licence.save()
    record(
        deed="licence noted",
        subject=licence,
        by=by,
        at=at,
        was=was and was.isoformat(),
        now=licence.last_day.isoformat(),
    )
    return licence


@transaction.atomic
def disable(*, account, clinic, by, at):
    """Take every role here away at once, and the account itself when it has none elsewhere.

    Links and the calendar address end for good: whoever is enabled again makes new ones.
    Signatures that wait for this person wait for somebody else from now on: whoever may answer is
    asked afresh each time. Raises `CannotDisableYourself`, `NobodyWorksHere`.
    """
    clinic = _running(clinic, by=by)
    if account.pk == by.pk:
        raise CannotDisableYourself
    standing = list(_standing(account, clinic))
    if not standing:
        raise NobodyWorksHere
    _end(standing, by=by, at=at, disabled=True)
    # Nobody stands behind what they sent, and nothing brings them back past the admin.
    links = Q(invited_by=account) | Q(email__iexact=account.email)
    for invitation in Invitation.objects.waiting().filter(links, clinic=clinic):
        _withdraw(invitation, by=by, at=at)
    account = Account.objects.select_for_update().get(pk=account.pk)
    with looking_everywhere():
        works_elsewhere = account.memberships.standing().exists()
    account.is_active, account.links_ended_at = works_elsewhere, at
    account.save(update_fields=["is_active", "links_ended_at"])
    # A role and not the account is the subject: it names the clinic in which this was done.
    record(deed="account disabled", subject=standing[0], by=by, at=at, colleague=account.name)
    record_everywhere(deed="sign-ins and links ended", account=account, by=by, at=at, but=clinic)
    return account


@transaction.atomic
def enable(*, account, clinic, by, at):
    """Give back the roles that disabling took. Raises `NotDisabled`."""
    clinic = _running(clinic, by=by)
    taken = Membership.objects.filter(account=account, clinic=clinic, disabled=True)
    roles = sorted(set(taken.values_list("role", flat=True)))
    if not roles or _standing(account, clinic).exists():
        raise NotDisabled
    taken.update(disabled=False)
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.is_active = True
    account.save(update_fields=["is_active"])
    given = [_begin(account, clinic, role, by=by, at=at) for role in roles]
    record(deed="account enabled", subject=given[0], by=by, at=at, colleague=account.name)
    return account
