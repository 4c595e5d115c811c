from django.db import transaction

from ...people.actions import record_everywhere
from ...people.models import Account
from ..rules import News
from .telling import tell


class AddressIsTaken(Exception):
    """Said of a link only: whoever opens it reads that mailbox, and may know."""

    def __str__(self):
        return "Somebody else signs in with this e-mail address by now, so nothing was changed."


def _keep_password(account, password, *, deed, by, at):
    account.set_password(password)
    account.save(update_fields=["password"])
    account.end_sign_ins()
    tell(account, News.PASSWORD_CHANGED, at=at)
    record_everywhere(deed=deed, account=account, by=by, at=at)


@transaction.atomic
def change_password(*, account, password, by, at):
    """Every sign-in ends; whoever changed it is let in again by the page."""
    _keep_password(account, password, deed="password changed", by=by, at=at)


@transaction.atomic
def choose_password(*, account, password, by, at):
    """By the link of a letter."""
    _keep_password(account, password, deed="password chosen by link", by=by, at=at)


@transaction.atomic
def ask_reset(*, email, site, by, at):
    """Send a link to whoever signs in with this address; nobody hears whether anyone does."""
    account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if account:
        tell(account, News.RESET_ASKED, at=at, site=site)
        record_everywhere(deed="password link asked", account=account, by=by, at=at)


@transaction.atomic
def ask_address(*, account, email, site, by, at):
    """Send a link to the new address; when it is somebody's, it stays silent."""
    if not Account.objects.filter(email__iexact=email).exists():
        tell(account, News.ADDRESS_ASKED, at=at, address=email, site=site)
    record_everywhere(deed="new e-mail address asked", account=account, by=by, at=at)


@transaction.atomic
def change_address(*, account, email, by, at):
    """The account signs in with the new address; the old one hears of it."""
    if Account.objects.filter(email__iexact=email).exclude(pk=account.pk).exists():
        raise AddressIsTaken
    tell(account, News.ADDRESS_CHANGED, at=at)
    account.email = Account.objects.normalize_email(email)
    account.save(update_fields=["email"])
    account.end_sign_ins()
    record_everywhere(deed="e-mail address changed", account=account, by=by, at=at)
