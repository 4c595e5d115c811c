"""Asking somebody to work here, and their answer."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from ...audit.actions import record
from .. import rules
from ..models import Account, Invitation, Membership
from .accounts import add_account
from .staff import NoRoleLeft, _begin, _running, _withdraw


class WorksHereAlready(Exception):
    def __str__(self):
        return "Somebody with this address works here already. Their roles can be changed instead."


class IsDisabledHere(Exception):
    def __str__(self):
        return "Somebody with this address is disabled here. Enable them instead."


class InvitedAlready(Exception):
    def __str__(self):
        return "An invitation to this address waits already. It can be sent again."


class InvitationIsOver(Exception):
    """Accepted, withdrawn or expired; what it was is nobody's business but the clinic's."""

    def __str__(self):
        return "This link opens nothing any more. Please ask for a new invitation."


class ForAnotherAddress(Exception):
    def __str__(self):
        return "This invitation was written to another address than the one you signed in with."


@transaction.atomic
def invite(*, clinic, email, roles, site, by, at):
    """Ask somebody to work here; the letter leaves by itself.

    Whether the address has an account in another clinic is told to nobody. Raises
    `WorksHereAlready`, `IsDisabledHere`, `InvitedAlready`, `NoRoleLeft`.
    """
    clinic = _running(clinic, by=by)
    if not roles:
        raise NoRoleLeft
    _refuse_who_is_here(clinic, email)
    before = Invitation.objects.waiting().filter(clinic=clinic, email__iexact=email).first()
    if before and before.expires_at > at:
        raise InvitedAlready
    if before:
        _withdraw(before, by=by, at=at)
    invitation = Invitation(
        clinic=clinic,
        email=Account.objects.normalize_email(email),
        roles=sorted(rules.Role(role).value for role in roles),
        invited_by=by,
        invited_at=at,
        expires_at=at + rules.INVITATION_LASTS,
        due_at=at,
        site=site,
    )
    invitation.full_clean()
    invitation.save()
    record(deed="invitation written", subject=invitation, by=by, at=at, roles=invitation.roles)
    return invitation


def _refuse_who_is_here(clinic, email):
    here = Membership.objects.filter(clinic=clinic, account__email__iexact=email)
    if here.standing().exists():
        raise WorksHereAlready
    if here.filter(disabled=True).exists():
        raise IsDisabledHere


def _waiting(invitation, *, by):
    _running(invitation.clinic, by=by)
    found = Invitation.objects.waiting().select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise InvitationIsOver
    return found


@transaction.atomic
def invite_again(*, invitation, by, at):
    """Write the letter anew, for another seven days; a link sent before opens nothing any more."""
    invitation = _waiting(invitation, by=by)
    invitation.expires_at, invitation.due_at = at + rules.INVITATION_LASTS, at
    invitation.link_digest, invitation.tries, invitation.failed_why = "", 0, ""
    invitation.claim = invitation.claimed_at = invitation.handing_at = None
    invitation.sent_at = invitation.failed_at = None
    invitation.save()
    record(deed="invitation written again", subject=invitation, by=by, at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation, by, at):
    return _withdraw(_waiting(invitation, by=by), by=by, at=at)


def _open(digest, *, at):
    """The invitation, locked: of two who accept at once the second finds it over."""
    found = Invitation.objects.opened_by(digest, at=at).select_for_update(of=("self",)).first()
    if found is None:
        raise InvitationIsOver
    return found


@transaction.atomic
def accept_invitation(*, digest, by, at):
    """Join the clinic with the account one has. Raises `InvitationIsOver`, `ForAnotherAddress`."""
    invitation = _open(digest, at=at)
    if invitation.email.casefold() != by.email.casefold():
        raise ForAnotherAddress
    return _join(invitation, by, at=at)


@transaction.atomic
def arrive(*, digest, name, credentials, password, by, at):
    """Join with a new account, or with one that was asleep everywhere; `by` is nobody yet.

    Whoever holds the link reads the letters of that address, so they may choose its password.
    Raises `InvitationIsOver`, and `ValidationError` for a password that is too easy.
    """
    invitation = _open(digest, at=at)
    account = Account.objects.filter(email__iexact=invitation.email).first()
    if account and account.is_active:
        raise InvitationIsOver
    facts = {"name": name, "credentials": credentials, "password": password}
    validate_password(password, Account(email=invitation.email, name=name))
    if account is None:
        account = add_account(email=invitation.email, **facts, by=by, at=at)
    else:
        _wake(account, **facts)
    return _join(invitation, account, at=at)


def _wake(account, *, name, credentials, password):
    account.name, account.credentials, account.is_active = name, credentials, True
    account.set_password(password)
    account.save(update_fields=["name", "credentials", "is_active", "password"])


def _join(invitation, account, *, at):
    invitation.accepted_by, invitation.accepted_at = account, at
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    standing = set(
        Membership.objects.standing()
        .filter(account=account, clinic=invitation.clinic)
        .values_list("role", flat=True)
    )
    for role in sorted(set(invitation.roles) - standing):
        _begin(account, invitation.clinic, role, by=account, at=at)
    record(deed="invitation accepted", subject=invitation, by=account, at=at)
    return account
