"""What allauth asks us about second factors. Its own adapter would keep secrets in clear text."""

from allauth.mfa.adapter import DefaultMFAAdapter

from . import seals

PURPOSE = "second factor"


class Adapter(DefaultMFAAdapter):
    def encrypt(self, text):
        return seals.seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text):
        return seals.unseal(encrypted_text, purpose=PURPOSE)

    def get_totp_issuer(self):
        # Read on a phone that others may see: it names the software and nothing else.
        return "kapcouples"

    def _get_site_name(self):
        return "kapcouples"
