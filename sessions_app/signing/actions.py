from . import rules


class PasswordDoesNotMatch(Exception):
    def __str__(self):
        return "That is not your password, so nothing was signed. Please type it again."


class ContentHasChanged(Exception):
    """What would be signed is no longer what the reader was shown."""

    def __str__(self):
        return "This changed while you were reading, so nothing was signed. Please read it again."


def reauthenticate(*, by, password):
    """Raise `PasswordDoesNotMatch` unless this is the signer's own password, typed again."""
    if not by.check_password(password):
        raise PasswordDoesNotMatch


def same_as_seen(*, content, seen_digest):
    """Raise `ContentHasChanged` unless the digest the reader was shown is the digest of this."""
    if rules.digest(content) != seen_digest:
        raise ContentHasChanged


def signature(*, content, meaning, role, zone, by, at):
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
    }
