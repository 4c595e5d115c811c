from django.db import models
from django.db.models import Q

from ...couples.models import Partner
from ...people.models import Account
from .. import rules


class Interview(models.Model):
    """Where one partner's private record stands, as planning reads it.

    `safety`, `acute_risk_open` and `medical_open` follow from the open flags and are written by
    the deeds that raise and close them. What was said each time is a `Conversation`.
    """

    partner = models.OneToOneField(Partner, models.PROTECT, related_name="interview")
    alone_on = models.DateField(
        null=True, blank=True, help_text="The day the partner was asked alone."
    )
    first_ketamine = models.BooleanField()
    experience = models.CharField(
        max_length=12, choices=[(e.value, e.value) for e in rules.Experience]
    )
    safety = models.CharField(max_length=12, choices=[(s.value, s.value) for s in rules.Safety])
    acute_risk_open = models.BooleanField()
    medical_open = models.BooleanField(default=False)
    note = models.TextField(blank=True, max_length=4000)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="interview_first_time_fits_experience",
                condition=Q(first_ketamine=True) | ~Q(experience="none"),
                violation_error_message=(
                    "Somebody without experience has their first ketamine session before them."
                ),
            ),
            models.CheckConstraint(
                name="interview_no_concern_only_when_asked",
                condition=~Q(safety="no_concern") | Q(alone_on__isnull=False),
                violation_error_message="Without a conversation alone nothing was asked.",
            ),
        ]

    def __str__(self):
        return f"Interview with {self.partner}"

    @property
    def experience_words(self):
        return rules.EXPERIENCES[rules.Experience(self.experience)]

    @property
    def safety_words(self):
        return rules.SAFETY[rules.Safety(self.safety)]


class Conversation(models.Model):
    """What one partner told alone on one day. Kept as it was said; the next is another row."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="conversations")
    alone = models.BooleanField()
    alone_on = models.DateField()
    limits_told = models.BooleanField()
    first_ketamine = models.BooleanField()
    experience = models.CharField(
        max_length=12, choices=[(e.value, e.value) for e in rules.Experience]
    )
    answers = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, max_length=4000)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="conversation_alone_and_limits_told",
                condition=Q(alone=True, limits_told=True),
                violation_error_message=(
                    "A partner is asked alone, and told the limits of confidentiality first."
                ),
            ),
        ]

    def __str__(self):
        return f"Conversation with {self.partner}"

    @property
    def experience_words(self):
        return rules.EXPERIENCES[rules.Experience(self.experience)]
