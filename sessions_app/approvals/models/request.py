from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from protocols.rules import LABELS

from ...couples.models import Partner
from ...couples.rules.stages import ENDED
from ...people.models import Account
from .. import rules
from .approval import Approval

STATES = (
    rules.Status.DRAFT,
    rules.Status.SUBMITTED,
    rules.Status.UNDER_REVIEW,
    rules.Status.CHANGES_REQUESTED,
    rules.Status.DECLINED,
    rules.Status.ACTIVE,
)
OVER = [rules.Status.DECLINED.value, rules.Status.ACTIVE.value]
WAITING = [rules.Status.SUBMITTED.value, rules.Status.UNDER_REVIEW.value]


class RequestQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Requests in records that this account may read."""
        return self.filter(partner__in=Partner.objects.visible_to(account))

    def open(self):
        return self.exclude(state__in=OVER)

    def waiting(self):
        """With the prescriber, longest waiting first; none once the joint work has ended."""
        found = self.filter(state__in=WAITING).exclude(partner__couple__stage__in=ENDED)
        return found.order_by("submitted_at")


class Request(models.Model):
    """An approval on its way to a signature: what the care team asks a prescriber to look at.

    It carries no dose and no limit. Those begin with the prescriber's own typing.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="requests")
    state = models.CharField(
        max_length=18,
        choices=[(state.value, state.value) for state in STATES],
        default=rules.Status.DRAFT.value,
    )
    approaches = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    settings = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    wish = models.TextField(blank=True, max_length=1000)
    prepared_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=1000)
    approval = models.OneToOneField(
        Approval, models.PROTECT, null=True, blank=True, related_name="request"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("partner",),
                condition=~Q(state__in=OVER),
                name="request_one_open_per_partner",
                violation_error_message="An approval is already being prepared for this partner.",
            ),
            models.CheckConstraint(
                name="request_state_known",
                condition=Q(state__in=[state.value for state in STATES]),
                violation_error_message="A request is in one of its states.",
            ),
            *(
                models.CheckConstraint(
                    name=f"request_{done}_with_at_and_by",
                    condition=Q(**{f"{done}_at": None, f"{done}_by": None})
                    | Q(**{f"{done}_at__isnull": False, f"{done}_by__isnull": False}),
                    violation_error_message=f"A request that was {done} names by whom and when.",
                )
                for done in ("submitted", "taken", "answered")
            ),
            models.CheckConstraint(
                name="request_sent_before_it_waits",
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                violation_error_message="A request is sent before anybody looks at it.",
            ),
            models.CheckConstraint(
                name="request_taken_before_its_answer",
                condition=Q(state__in=["draft", "submitted"], answered_at=None)
                | Q(taken_at__isnull=False),
                violation_error_message="Somebody looks at a request before it is answered.",
            ),
            models.CheckConstraint(
                name="request_answered_by_somebody",
                condition=Q(state__in=["draft", "submitted", "under_review"])
                | Q(answered_at__isnull=False),
                violation_error_message="An answer names who gave it and when.",
            ),
            models.CheckConstraint(
                name="request_signed_with_its_approval",
                condition=Q(state="active", approval__isnull=False)
                | ~Q(state="active") & Q(approval=None),
                violation_error_message="A request ends in an approval when it was signed.",
            ),
            models.CheckConstraint(
                name="request_not_signed_with_reason",
                condition=~Q(state__in=["declined", "changes_requested"]) | ~Q(answer=""),
                violation_error_message="A request that is not signed says why.",
            ),
        ]

    def __str__(self):
        return f"Request for {self.partner}"

    @property
    def may_go_on(self):
        """Whether it can be written on and sent."""
        return rules.may_move(status=rules.Status(self.state), to=rules.Status.SUBMITTED)

    @property
    def tone(self):
        return "mind" if self.state == rules.Status.CHANGES_REQUESTED.value else "wait"

    @property
    def approach_words(self):
        return ", ".join(LABELS[approach] for approach in self.approaches)

    @property
    def setting_words(self):
        return ", ".join(rules.SETTING_LABELS[setting] for setting in self.settings)

    @property
    def state_words(self):
        return rules.STATE_WORDS[rules.Status(self.state)]
