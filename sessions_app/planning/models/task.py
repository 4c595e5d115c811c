from django.db import models
from django.db.models import Q

from ...couples.models import Couple
from ...people.models import Account
from ..rules.tasks import MOST_DAYS, OWNERS, due_on
from .plan import Plan


class TaskQuerySet(models.QuerySet):
    def visible_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.visible_to(account))

    def clinical_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.clinical_to(account))

    def open(self):
        return self.filter(done_at=None)


class Task(models.Model):
    """What somebody has to do before the session, so many days ahead of it. Nobody signs it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=200)
    owner = models.CharField(max_length=10, choices=list(OWNERS.items()))
    days_before = models.PositiveSmallIntegerField()
    done_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("-days_before", "pk")
        constraints = [
            models.CheckConstraint(
                name="task_done_with_at_and_by",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                violation_error_message="A task that is done names who ticked it and when.",
            ),
            models.CheckConstraint(
                name="task_says_what",
                condition=~Q(text=""),
                violation_error_message="A task says what is to be done.",
            ),
            models.CheckConstraint(
                name="task_is_due_soon_before",
                condition=Q(days_before__lte=MOST_DAYS),
                violation_error_message="A task is due on the day or up to thirty days before.",
            ),
        ]

    def __str__(self):
        return f"Task in {self.plan}"

    def due_on(self, session_day):
        return due_on(session_day=session_day, days_before=self.days_before)
