import json

from django.db import models

from ...people.models import Account
from .. import seals

PURPOSE = "typed words"
TICKED = {"on": "Ticked"}


class KeptWordsQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Whoever typed them, and nobody else."""
        return self.filter(account=account).order_by("-kept_at", "-pk")


class KeptWords(models.Model):
    """What somebody sent when their sign-in was over, sealed, and offered to them alone."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    path = models.CharField(max_length=400)
    sealed = models.TextField()
    kept_at = models.DateTimeField()

    objects = KeptWordsQuerySet.as_manager()

    def __str__(self):
        return f"kept at {self.kept_at:%H:%M}"

    @staticmethod
    def seal(answers):
        return seals.seal(json.dumps(answers), purpose=PURPOSE)

    @property
    def answers(self):
        """What was typed, as (name of the field, value)."""
        return [tuple(pair) for pair in json.loads(seals.unseal(self.sealed, purpose=PURPOSE))]

    @property
    def typed(self):
        """The answers that hold words, with their names as people may read them."""
        return [
            (name.replace("_", " ").replace("-", " ").capitalize(), TICKED.get(value, value))
            for name, value in self.answers
            if value.strip()
        ]
