"""A sign-in on one device: what Django calls a session, with whose it is and since when."""

import hashlib

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from ...people.models import Account
from .. import rules


class SessionQuerySet(models.QuerySet):
    def standing(self, *, at):
        """Those that are not over, the one used last first."""
        return self.filter(
            ended_at=None,
            seen_at__gt=at - rules.IDLE,
            began_at__gt=at - rules.LONGEST,
        ).order_by("-seen_at")

    def visible_to(self, account):
        return self.filter(account=account)


class Session(AbstractBaseSession):
    """An ended one is kept until it expires: its cookie opens nothing, but says whose words came
    with it when somebody sends a form too late."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_of_somebody_has_its_times",
                condition=models.Q(account=None, began_at=None, seen_at=None)
                | models.Q(account__isnull=False, began_at__isnull=False, seen_at__isnull=False),
                violation_error_message="A sign-in knows when it began and was last used.",
            ),
        ]
        indexes = [models.Index(fields=("expire_date",), name="session_expires")]

    @property
    def code(self):
        """Names it in an address, where its key must never stand."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls):
        raise NotImplementedError("A session is written by its store alone.")

    def save(self, *args, force_update=False, **kwargs):
        """A page that was under way when the sign-in ended does not open it again."""
        if force_update:
            kept = {"ended_at", "session_key"}
            fields = [f.name for f in self._meta.concrete_fields if f.name not in kept]
            return super().save(*args, update_fields=fields, **kwargs)
        return super().save(*args, **kwargs)
