"""Questions to a passkey and its answers. A question is good for five minutes and one answer."""

import json

from allauth.mfa.webauthn.internal import auth
from django.core.cache import cache

GOOD_FOR = 5 * 60
# What a browser hands over when the key is not known or the answer is bent.
BENT = (ValueError, TypeError, KeyError, AttributeError)


def looks_like(answer):
    return answer.lstrip().startswith("{")


def question(account):
    """What the browser asks one of the account's passkeys."""
    options, state = auth.get_server().authenticate_begin(
        credentials=auth.get_credentials(account), user_verification="preferred"
    )
    cache.set(_key("answer", account), state, GOOD_FOR)
    return dict(options)


def answering(account, answer):
    """The passkey that gave this answer to our last question, or None."""
    state = _asked("answer", account)
    if state is None:
        return None
    try:
        said = json.loads(answer)
        bound = auth.get_server().authenticate_complete(state, auth.get_credentials(account), said)
    except BENT:
        return None
    return auth.get_authenticator_by_credential_id(account, bound.credential_id)


def invitation(account):
    """What the browser asks a device that is to become a passkey of this account."""
    options, state = auth.get_server().register_begin(
        user=auth.build_user_payload(account),
        credentials=auth.get_credentials(account),
        resident_key_requirement="discouraged",
        user_verification="preferred",
    )
    cache.set(_key("join", account), state, GOOD_FOR)
    return dict(options)


def joining(account, answer):
    """The credential as the device gave it, or None."""
    state = _asked("join", account)
    if state is None:
        return None
    try:
        said = json.loads(answer)
        auth.get_server().register_complete(state, said)
    except BENT:
        return None
    return said


def _asked(what, account):
    """The open question; asking for it closes it, in whichever process that happens first."""
    key = _key(what, account)
    state = cache.get(key)
    return state if cache.delete(key) else None


def _key(what, account):
    return f"passkey:{what}:{account.pk}"
