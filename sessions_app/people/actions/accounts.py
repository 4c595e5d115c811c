from django.db import transaction

from ...audit.actions import record
from ..models import Account


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
