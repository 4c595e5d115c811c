"""Second factors, and the answers they give."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_app(account, secret=SECRET):
    """The account, with an authenticator app."""
    TOTP.activate(account, secret)
    return account


def code_at(at, secret=SECRET):
    """What the app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


def recovery_codes_of(account):
    """The codes on the account's list, made when there is none."""
    return RecoveryCodes.activate(account).get_unused_codes()


def kept_by(account):
    return {each.type: each.data for each in Authenticator.objects.filter(user=account)}
