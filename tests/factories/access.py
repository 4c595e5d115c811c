"""Second factors and the answers they give; sign-ins, kept words and letters about them."""

from datetime import timedelta

import factory
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from sessions_app.access import models
from sessions_app.access.rules import News
from tests.factories.people import AccountFactory
from tests.factories.planning import NOW

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


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Session

    session_key = factory.Sequence(lambda n: f"k{n}".ljust(32, "0"))
    session_data = ""
    expire_date = NOW + timedelta(hours=12)
    account = factory.SubFactory(AccountFactory)
    device = "Firefox on Linux"
    began_at = NOW - timedelta(hours=1)
    seen_at = NOW - timedelta(minutes=1)


class KeptWordsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.KeptWords

    account = factory.SubFactory(AccountFactory)
    path = "/plans/1/intentions/"
    sealed = factory.LazyFunction(lambda: models.KeptWords.seal([("joint", "To be near.")]))
    kept_at = NOW


class NoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Notice

    account = factory.SubFactory(AccountFactory)
    kind = News.PASSWORD_CHANGED.value
    address = factory.LazyAttribute(lambda notice: notice.account.email)
    asked_at = NOW
