from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ...couples.models import Couple
from ...people.models import Account, ZoneField
from ..rules.times import MEETING_LABELS, MeetingKind
from .plan import Plan


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.visible_to(account))

    def clinical_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.clinical_to(account))

    def standing(self):
        """Booked and neither cancelled nor held."""
        return self.filter(cancelled_at=None, held_at=None)


class Meeting(models.Model):
    """One booked integration meeting: a concrete row, never a recurrence rule.

    `leads` says how many minutes before the start each letter is due.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="meetings")
    kind = models.CharField(
        max_length=10, choices=[(k.value, t) for k, t in MEETING_LABELS.items()]
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    zone = ZoneField()
    place = models.CharField(max_length=240)
    room = models.CharField(max_length=60, blank=True)
    therapist = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_meetings",
        help_text="Empty: whoever leads the session.",
    )
    changes = models.PositiveIntegerField(
        default=0, help_text="Rises whenever its time, place, room or therapist changes."
    )
    leads = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    booked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    held_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at",)
        indexes = [
            models.Index(
                fields=("starts_at",),
                condition=Q(cancelled_at=None, held_at=None),
                name="meeting_standing_start",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "kind"),
                condition=Q(cancelled_at=None),
                name="meeting_kind_once",
                violation_error_message="A meeting of this kind is already booked.",
            ),
            models.CheckConstraint(
                name="meeting_held_with_at_and_by",
                condition=Q(held_at=None, held_by=None)
                | Q(held_at__isnull=False, held_by__isnull=False),
                violation_error_message="A held meeting names who recorded it and when.",
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_at_and_by",
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                violation_error_message="A cancelled meeting names who cancelled it and when.",
            ),
            models.CheckConstraint(
                name="meeting_held_or_cancelled",
                condition=Q(held_at=None) | Q(cancelled_at=None),
                violation_error_message="A meeting was held or cancelled, not both.",
            ),
            models.CheckConstraint(
                name="meeting_has_a_length",
                condition=Q(minutes__gt=0),
                violation_error_message="A meeting lasts at least a minute.",
            ),
        ]

    def __str__(self):
        return f"{self.label} meeting of {self.plan}"

    @property
    def led_by(self):
        """Who leads it; nobody where the session has no therapist yet."""
        return self.therapist or self.plan.therapist

    @property
    def as_told(self):
        """All that people were told of when, where and with whom it is."""
        return (
            self.starts_at, self.minutes, self.zone, self.place, self.room, self.therapist_id
        )  # fmt: skip

    @property
    def label(self):
        return MEETING_LABELS[MeetingKind(self.kind)]
