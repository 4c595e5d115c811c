from django.db import models
from django.db.models import Exists, OuterRef, Q

from ...couples.models import Partner
from ...people.models import Account
from ..rules import day
from .flag import Flag


class DayQuestionQuerySet(models.QuerySet):
    def flagged(self):
        """With whether a flag of this question is open in the same record."""
        there = Flag.objects.open().filter(partner=OuterRef("partner"), topic=day.TOPIC)
        return self.annotate(flag_open=Exists(there))


class DayQuestion(models.Model):
    """What one partner answered alone, the day before a session or on its day."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="day_questions")
    alone = models.BooleanField()
    asked_on = models.DateField()
    # Empty only once the record was erased.
    wish = models.CharField(
        max_length=6, blank=True, choices=[(w.value, words) for w, words in day.WISHES.items()]
    )
    worry = models.BooleanField(default=False)
    note = models.TextField(blank=True, max_length=2000)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DayQuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="day_question_asked_alone",
                condition=Q(alone=True),
                violation_error_message="A partner is asked alone.",
            ),
            models.CheckConstraint(
                name="day_question_wish_known",
                condition=Q(wish__in=["", *[wish.value for wish in day.Wish]]),
                violation_error_message="The answer is yes, no, or nothing said.",
            ),
        ]

    def __str__(self):
        return f"Question before a session to {self.partner}"

    @property
    def wish_words(self):
        return day.WISHES[day.Wish(self.wish)] if self.wish else "Erased"
