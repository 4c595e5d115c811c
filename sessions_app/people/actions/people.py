from django.db import transaction

from ...audit.actions import record
from ..models import Account, Membership


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
