from ..access import confirming
from ..people.rules import licence_holds
from . import rules


class NotConfirmed(Exception):
    """Whoever wants to sign has not shown that they are themselves; `field` is where to say so."""

    field = "password"


class PasswordDoesNotMatch(NotConfirmed):
    def __str__(self):
        return "That is not your password, so nothing was signed. Please type it again."


class SecondFactorDoesNotMatch(NotConfirmed):
    field = "code"

    def __init__(self, because):
        super().__init__(because)
        self.because = because

    def __str__(self):
        return f"{self.because} Nothing was signed."


class NotLookedAt(NotConfirmed):
    """Too many tries, or the place where tries are counted does not answer."""

    def __init__(self, because):
        super().__init__(because)
        self.because = because

    def __str__(self):
        return f"{self.because} Nothing was signed."


class LicenceHasRunOut(NotConfirmed):
    # Nothing that could be typed mends it.
    field = None
    # Said before anything is typed.
    plainly = (
        "Your licence or DEA registration here has run out. A clinic admin notes the new date on "
        "the people page."
    )

    def __str__(self):
        return f"Nothing was signed. {self.plainly}"


class ContentHasChanged(Exception):
    """What would be signed is no longer what the reader was shown."""

    def __str__(self):
        return "This changed while you were reading, so nothing was signed. Please read it again."


def reauthenticate(*, by, password, at, code=""):
    """How the signer showed who they are, to be kept with the signature.

    Raises `NotConfirmed` unless they gave their own password and, with one, their second factor.
    Both travel with the deed and nothing of them is kept: they are good for this deed alone. A code
    is good once, a passkey's question for five minutes.
    """
    try:
        with_second = confirming.confirm(by=by, password=password, code=code, at=at)
    except confirming.PasswordIsWrong:
        raise PasswordDoesNotMatch from None
    except confirming.CodeIsWrong as refusal:
        raise SecondFactorDoesNotMatch(refusal) from None
    except confirming.NotConfirmed as refusal:
        raise NotLookedAt(refusal) from None
    return rules.Method.TWO_FACTORS if with_second else rules.Method.ONE_FACTOR


def licensed(*, by, clinic, on):
    """The number of the licence that a signature of this day rests on, "" where none is noted.

    Raises `LicenceHasRunOut`.
    """
    licence = by.licences.filter(clinic=clinic).first()
    if not licence_holds(expires_on=licence and licence.last_day, on=on):
        raise LicenceHasRunOut
    return licence.number if licence else ""


def why_not_licensed(*, by, clinic, on):
    """The same for a page, said before anything is typed; "" where a signature can rest on one."""
    try:
        licensed(by=by, clinic=clinic, on=on)
    except LicenceHasRunOut as refusal:
        return refusal.plainly
    return ""


def same_as_seen(*, content, seen_digest):
    """Raise `ContentHasChanged` unless the digest the reader was shown is the digest of this."""
    if rules.digest(content) != seen_digest:
        raise ContentHasChanged


def signature(*, content, meaning, role, zone, by, at, method=rules.Method.SIGNED_IN, licence=""):
    """The fields every signature row keeps, ready for its own table."""
    return {
        "content": rules.canonical(content),
        "digest": rules.digest(content),
        "meaning": meaning.value,
        "signed_by": by,
        "signed_name": by.name,
        "signed_credentials": by.credentials,
        "signed_role": role.value,
        "signed_at": at,
        "signed_zone": zone,
        "signed_local": rules.local_clock(at, zone),
        "signed_words": rules.MEANINGS[meaning],
        "signed_licence": licence,
        "signed_method": method.value,
    }
