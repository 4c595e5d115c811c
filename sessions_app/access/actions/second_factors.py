from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction

from ...audit.actions import record
from ...people.actions import NobodyWorksHere, record_everywhere, require
from ...people.models import Account
from ...people.rules import Action
from .. import factors
from ..rules import MadeSure, News, WhyReset
from .telling import tell


class OneMustStay(Exception):
    def __str__(self):
        return "This is your only second factor. Add another one first, then remove this."


class NotYourOwn(Exception):
    """Otherwise an open admin's desk would be a way around that admin's second factor."""

    def __str__(self):
        return "You cannot reset your own second factors. Another clinic admin can."


class NothingToReset(Exception):
    def __str__(self):
        return "They have no second factor now, so there is nothing to reset."


class AppIsThere(Exception):
    def __str__(self):
        return "There is an app already. Remove it first, then add the new one."


def _added(account, kind, *, by, at):
    """Recovery codes come with the first factor; devices that gave none are signed out."""
    fresh = not Authenticator.objects.filter(user=account, type=factors.Type.RECOVERY_CODES)
    RecoveryCodes.activate(account)
    account.end_sign_ins()
    tell(account, News.FACTOR_ADDED, at=at)
    record_everywhere(deed="second factor added", account=account, by=by, at=at, kind=kind)
    return bool(fresh)


def _locked(account):
    return Account.objects.select_for_update().get(pk=account.pk)


@transaction.atomic
def add_app(*, account, secret, by, at):
    """Whether recovery codes were made with it, to be shown once."""
    _locked(account)
    if Authenticator.objects.filter(user=account, type=factors.Type.TOTP).exists():
        raise AppIsThere
    TOTP.activate(account, secret)
    return _added(account, "app", by=by, at=at)


@transaction.atomic
def add_passkey(*, account, name, credential, by, at):
    """Whether recovery codes were made with it, to be shown once."""
    _locked(account)
    WebAuthn.add(account, name, credential)
    return _added(account, "passkey", by=by, at=at)


@transaction.atomic
def remove_factor(*, account, factor, by, at):
    """The last one stays, unless this try-out does without; its codes go with it."""
    _locked(account)
    others = [each for each in factors.visible_to(account) if each.pk != factor.pk]
    if not others and not settings.SECOND_FACTOR_WAIVED:
        raise OneMustStay
    Authenticator.objects.filter(pk=factor.pk).delete()
    if not others:
        Authenticator.objects.filter(user=account).delete()
    account.end_sign_ins()
    tell(account, News.FACTOR_REMOVED, at=at)
    record_everywhere(deed="second factor removed", account=account, by=by, at=at, kind=factor.type)


@transaction.atomic
def make_codes(*, account, by, at):
    """New recovery codes; the old ones are good for nothing from now on."""
    _locked(account)
    Authenticator.objects.filter(user=account, type=factors.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    tell(account, News.CODES_MADE, at=at)
    record_everywhere(deed="recovery codes made", account=account, by=by, at=at)


@transaction.atomic
def forget_factors(*, account, by, at):
    """As an operator does; people of the clinic ask `reset_factors`."""
    _forget(account, at=at)
    record_everywhere(deed="second factors forgotten", account=account, by=by, at=at)


@transaction.atomic
def reset_factors(*, account, clinic, why, sure, by, at):
    """For a colleague who lost them all: the next sign-in sets up anew, and a letter tells them.

    `why` and `sure` are one of `WhyReset` and of `MadeSure`. Raises `NotYourOwn`,
    `NobodyWorksHere`, `NothingToReset`.
    """
    require(account=by, clinic=clinic, action=Action.MANAGE_PEOPLE)
    if account.pk == by.pk:
        raise NotYourOwn
    role = account.memberships.standing().filter(clinic=clinic).order_by("pk").first()
    if role is None:
        raise NobodyWorksHere
    if not _forget(account, at=at):
        raise NothingToReset
    # A role and not the account is the subject: it names the clinic in which this was done.
    record(
        deed="second factors reset",
        subject=role,
        by=by,
        at=at,
        colleague=account.name,
        were=WhyReset(why).value,
        sure=MadeSure(sure).value,
    )
    record_everywhere(deed="second factors forgotten", account=account, by=by, at=at, but=clinic)


def _forget(account, *, at):
    """How many kinds of second factor there were; every sign-in ends with them."""
    account = _locked(account)
    gone, _ = Authenticator.objects.filter(user=account).delete()
    account.end_sign_ins()
    tell(account, News.FACTORS_RESET, at=at)
    return gone
