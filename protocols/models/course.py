"""How a session goes: what comes before it, its minutes, what to bring, what follows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from protocols.models.bases import KINDS, TEXT_GIVEN, Worded, one_of, place_once
from protocols.models.version import ProtocolVersion
from protocols.pictures import minute
from protocols.rules import ROUTES

WAYS = list(ROUTES.items())
LISTS = [("packing", "Packing list"), ("room", "Room checklist")]


class Phase(Worded):
    """Minutes from T0, for one way of taking the medicine; the last phase stays open."""

    route = models.CharField(max_length=10, choices=WAYS)
    starts = models.SmallIntegerField()
    ends = models.SmallIntegerField(null=True, blank=True)
    # Short, for the lanes of the drawn line; an empty one repeats the title.
    title = models.CharField(max_length=40)
    nondosing_title = models.CharField(max_length=40, blank=True)
    therapist_title = models.CharField(max_length=40, blank=True)

    PLAIN = (
        *Worded.PLAIN,
        "route",
        "starts",
        "ends",
        "title",
        "nondosing_title",
        "therapist_title",
    )

    class Meta(Worded.Meta):
        ordering = ["route", "position"]
        constraints = [
            place_once("route"),
            TEXT_GIVEN,
            one_of(
                "route",
                WAYS,
                "The route is under the tongue, injection, infusion or nasal spray.",
            ),
            models.CheckConstraint(
                name="phase_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gt=F("starts")),
                violation_error_message="A phase ends after it has begun.",
            ),
        ]

    @property
    def begins(self):
        return "then" if self.ends is None else minute(self.starts)

    @property
    def span(self):
        if self.ends is None:
            return f"after {minute(self.starts)}"
        return f"{minute(self.starts)} to {minute(self.ends)}"


class Step(Worded):
    """One step of preparation; the common ones come first and hold for every approach."""

    common = models.BooleanField()
    when = models.CharField(max_length=60, blank=True)
    owner = models.CharField(max_length=40, blank=True)

    PLAIN = (*Worded.PLAIN, "common", "when", "owner")


class Item(Worded):
    list = models.CharField(max_length=7, choices=LISTS)
    common = models.BooleanField()

    PLAIN = (*Worded.PLAIN, "list", "common")

    @property
    def key(self):
        """Its place in the version, which never changes once it is published."""
        return f"{self.list}:{self.position}"

    class Meta(Worded.Meta):
        ordering = ["list", "position"]
        constraints = [
            place_once("list"),
            TEXT_GIVEN,
            one_of("list", LISTS, "An item is on the packing list or on the room checklist."),
        ]


class MeetingTemplate(Worded):
    """A meeting to propose after the session, and how many minutes before it letters leave."""

    version = models.ForeignKey(ProtocolVersion, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=9, choices=KINDS)
    days_after = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    minutes_max = models.PositiveSmallIntegerField()
    required = models.BooleanField()
    leads = ArrayField(models.PositiveIntegerField(), default=list, blank=True)

    PLAIN = (
        *Worded.PLAIN,
        "kind",
        "days_after",
        "minutes",
        "minutes_max",
        "required",
        "leads",
    )

    class Meta(Worded.Meta):
        constraints = [
            place_once(),
            TEXT_GIVEN,
            one_of(
                "kind",
                KINDS,
                "A meeting is on the same day, the next day, after a week or after a month.",
            ),
            models.UniqueConstraint(
                name="meetingtemplate_kind_once",
                fields=["version", "kind"],
                violation_error_message="This version already has a meeting of this kind.",
            ),
            models.CheckConstraint(
                name="meetingtemplate_minutes_add_up",
                condition=Q(minutes__gt=0, minutes_max__gte=F("minutes")),
                violation_error_message=(
                    "A meeting lasts at least a minute, and its longest is not under its shortest."
                ),
            ),
            models.CheckConstraint(
                name="meetingtemplate_only_the_same_day_is_day_zero",
                condition=Q(kind="same_day", days_after=0)
                | (~Q(kind="same_day") & Q(days_after__gt=0)),
                violation_error_message="Only the same-day meeting is on the day of the session.",
            ),
        ]

    @property
    def lasts(self):
        if self.minutes == self.minutes_max:
            return f"{self.minutes} minutes"
        return f"{self.minutes} to {self.minutes_max} minutes"


class Indicator(Worded):
    """What an approach is known to be good for; shown on its card, whoever the couple is."""


class Prerequisite(Worded):
    pass
