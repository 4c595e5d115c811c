"""The second factors of an account, and whether an answer is one of theirs."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.cache import cache

from . import guesses, passkeys
from .rules import Guess

Type = Authenticator.Type
SECOND = (Type.TOTP, Type.WEBAUTHN)


class SecondFactorDoesNotMatch(Exception):
    def __str__(self):
        return (
            "That code is not right, or it was used before. "
            "Please type the next one that your app shows."
        )


def visible_to(account):
    """The app and the passkeys, oldest first; recovery codes only stand in for these."""
    return Authenticator.objects.filter(user=account, type__in=SECOND).order_by("pk")


def everything_of(account):
    return list(Authenticator.objects.filter(user=account).order_by("pk"))


def told(factor):
    """What its owner reads about it."""
    app = factor.type == Type.TOTP
    return {
        "pk": factor.pk,
        "name": "Authenticator app" if app else factor.data["name"],
        "kind": "Six digits from your phone" if app else "Passkey",
        "icon": "smartphone" if app else "key-round",
        "added_at": factor.created_at,
        "used_at": factor.last_used_at,
    }


def unused_codes(account):
    """Recovery codes in two halves, easier to copy."""
    found = Authenticator.objects.filter(user=account, type=Type.RECOVERY_CODES).first()
    codes = RecoveryCodes(found).get_unused_codes() if found else []
    return [f"{code[:5]} {code[5:]}" for code in codes]


def codes_left(everything):
    """How many recovery codes are unused; None when there is no list."""
    lists = [each for each in everything if each.type == Type.RECOVERY_CODES]
    used = sum(each.data["used_mask"].bit_count() for each in lists)
    return app_settings.RECOVERY_CODE_COUNT - used if lists else None


def has_second(account):
    return Authenticator.objects.filter(user=account, type__in=SECOND).exists()


def kinds(account):
    """Which kinds of answer this account can give; whoever is signed in came with them."""
    if hasattr(account, "factor_kinds"):
        return set(account.factor_kinds)
    return set(Authenticator.objects.filter(user=account).values_list("type", flat=True))


def check(*, account, answer, at, address=""):
    """The factor that gave this answer, or a refusal: `SecondFactorDoesNotMatch`, `NotEvaluated`.

    The answer is a code of the app, a recovery code, or what a passkey said. Each is good once.
    """
    tried = guesses.take(Guess.SECOND_FACTOR, account=account.pk, address=address)
    factor = _answering(account, answer, at)
    if factor is None:
        raise SecondFactorDoesNotMatch
    tried.was_right()
    Authenticator.objects.filter(pk=factor.pk).update(last_used_at=at)
    return factor


def _answering(account, answer, at):
    if passkeys.looks_like(answer):
        return passkeys.answering(account, answer)
    for factor in Authenticator.objects.filter(user=account):
        if factor.type == Type.TOTP and _is_new_code(factor, answer, at):
            return factor
        if factor.type == Type.RECOVERY_CODES and RecoveryCodes(factor).validate_code(answer):
            return factor
    return None


def _is_new_code(factor, code, at):
    counter = matching_counter(decrypt(factor.data["secret"]), code, at)
    if counter is None:
        return False
    # Whoever adds the key first is let in, in whichever process; it outlives the code itself.
    lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)
    return cache.add(f"code-used:{factor.pk}:{counter}", 1, lasts)


def matching_counter(secret, code, at):
    """The step of time for which the app shows this code; a clock may be one step off."""
    now = int(at.timestamp()) // app_settings.TOTP_PERIOD
    tolerance = app_settings.TOTP_TOLERANCE
    for counter in range(now - tolerance, now + tolerance + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return counter
    return None
