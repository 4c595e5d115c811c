"""The rooms of a clinic, by the names people call them."""

from django.db import models
from django.db.models.functions import Lower

from ...people.models import Clinic


class RoomQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Rooms of the clinic this account works in now, which is none without a role there."""
        return self.filter(clinic=account.clinic)

    def active(self):
        return self.filter(active=True)


class Room(models.Model):
    """A room that one session or meeting at a time can have.

    A plan keeps the name as it was when it was signed; this row is what is booked.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)
    active = models.BooleanField(default=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                "clinic",
                Lower("name"),
                name="room_name_once",
                violation_error_message="There is already a room of this name.",
            ),
        ]

    def __str__(self):
        return self.name
