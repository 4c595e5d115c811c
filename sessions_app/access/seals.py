"""What a stolen copy of the database must not tell is sealed with keys from the environment.

The first key seals and every key opens. So a key is replaced by putting the new one in front,
running `manage.py reseal`, and taking the old one away. Each purpose has its own key, worked out
from these.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str, *, purpose: str) -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str, lasts: int | None = None) -> str:
    """Raises `cryptography.fernet.InvalidToken` when no key of ours made this seal, or it is older
    than `lasts` seconds."""
    return _box(purpose).decrypt(sealed.encode(), ttl=lasts).decode()


def reseal(sealed: str, *, purpose: str) -> str:
    """The same text under the newest key."""
    return _box(purpose).rotate(sealed.encode()).decode()


def _box(purpose):
    return MultiFernet([Fernet(_derived(key, purpose)) for key in settings.SEALING_KEYS])


def _derived(key, purpose):
    worked_out = HKDF(SHA256(), length=32, salt=None, info=f"kapcouples {purpose}".encode())
    return urlsafe_b64encode(worked_out.derive(key.encode()))
