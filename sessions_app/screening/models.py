"""One partner's private answers. Nothing here may show, even by absence, on the other's side."""

from django.db import models

from ..couples.models import Partner
from ..people.models import Account
from . import rules


class Interview(models.Model):
    """The separate interview of one partner, as the clinician recorded it (brief 3.7)."""

    partner = models.OneToOneField(Partner, models.PROTECT, related_name="interview")
    alone_on = models.DateField(help_text="The day the partner was asked alone.")
    first_ketamine = models.BooleanField()
    experience = models.CharField(
        max_length=12, choices=[(e.value, e.value) for e in rules.Experience]
    )
    safety = models.CharField(max_length=12, choices=[(s.value, s.value) for s in rules.Safety])
    acute_risk_open = models.BooleanField()
    note = models.TextField(blank=True, max_length=4000)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="interview_first_time_fits_experience",
                condition=models.Q(first_ketamine=True) | ~models.Q(experience="none"),
                violation_error_message=(
                    "Somebody without experience has their first ketamine session before them."
                ),
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
