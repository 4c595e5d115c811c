"""What an account reads about its own sign-in. Neutral words: a screen may lie open."""

from django.core.mail import EmailMessage
from django.urls import reverse

from . import links
from .rules import News

SUBJECTS = {
    News.PASSWORD_CHANGED: "Your password was changed",
    News.FACTOR_ADDED: "A second factor was added to your account",
    News.FACTOR_REMOVED: "A second factor was removed from your account",
    News.FACTORS_RESET: "The second factors of your account were reset",
    News.CODES_MADE: "New recovery codes were made for your account",
    News.ADDRESS_CHANGED: "The e-mail address of your account was changed",
    News.ADDRESS_ASKED: "Please confirm your new e-mail address",
    News.RESET_ASKED: "Choose a new password",
}
FACTS = {
    News.PASSWORD_CHANGED: "The password of your account was changed",
    News.FACTOR_ADDED: "A second factor was added to your account",
    News.FACTOR_REMOVED: "A second factor was removed from your account",
    News.CODES_MADE: "New recovery codes were made for your account, and the old ones ended,",
    News.ADDRESS_CHANGED: "Your account has a new e-mail address",
}
NOTICE = """Hello {name},

{fact} on {at}.

If that was you, there is nothing to do. If it was not, please tell whoever looks after
accounts at your work at once; they can close the account.
"""
RESET = """Hello {name},

Somebody who looks after accounts at your work reset the second factors of your account
on {at}. You are signed out everywhere.

If you asked for that, sign in with your password and set up a new second factor. If you
did not, please tell them at once; they can close the account.
"""
LINK = """Hello {name},

{why} This link is good for one hour:

{link}

If you did not ask for it, there is nothing to do; nothing was changed.
"""
WHY = {
    News.RESET_ASKED: "Somebody asked to choose a new password for your account.",
    News.ADDRESS_ASKED: "Somebody asked to sign in with this e-mail address from now on.",
}


def written(notice):
    """The letter as it leaves."""
    news = News(notice.kind)
    body = _link(notice, news) if news in WHY else _notice(notice, news)
    return EmailMessage(SUBJECTS[news], body, to=[notice.address])


def _notice(notice, news):
    at = f"{notice.asked_at:%a} {notice.asked_at.day} {notice.asked_at:%B %Y, %H:%M} UTC"
    if news == News.FACTORS_RESET:
        return RESET.format(name=notice.account.name, at=at)
    return NOTICE.format(name=notice.account.name, fact=FACTS[news], at=at)


def _link(notice, news):
    if news == News.RESET_ASKED:
        path = reverse("access:choose_password", args=[links.to_choose_password(notice.account)])
    else:
        code = links.to_change_address(notice.account, notice.address)
        path = reverse("access:confirm_email", args=[code])
    return LINK.format(name=notice.account.name, why=WHY[news], link=notice.site + path)
