"""Somebody asked by e-mail to work in a clinic, and the letter that asks them."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .. import rules
from .working import Account, Clinic

# A worker unheard of for this long has let go of a letter that it had not handed over.
CLAIM_LASTS = timedelta(seconds=60)
WAITS_FOR_AN_ANSWER = Q(accepted_at=None, withdrawn_at=None)
LETTER_IS_OPEN = Q(handing_at=None, failed_at=None)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Those of the clinic this account works in now."""
        return self.filter(clinic=account.clinic)

    def waiting(self):
        """Neither accepted nor withdrawn; it may have expired."""
        return self.filter(WAITS_FOR_AN_ANSWER)

    def opened_by(self, digest, *, at):
        """The one that this link opens now."""
        return self.waiting().filter(link_digest=digest, expires_at__gt=at).exclude(link_digest="")

    def letters_due(self, at):
        """Letters whose time has come and that no living worker is at; oldest first."""
        unheard = Q(claimed_at=None) | Q(claimed_at__lt=at - CLAIM_LASTS)
        return (
            self.waiting()
            .filter(LETTER_IS_OPEN, unheard, due_at__lte=at, expires_at__gt=at)
            .order_by("due_at", "pk")
        )


class Invitation(models.Model):
    """The link is made when its letter is written; of the link only the digest is kept."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=20))
    invited_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    site = models.CharField(max_length=200, help_text="Where the app was when it was written.")
    link_digest = models.CharField(max_length=64, blank=True)
    accepted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    handing_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_why = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-pk")
        indexes = [
            models.Index(
                fields=("due_at",),
                condition=WAITS_FOR_AN_ANSWER & LETTER_IS_OPEN,
                name="invitation_letter_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "clinic",
                Lower("email"),
                condition=WAITS_FOR_AN_ANSWER,
                name="invitation_once_while_it_waits",
                violation_error_message="An invitation to this address waits already.",
            ),
            models.UniqueConstraint(
                fields=("link_digest",),
                condition=~Q(link_digest=""),
                name="invitation_link_once",
                violation_error_message="A link opens one invitation.",
            ),
            models.CheckConstraint(
                name="invitation_accepted_at_and_by_together",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message="An accepted invitation says by whom and when.",
            ),
            models.CheckConstraint(
                name="invitation_withdrawn_at_and_by_together",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message="A withdrawn invitation says by whom and when.",
            ),
            models.CheckConstraint(
                name="invitation_one_end",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                violation_error_message="An invitation is accepted or withdrawn, one of them.",
            ),
        ]

    def __str__(self):
        return f"Invitation to {self.clinic}"

    def letter_state(self, now):
        """One of `rules.LetterState`."""
        return rules.letter_state(
            sent=self.sent_at is not None,
            handed=self.handing_at is not None,
            failed=self.failed_at is not None,
            expired=self.expires_at <= now,
        )
