"""A neutral word to somebody that their licence details need a look."""

from django.db import models
from django.db.models import Q

from .. import rules
from .working import Licence


class LicenceLetterQuerySet(models.QuerySet):
    def due(self, at):
        return self.filter(claimed_at=None, refused="", due_at__lte=at).order_by("pk")


class LicenceLetter(models.Model):
    """One step before one last day, once: the row is both the claim and the record.

    A letter that was claimed and never sent may have left; nobody sends it again.
    """

    licence = models.ForeignKey(Licence, models.CASCADE, related_name="letters")
    last_day = models.DateField()
    step = models.PositiveSmallIntegerField(help_text="How many days before that day.")
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=300, blank=True, default="")

    objects = LicenceLetterQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("licence", "last_day", "step"),
                name="licence_letter_once_a_step",
                violation_error_message="This step was written about already.",
            ),
            models.CheckConstraint(
                name="licence_letter_at_one_of_the_steps",
                condition=Q(step__in=rules.LICENCE_STEPS),
                violation_error_message="A letter leaves 60, 30 and 7 days before, and on the day.",
            ),
            models.CheckConstraint(
                name="licence_letter_sent_after_its_claim",
                condition=Q(sent_at=None) | Q(claimed_at__isnull=False),
                violation_error_message="A letter is claimed before it is sent.",
            ),
        ]

    def __str__(self):
        return f"A letter to {self.licence.account}"
