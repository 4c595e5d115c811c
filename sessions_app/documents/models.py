"""The papers of a plan. They lie in the database, so that web, worker and backup share them."""

from django.db import models
from django.db.models import Q

from ..couples.models import Partner
from ..people.models import Account
from ..planning.models import Plan
from . import rules

KINDS = (
    ("session_plan", "Session plan"),
    ("sheet", "Preparation sheet"),
    ("responders", "Card for emergency responders"),
)


class PaperQuerySet(models.QuerySet):
    def clinical_to(self, account):
        """Papers this account may open."""
        return self.filter(plan__in=Plan.objects.clinical_to(account))

    def listed(self):
        """All that a list shows, without the bytes."""
        return self.select_related("plan", "partner").defer("pdf", "source")

    def unfinished(self):
        return self.filter(ready_at=None, failed_at=None)

    def free(self, now):
        """Unfinished papers that no living worker is at."""
        gone = now - rules.CLAIM_LASTS
        return self.unfinished().filter(Q(claimed_at=None) | Q(claimed_at__lte=gone))


class Paper(models.Model):
    """One paper, made from one state of a plan and known by its digest.

    `source` is the HTML that was digested, with the moment it was asked for where the paper tells
    it; it goes when the paper is ready. `boxes` when a sign in it was in no typeface.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=KINDS)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    source = models.TextField(blank=True)
    pdf = models.BinaryField(null=True, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    boxes = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_why = models.CharField(max_length=200, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = [
            models.Index(
                fields=("asked_at",),
                condition=Q(ready_at=None, failed_at=None),
                name="paper_unfinished",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "kind", "partner", "digest"),
                nulls_distinct=False,
                name="paper_once_per_content",
                violation_error_message="This paper was already made from the same content.",
            ),
            models.CheckConstraint(
                name="paper_kind_known",
                condition=Q(kind__in=["session_plan", "sheet", "responders"]),
                violation_error_message="A paper is a session plan, a sheet or a responders’ card.",
            ),
            models.CheckConstraint(
                name="paper_sheet_belongs_to_one_partner",
                condition=Q(kind__in=["sheet", "responders"], partner__isnull=False)
                | Q(kind="session_plan", partner=None),
                violation_error_message=(
                    "A sheet and a card belong to one partner, a session plan to none."
                ),
            ),
            models.CheckConstraint(
                name="paper_ready_is_whole",
                condition=Q(ready_at=None, pdf=None, pages=None)
                | Q(
                    ready_at__isnull=False,
                    claimed_at__isnull=False,
                    pdf__isnull=False,
                    pages__gte=1,
                    source="",
                ),
                violation_error_message="A ready paper has its pages and needs its source no more.",
            ),
            models.CheckConstraint(
                name="paper_has_boxes_when_ready",
                condition=Q(boxes=False) | Q(ready_at__isnull=False),
                violation_error_message="Only a printed paper has empty boxes in it.",
            ),
            models.CheckConstraint(
                name="paper_failed_with_at_and_why",
                condition=Q(failed_at=None, failed_why="")
                | (Q(failed_at__isnull=False) & ~Q(failed_why="")),
                violation_error_message="A paper that failed says when and why.",
            ),
            models.CheckConstraint(
                name="paper_ready_or_failed",
                condition=Q(ready_at=None) | Q(failed_at=None),
                violation_error_message="A paper is ready or it failed, not both.",
            ),
        ]

    def __str__(self):
        return f"Paper {self.pk}"

    @property
    def state(self):
        return rules.state(
            claimed_at=self.claimed_at, ready_at=self.ready_at, failed_at=self.failed_at
        )

    @property
    def file_name(self):
        """Neutral: it stands in downloads, print queues and on shared screens."""
        return f"paper-{self.pk}.pdf"
