"""Who, and which room, is taken when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value

from ...couples.models import Couple, Partner
from ...people.models import Account
from .meeting import Meeting
from .plan import Plan
from .room import Room

TAKEN = ("therapist", "partner", "room")


def _one_at_a_time(what, *, message):
    """No two stretches of time of the same person or room overlap, unless it was allowed."""
    same = Func(what, what, Value("[]"), function="int8range")
    return ExclusionConstraint(
        name=f"booking_{what}_once_at_a_time",
        expressions=[(same, RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
        condition=Q(**{f"{what}__isnull": False}, allowed_at=None),
        violation_error_message=message,
    )


class BookingQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Bookings whose couple and kind this account may be told of."""
        return self.filter(plan__couple__in=Couple.objects.visible_to(account))

    def of(self, *, plan, meeting=None):
        """Those of the session itself, or of one of its meetings."""
        return self.filter(plan=plan, meeting=meeting)


class Booking(models.Model):
    """One person or room, taken for a stretch of time by a session or by one of its meetings.

    One table for both, because both take the same people: a promise across two tables could not
    be kept by the database. Every deed that gives a time writes these rows with it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="bookings")
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="bookings",
        help_text="Empty for the session itself.",
    )
    therapist = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    partner = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="bookings"
    )
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="bookings")
    during = DateTimeRangeField()
    allowed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    allowed_at = models.DateTimeField(null=True, blank=True)
    allowed_why = models.CharField(max_length=300, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            _one_at_a_time("therapist", message="This therapist is already booked then."),
            _one_at_a_time("partner", message="This partner is already booked then."),
            _one_at_a_time("room", message="This room is already taken then."),
            models.CheckConstraint(
                name="booking_of_one_person_or_room",
                condition=Q(therapist__isnull=False, partner=None, room=None)
                | Q(therapist=None, partner__isnull=False, room=None)
                | Q(therapist=None, partner=None, room__isnull=False),
                violation_error_message="A booking takes one person or one room.",
            ),
            models.CheckConstraint(
                name="booking_has_two_ends",
                condition=Q(during__isempty=False, during__lower_inf=False)
                & Q(during__upper_inf=False),
                violation_error_message="A booking begins and ends.",
            ),
            models.CheckConstraint(
                name="booking_allowed_with_at_by_and_why",
                condition=Q(allowed_at=None, allowed_by=None, allowed_why="")
                | (Q(allowed_at__isnull=False, allowed_by__isnull=False) & ~Q(allowed_why="")),
                violation_error_message="A double booking names who allowed it, when and why.",
            ),
        ]

    def __str__(self):
        return f"{self.taken} for {self.meeting or self.plan}"

    @property
    def taken(self):
        """The person or room this row takes."""
        return self.therapist or self.partner or self.room
