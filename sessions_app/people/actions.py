from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..audit.actions import record
from . import rules
from .models import Account, Clinic, Membership


class NotYourDeed(PermissionDenied):
    """The role table says no. Left uncaught it becomes the page that says who can help."""

    def __init__(self, action):
        super().__init__(action)
        self.action = action

    def __str__(self):
        allowed = " or ".join(
            sorted(role.value for role, actions in rules.MAY.items() if self.action in actions)
        )
        article = "An" if allowed.startswith("a") else "A"
        return f"Your role cannot do this. {article} {allowed} of your clinic can."


def require(*, account, clinic, action):
    """Refuse with `NotYourDeed` unless one of the account's standing roles carries the action."""
    # Read afresh and not from the account: a role may have ended since the page was shown.
    roles = account.memberships.standing().filter(clinic=clinic).values_list("role", flat=True)
    if not account.is_active or not rules.may(roles=roles, action=action):
        raise NotYourDeed(action)


@transaction.atomic
def open_clinic(*, by, at, **facts):
    clinic = Clinic(**facts)
    clinic.full_clean()
    clinic.save()
    record(deed="clinic opened", subject=clinic, by=by, at=at)
    return clinic


@transaction.atomic
def add_account(*, email, name, credentials, password, by, at):
    account = Account(
        email=Account.objects.normalize_email(email),
        name=name,
        credentials=credentials,
        joined_at=at,
    )
    account.set_password(password)
    account.full_clean()
    account.save()
    record(deed="account added", subject=account, by=by, at=at)
    return account


@transaction.atomic
def give_role(*, account, clinic, role, by, at):
    membership = Membership(account=account, clinic=clinic, role=role, began_at=at)
    membership.full_clean()
    membership.save()
    record(deed="role given", subject=membership, by=by, at=at, role=role)
    return membership
