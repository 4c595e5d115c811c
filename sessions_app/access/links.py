"""Links in letters: good for an hour, for one account, and for nothing once they were used."""

import json

from cryptography.fernet import InvalidToken
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from ..people.models import Account
from . import seals

ADDRESS = "new e-mail address"
LASTS = 60 * 60


class _OfThisRound(PasswordResetTokenGenerator):
    """A link ends with the sign-ins of its account, and so does not outlive a disabling."""

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}:{user.sign_in_round}"


_tokens = _OfThisRound()


def to_choose_password(account):
    return f"{account.pk}-{_tokens.make_token(account)}"


def chooser(code):
    """Whose link this is; None when it is used, old or bent."""
    pk, _, token = code.partition("-")
    account = Account.objects.filter(pk=int(pk), is_active=True).first() if _small(pk) else None
    return account if _tokens.check_token(account, token) else None


def to_change_address(account, email):
    """Sealed, so that an address in the browser's line tells no other address."""
    said = [account.pk, account.sign_in_round, email]
    return seals.seal(json.dumps(said), purpose=ADDRESS)


def new_address(account, code):
    """The address this account asked for by this link, or None."""
    try:
        pk, round_, email = json.loads(seals.unseal(code, purpose=ADDRESS, lasts=LASTS))
    except InvalidToken:
        return None
    return email if (pk, round_) == (account.pk, account.sign_in_round) else None


def _small(number):
    return number.isascii() and number.isdecimal() and len(number) < 18
