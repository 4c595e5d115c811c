"""What every signature keeps, whatever it stands under."""

import hashlib

from django.db import models

from ..people.models import Account
from . import rules


class Signature(models.Model):
    """Who signed which bytes, when, and what that meant (21 CFR 11.50 and 11.70 as the bar).

    `signed_local` is the clock of `signed_zone` as it stood then, ISO 8601 with its distance from
    UTC: the rules of a zone may be written anew later, the hour that was seen stays.
    Rows are refused UPDATE and DELETE by a trigger; see the migration.
    """

    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    meaning = models.CharField(max_length=30, choices=[(m.value, m.value) for m in rules.Meaning])
    signed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=120)
    signed_credentials = models.CharField(max_length=60)
    signed_role = models.CharField(max_length=20)
    signed_at = models.DateTimeField()
    signed_zone = models.CharField(max_length=60)
    # Rows from before these were kept hold nothing here.
    signed_local = models.CharField(max_length=40, blank=True, default="")
    signed_words = models.CharField(max_length=300, blank=True, default="")
    signed_licence = models.CharField(max_length=60, blank=True, default="")
    signed_method = models.CharField(
        max_length=20,
        blank=True,
        default="",
        choices=[(m.value, words) for m, words in rules.METHODS.items()],
    )

    class Meta:
        abstract = True

    @property
    def seal(self):
        """The digest of the whole row; the deed that signs writes it into the trail.

        So `manage.py verify` finds a signature that was changed, removed or put in by hand. What
        is empty is left out: a column that is added later must not break an older seal.
        """
        kept = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}
        told = {
            name: rules.plain(value) for name, value in kept.items() if value not in rules.EMPTY
        }
        return rules.digest({"kind": self._meta.model_name, **told})

    @property
    def is_whole(self):
        """Whether the bytes that are kept are those of the digest; `verify` asks far more."""
        return hashlib.sha256(bytes(self.content)).hexdigest() == self.digest

    @property
    def said(self):
        """The sentence that was signed, whatever this meaning is called today."""
        return self.signed_words or rules.MEANINGS[rules.Meaning(self.meaning)]

    @property
    def method_words(self):
        return rules.METHODS[rules.Method(self.signed_method)] if self.signed_method else ""

    @property
    def approves(self):
        return self.meaning in {meaning.value for meaning in rules.APPROVING}

    @property
    def short_digest(self):
        return self.digest[:12]
