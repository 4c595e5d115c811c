"""The way in, step by step: the password, the second factor, and then a sign-in of this device."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ..people.models import Account
from . import factors, guesses, rules
from .rules import Guess

PENDING = "half_way_in"
# Between the password and the second factor.
HALF_WAY_LASTS = timedelta(minutes=10)


class DoNotGoTogether(Exception):
    """One sentence for an unknown name and a wrong password, so that names cannot be tried out."""

    def __str__(self):
        return "E-mail address and password do not go together. Please try again."


def address_of(request):
    """Where a request comes from. Of what a header says, only what our own proxy wrote counts."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    by_proxy = settings.TLS_PROXY_HEADER and hops[-1].strip()
    return rules.same_network(by_proxy or request.META.get("REMOTE_ADDR", ""))


def with_password(request, *, email, password):
    """The account with this password; `DoNotGoTogether` or `NotEvaluated` otherwise."""
    tried = guesses.take(
        Guess.FIRST_FACTOR, account=rules.same_account(email), address=address_of(request)
    )
    account = auth.authenticate(request, username=email, password=password)
    if account is None:
        raise DoNotGoTogether
    tried.was_right()
    return account


def wait_for_second(request, account):
    """Remember, under a new session, who has given the password."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "account": account.pk,
        "at": timezone.now().isoformat(),
        # Whatever ends the sign-ins of an account ends one that is half way in too.
        "hash": account.get_session_auth_hash(),
    }


def waiting(request):
    """Who has given the password and not yet the second factor.

    None when it took too long, or the password given is the password no more.
    """
    pending = request.session.get(PENDING)
    if not pending:
        return None
    if timezone.now() - datetime.fromisoformat(pending["at"]) > HALF_WAY_LASTS:
        return None
    account = Account.objects.filter(pk=pending["account"], is_active=True).first()
    if account is None:
        return None
    same = constant_time_compare(pending.get("hash", ""), account.get_session_auth_hash())
    return account if same else None


def with_second(request, account, *, answer):
    """`SecondFactorDoesNotMatch` or `NotEvaluated` unless a factor of theirs said this."""
    factors.check(account=account, answer=answer, at=timezone.now(), address=address_of(request))


def let_in(request, account, *, factor):
    """Sign this device in; `factor` says whether a second one was given."""
    secret = request.META.get("CSRF_COOKIE")
    auth.login(request, account)
    if secret:
        # A form that stands open in another tab is still ours: its words must arrive. Nobody else
        # can have planted the token, for in a clinic its cookie bears the name of this host.
        request.META["CSRF_COOKIE"] = secret
    request.session.pop(PENDING, None)
    request.session["device"] = rules.device_of(request.headers.get("User-Agent", ""))
    if factor:
        note_factor(request)


def stay(request):
    """This device stays signed in when a deed of its reader has ended the sign-ins of others."""
    auth.update_session_auth_hash(request, request.user)


def note_factor(request):
    """This sign-in has shown a second factor: every page is open to it."""
    request.session["factor_at"] = timezone.now().isoformat()
