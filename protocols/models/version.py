from functools import reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.db.models.functions import JSONObject

from protocols.rules import FRACTIONS, LABELS, Approach, both_dose, stored
from protocols.rules.templates import FRAME, TEXTS

APPROACHES = [(approach.value, LABELS[approach]) for approach in Approach]
PART_NAMES = (
    "questions",
    "topics",
    "starters",
    "prompts",
    "phases",
    "steps",
    "items",
    "meetings",
    "indicators",
    "prerequisites",
)


def text(*, length=1000):
    return models.CharField(max_length=length)


def the_frame_of_each_approach():
    """The fraction and who doses belong to the approach; no wording can change them."""
    frames = (
        Q(
            approach=approach.value,
            fraction=stored(FRACTIONS[approach]),
            both_dose=both_dose(approach),
        )
        for approach in Approach
    )
    return reduce(or_, frames)


class ProtocolVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False, retired_at=None)

    def built_in(self):
        return self.filter(owner=None)

    def owned_by(self, owner):
        return self.filter(owner=owner)

    def drafts(self):
        return self.filter(published_at=None)

    def visible_to(self, account):
        """The built-in versions and those of the clinic this account works in.

        All that is asked of an account is its `clinic`, and all that is asked of that is its `pk`.
        """
        clinic = account.clinic
        return self.filter(Q(owner=None) | Q(owner=clinic.pk if clinic else None))

    def current(self, owner):
        """The one version of each approach that new plans of this clinic are made from.

        The clinic's own while it has published one, else the built-in.
        """
        own = self.model.objects.published().filter(
            owner__isnull=False, owner=owner, approach=models.OuterRef("approach")
        )
        return self.published().filter(
            Q(owner__isnull=False, owner=owner) | Q(owner=None) & ~models.Exists(own)
        )

    def for_approach(self, approach):
        return self.filter(approach=approach)

    def side_by_side(self):
        """In the order of the four approaches, from one partner dosing to a small dose each."""
        place = models.Case(
            *(models.When(approach=each.value, then=n) for n, each in enumerate(Approach)),
            output_field=models.IntegerField(),
        )
        return self.order_by(place, "number")

    def whole(self):
        """Everything in one query: each list of parts arrives as JSON beside its version."""
        tables = {name: self.model._meta.get_field(name).related_model for name in PART_NAMES}
        return self.annotate(**{f"kept_{name}": _rows(table) for name, table in tables.items()})


def _rows(table):
    rows = table.objects.filter(version=models.OuterRef("pk"))
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in table.PLAIN})))


def _numbers_once(which, condition, *fields):
    """(approach, number) and (approach, published) once among these rows."""
    return [
        models.UniqueConstraint(
            name=f"protocol_number_once_{which}",
            fields=[*fields, "approach", "number"],
            condition=condition,
            violation_error_message="This approach already has a version with this number.",
        ),
        models.UniqueConstraint(
            name=f"protocol_one_published_{which}",
            fields=[*fields, "approach"],
            condition=condition & Q(published_at__isnull=False, retired_at=None),
            violation_error_message="This approach already has a published version.",
        ),
    ]


class ProtocolVersion(models.Model):
    """One wording of one approach. Published, it never changes: the database refuses it.

    `owner` is the number of the clinic whose wording it is, and empty for the built-in ones; no
    foreign key, for nothing here knows a clinic.
    """

    owner = models.BigIntegerField(null=True, blank=True, db_index=True)
    owner_name = models.CharField(max_length=120, blank=True)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.CharField(max_length=200, blank=True)

    approach = models.CharField(max_length=32, choices=APPROACHES)
    number = models.PositiveIntegerField()

    name = text(length=80)
    short = text(length=200)
    shape = text(length=120)
    fraction = models.CharField(max_length=3)
    both_dose = models.BooleanField()
    definition = text()
    who_doses = text(length=200)
    dose_fraction = text()
    prescriber_agreement = text()
    main_state = text(length=200)
    talk = text(length=200)
    agenda = text(length=200)
    first_step = text(length=200)
    afterwards = text()
    best_for = text()
    set_and_setting = text()
    seed = models.CharField(max_length=120, blank=True)

    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ProtocolVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protocol_approach_is_one_of_four",
                condition=Q(approach__in=[approach.value for approach in Approach]),
                violation_error_message="There are four approaches; choose one of them.",
            ),
            models.CheckConstraint(
                name="protocol_frame_belongs_to_the_approach",
                condition=the_frame_of_each_approach(),
                violation_error_message="The fraction and who doses belong to the approach.",
            ),
            *_numbers_once("built_in", Q(owner=None)),
            *_numbers_once("own", Q(owner__isnull=False), "owner"),
            models.UniqueConstraint(
                name="protocol_one_draft_own",
                fields=["owner", "approach"],
                condition=Q(owner__isnull=False, published_at=None),
                violation_error_message="A wording of this approach is already being written.",
            ),
            models.CheckConstraint(
                name="protocol_owner_is_named",
                condition=Q(owner=None, owner_name="", based_on=None)
                | (Q(owner__isnull=False, based_on__isnull=False) & ~Q(owner_name="")),
                violation_error_message="A clinic's wording names the clinic and what it began as.",
            ),
            models.CheckConstraint(
                name="protocol_started_at_and_by_together",
                condition=Q(started_at=None, started_by="", owner=None)
                | (Q(started_at__isnull=False, owner__isnull=False) & ~Q(started_by="")),
                violation_error_message="A clinic's wording names who began it and when.",
            ),
            models.CheckConstraint(
                name="protocol_published_at_and_by_together",
                condition=Q(published_at=None, published_by="")
                | (Q(published_at__isnull=False) & ~Q(published_by="")),
                violation_error_message="A published version names who published it and when.",
            ),
            models.CheckConstraint(
                name="protocol_retired_after_published",
                condition=Q(retired_at=None)
                | Q(published_at__isnull=False, retired_at__gte=models.F("published_at")),
                violation_error_message="Only a published version can be retired.",
            ),
            models.CheckConstraint(
                name="protocol_digest_is_sha256",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="The digest is sixty-four hexadecimal figures.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.edition}"

    @property
    def edition(self):
        """Which wording: "version 2" of the built-in ones, or the clinic's own of that number."""
        return (
            f"{self.owner_name} version {self.number}" if self.owner else f"version {self.number}"
        )

    @property
    def is_draft(self):
        return self.published_at is None

    @property
    def is_published(self):
        return self.published_at is not None and self.retired_at is None

    @property
    def other_fraction(self):
        """What the second partner takes: the same, or nothing."""
        return self.fraction if self.both_dose else "0"

    def content(self):
        """All of it as plain values: what the digest is taken of."""
        kept = (
            self if hasattr(self, "kept_questions") else type(self).objects.whole().get(pk=self.pk)
        )
        frame = {name: getattr(kept, name) for name in (*FRAME, *TEXTS)}
        return frame | {name: getattr(kept, f"kept_{name}") for name in PART_NAMES}

    def parts(self):
        """Every list of parts, to be shown; whoever chooses from them asks for the rows."""
        tables = {name: self._meta.get_field(name).related_model for name in PART_NAMES}
        content = self.content()
        return {name: [table(**row) for row in content[name]] for name, table in tables.items()}
