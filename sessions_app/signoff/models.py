"""A prescriber's answer to one revision of one plan."""

from django.db import models
from django.db.models import F, Q

from ..approvals.models import WAITING, Request
from ..couples.rules.stages import ENDED
from ..people.models import Account, Clinic
from ..planning.content import content
from ..planning.models import Plan
from ..planning.rules.stages import Stage
from ..signing.models import Signature
from ..signing.rules import APPROVING, Meaning, digest

SENT_BACK = [Meaning.CHANGES_REQUESTED.value, Meaning.DECLINED.value]


class SignOffQuerySet(models.QuerySet):
    def of_clinic(self, clinic):
        """For whoever checks a printed digest: what was answered in this clinic."""
        return self.filter(plan__couple__clinic=clinic)

    def approving(self):
        return self.filter(meaning__in=[meaning.value for meaning in APPROVING])

    def standing(self):
        """Approving signatures on the present revision of their plan.

        The revision and not the time decides: two edits in one second are still two edits.
        """
        return self.approving().filter(revision=F("plan__revision"))


class SignOff(Signature):
    """Signed or declined: either way the exact content that was answered is kept."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="signoffs")
    revision = models.PositiveIntegerField()
    reason = models.TextField(blank=True, max_length=1000)
    conditions = models.TextField(blank=True, default="", max_length=1000)
    # The safety advice the approach was chosen against, each piece ticked by who signed.
    acknowledged = models.JSONField(default=list, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ("-signed_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "revision"),
                name="signoff_once_per_revision",
                violation_error_message="This revision was already answered.",
            ),
            models.CheckConstraint(
                name="signoff_sent_back_with_reason",
                condition=~Q(meaning__in=SENT_BACK) | ~Q(reason=""),
                violation_error_message="A plan that is not approved says why.",
            ),
            models.CheckConstraint(
                name="signoff_conditions_with_their_meaning",
                condition=Q(meaning="approved_with_conditions") & ~Q(conditions="")
                | ~Q(meaning="approved_with_conditions") & Q(conditions=""),
                violation_error_message="Conditions are written by whoever signs under them.",
            ),
        ]

    def __str__(self):
        return f"{self.signed_name} answered {self.plan}, revision {self.revision}"

    def stands(self, on):
        """Whether this signature approves the plan as it is on this day, to the last byte.

        An approval of medicine that was replaced or has lapsed since changes the content too.
        """
        plan = Plan.objects.get(pk=self.plan_id)
        return self.stands_over(content(plan, on=on), revision=plan.revision)

    def stands_over(self, shown, *, revision):
        """The same for whoever has read the plan already."""
        return self.approves and self.revision == revision and self.digest == digest(shown)


def about_one(name):
    """What waits is a plan or an approval that is asked for, never both and never nothing."""
    return models.CheckConstraint(
        name=name,
        condition=Q(plan__isnull=False, request=None) | Q(plan=None, request__isnull=False),
        violation_error_message="It is about one plan or about one request.",
    )


class Handover(models.Model):
    """Whom of the care team's prescribers a plan or a request waits for; the newest row says it."""

    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="handovers")
    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="handovers")
    to = models.ForeignKey(Account, models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = [about_one("handover_about_one")]

    def __str__(self):
        return f"{self.plan or self.request} waits for {self.to}"


class NudgeQuerySet(models.QuerySet):
    def due(self):
        """Not on their way yet, and about something that still waits."""
        plans = Q(plan__stage=Stage.WITH_PRESCRIBER.value)
        over = Q(request__partner__couple__stage__in=ENDED)
        requests = Q(request__state__in=WAITING) & ~over
        return self.filter(plans | requests, claimed_at=None, refused="").order_by("pk")


class Nudge(models.Model):
    """A neutral word to one prescriber that something waits: sent once, and at most one a day.

    It names its clinic, for whoever works in two hears from each: neither knows of the other's.
    A row that was claimed and never sent may have left: nobody sends it again.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="nudges")
    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="nudges")
    to = models.ForeignKey(Account, models.PROTECT, related_name="+")
    on = models.DateField()
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=300, blank=True, default="")

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            about_one("nudge_about_one"),
            models.UniqueConstraint(
                fields=("clinic", "to", "on"),
                name="nudge_once_a_day",
                violation_error_message="This person was nudged today already.",
            ),
            models.CheckConstraint(
                name="nudge_sent_after_its_claim",
                condition=Q(sent_at=None) | Q(claimed_at__isnull=False),
                violation_error_message="A word is claimed before it is sent.",
            ),
        ]

    def __str__(self):
        return f"A word to {self.to}"
