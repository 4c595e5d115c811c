"""What was done, by whom, when. Rows are written inside the deed and never change again."""

from django.db import models


class EventQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)


class Event(models.Model):
    """One deed. No foreign keys: the trail outlives what it tells of.

    `facts` holds states, numbers and days, never a word that somebody wrote.
    """

    at = models.DateTimeField()
    by_account = models.BigIntegerField(null=True, help_text="Empty when the clock did it.")
    by_name = models.CharField(max_length=200)
    deed = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=("subject_kind", "subject_id"), name="event_subject")]
        constraints = [
            models.CheckConstraint(
                name="event_names_its_deed",
                condition=~models.Q(deed="") & ~models.Q(by_name=""),
                violation_error_message="An event says what was done and by whom.",
            ),
        ]

    def __str__(self):
        return f"{self.by_name}: {self.deed}"
