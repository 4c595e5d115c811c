from django.db import models
from django.db.models import F, Q

from ...couples.models import Partner
from ...people.models import Account
from ..rules import day, flags, health, medicines, safety


def _whole(name, *, message):
    """A check that who, when and why stand together or not at all."""
    return models.CheckConstraint(
        name=f"flag_{name}_with_at_by_and_why",
        condition=Q(**{f"{name}_at": None, f"{name}_by": None, f"{name}_why": ""})
        | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
        & ~Q(**{f"{name}_why": ""}),
        violation_error_message=message,
    )


class FlagQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Flags in records that this account may read."""
        return self.filter(partner__in=Partner.objects.visible_to(account))

    def open(self):
        return self.filter(closed_at=None)

    def ending_approvals(self):
        """Open ones that end an approval. A "not today" does not: its end would tell whose."""
        return self.open().exclude(topic=day.TOPIC)


class Flag(models.Model):
    """Something one partner told that a person has to look at and close with a reason."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=8, choices=[(k.value, t) for k, t in flags.LABELS.items()])
    topic = models.CharField(max_length=24)
    raised_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    assessed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    assessed_at = models.DateTimeField(null=True, blank=True)
    assessed_why = models.TextField(blank=True, max_length=1000)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.TextField(blank=True, max_length=1000)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("partner", "topic"),
                condition=Q(closed_at=None),
                name="flag_once_while_it_is_open",
                violation_error_message="This is flagged already.",
            ),
            models.CheckConstraint(
                name="flag_kind_known",
                condition=Q(kind__in=["medical", "safety", "acute"]),
                violation_error_message="A flag is about health, safety or an acute risk.",
            ),
            _whole("assessed", message="An assessment names who made it, when and what was found."),
            _whole("closed", message="A closed flag names who closed it, when and why."),
            models.CheckConstraint(
                name="flag_acute_takes_two_people",
                condition=~Q(kind="acute")
                | Q(closed_at=None)
                | Q(assessed_at__isnull=False) & ~Q(closed_by=F("assessed_by")),
                violation_error_message="Two people close an acute risk, one after the other.",
            ),
            models.CheckConstraint(
                name="flag_only_acute_is_assessed",
                condition=Q(kind="acute") | Q(assessed_at=None),
                violation_error_message="Only an acute risk is assessed before it is closed.",
            ),
        ]

    def __str__(self):
        return f"Flag of {self.partner}"

    @property
    def state(self):
        return flags.state(assessed=self.assessed_at is not None, closed=self.closed_at is not None)

    @property
    def asks_for(self):
        """The right that the next step asks for; None when the flag is closed."""
        return flags.asks_for(kind=flags.Kind(self.kind), state=self.state)

    @property
    def next_step(self):
        """Where it goes from here; None when it is closed."""
        return flags.next_step(kind=flags.Kind(self.kind), state=self.state)

    @property
    def words(self):
        for known in (safety.QUESTIONS, safety.EARLIER, health.TOPICS, medicines.GROUPS):
            if self.topic in known:
                return known[self.topic].words
        others = {day.TOPIC: day.TOPIC_WORDS, flags.TWO_RECORDS: flags.TWO_RECORDS_WORDS}
        return others.get(self.topic, self.topic)

    @property
    def hint(self):
        """The usual reading of a health topic, or why a medicine is looked at."""
        if self.topic in health.TOPICS:
            return f"Usual reading: {health.TOPICS[self.topic].reading.lower()}."
        if self.topic == flags.TWO_RECORDS:
            return flags.TWO_RECORDS_HINT
        return medicines.GROUPS[self.topic].why if self.topic in medicines.GROUPS else ""
