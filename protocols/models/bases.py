"""What every part of a version has: the version, its place there and where it comes from."""

from django.db import models
from django.db.models import Q

from protocols.models.version import ProtocolVersion

KINDS = [
    ("same_day", "Same day"),
    ("next_day", "Next day"),
    ("one_week", "One week"),
    ("one_month", "One month"),
]


def one_of(field, choices, message):
    return models.CheckConstraint(
        name=f"%(class)s_{field}_known",
        condition=Q(**{f"{field}__in": [value for value, _ in choices]}),
        violation_error_message=message,
    )


def place_once(*fields):
    return models.UniqueConstraint(
        name="%(class)s_place_once",
        fields=["version", *fields, "position"],
        violation_error_message="Another part already has this place in the list.",
    )


TEXT_GIVEN = models.CheckConstraint(
    name="%(class)s_text_given",
    condition=~Q(text=""),
    violation_error_message="Write a few words here.",
)
KEYED = [
    place_once(),
    models.UniqueConstraint(
        name="%(class)s_key_once",
        fields=["version", "key"],
        violation_error_message="This key is already used in this version.",
    ),
    models.CheckConstraint(
        name="%(class)s_key_well_formed",
        condition=Q(key__regex=r"^A[1-4]-[QTIN][0-9]{1,2}$"),
        violation_error_message="A key looks like A3-Q01.",
    ),
]


class Part(models.Model):
    version = models.ForeignKey(
        ProtocolVersion, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    position = models.PositiveSmallIntegerField()
    # The sentences of the founding article this part carries: "S45 S46".
    seed = models.CharField(max_length=60, blank=True)

    # The columns that are content; the version and the place in the list go without saying.
    PLAIN = ("seed",)

    class Meta:
        abstract = True
        ordering = ["position"]


class Worded(Part):
    text = models.CharField(max_length=1000)

    PLAIN = (*Part.PLAIN, "text")

    class Meta(Part.Meta):
        abstract = True
        constraints = [place_once(), TEXT_GIVEN]

    def __str__(self):
        return self.text
