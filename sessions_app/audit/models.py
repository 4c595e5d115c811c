"""What was done, by whom, when. Rows are written inside the deed and never change again.

All rows of the installation hang on one chain. A chain for each clinic would let a whole clinic
vanish unseen; with one, a single head kept elsewhere vouches for everybody. Each row holds the
digest of what it says and, from the commit on, its number, the hash of the row before it and its
own hash. The database does that as the very last thing of a transaction: only then does it take
the one lock of the chain, so that nobody who holds it ever waits for anybody else.
"""

from functools import cache

from django.db import models
from django.db.models import Q

from . import rules


@cache
def way_to(model, kind, *, seen=()):
    """The names that lead from a row of this table to its clinic or couple; None when none do.

    One rule for every table: it is one, or it names one, or what it belongs to leads to one.
    """
    if model._meta.model_name == kind:
        return ()
    if hasattr(model, kind):
        return (kind,)
    for field in model._meta.concrete_fields:
        owner = field.related_model
        if owner and owner not in (model, *seen) and owner._meta.model_name != "account":
            further = way_to(owner, kind, seen=(model, *seen))
            if further is not None:
                return (field.name, *further)
    return None


def owner_of(subject, kind):
    """The number of the clinic or couple that this belongs to, None without one."""
    way = way_to(subject._meta.model, kind)
    if not way:
        return subject.pk if way == () else None
    *between, last = way
    for name in between:
        subject = getattr(subject, name)
    if hasattr(subject, f"{last}_id"):
        return getattr(subject, f"{last}_id")
    return getattr(getattr(subject, last), "pk", None)


class EventQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)

    def of_clinic(self, clinic):
        return self.filter(clinic=clinic)

    def chained(self):
        """The chain from its beginning."""
        return self.exclude(number=None).order_by("number")


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
    clinic = models.BigIntegerField(null=True, help_text="Empty when it concerns no one clinic.")
    couple = models.BigIntegerField(null=True, help_text="Empty when it concerns no couple.")
    facts = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    number = models.BigIntegerField(null=True, unique=True, help_text="Its place in the chain.")
    before = models.CharField(max_length=64, blank=True, help_text="The hash of the row before.")
    hash = models.CharField(max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=("subject_kind", "subject_id"), name="event_subject"),
            models.Index(fields=("clinic", "-at", "-id"), name="event_page"),
            models.Index(fields=("clinic", "by_account", "-at", "-id"), name="event_person"),
            models.Index(fields=("clinic", "deed", "-at", "-id"), name="event_deed"),
            models.Index(fields=("couple", "-at", "-id"), name="event_couple"),
            models.Index(fields=("id",), condition=Q(hash=""), name="event_unchained"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_names_its_deed",
                condition=~models.Q(deed="") & ~models.Q(by_name=""),
                violation_error_message="An event says what was done and by whom.",
            ),
        ]

    def __str__(self):
        return f"{self.by_name}: {self.deed}"

    @property
    def present_digest(self):
        """The digest of what the row says now; of an untouched row it is `digest`."""
        return rules.digest(
            {
                "at": rules.moment(self.at),
                "by": self.by_account,
                "by_name": self.by_name,
                "deed": self.deed,
                "subject": [self.subject_kind, self.subject_id],
                "clinic": self.clinic,
                "couple": self.couple,
                "facts": self.facts,
            }
        )

    @property
    def present_hash(self):
        return rules.chained(number=self.number, before=self.before, digest=self.present_digest)
