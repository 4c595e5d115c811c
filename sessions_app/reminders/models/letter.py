from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from ...couples.models import Partner
from ...people.models import Account
from ...planning.models import Meeting
from ...planning.rules.stages import Stage
from ..rules.hours import Hours
from ..rules.leaving import Case
from ..rules.words import Outcome, Why
from .letters import HANDED, OPEN, LetterQuerySet


def _together(name, *fields, message):
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{f}__isnull": True for f in fields})
        | Q(**{f"{f}__isnull": False for f in fields}),
        violation_error_message=message,
    )


class Letter(models.Model):
    """One letter to one partner before one meeting, `lead` minutes before its start.

    planned → claimed → handing → sent. Before handing everything is tried again by itself;
    after handing only the mail server's answer or a person says what became of the letter.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="letters", db_index=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="letters", db_index=False)
    lead = models.PositiveIntegerField(help_text="Minutes before the meeting.")
    meeting_starts_at = models.DateTimeField(help_text="The start this letter tells.")
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField(
        help_text="When it is looked at: as it is due, at the next allowed hour, at the next try."
    )
    claim = models.UUIDField(null=True, blank=True, help_text="The worker that is at it.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    address = models.EmailField(blank=True, help_text="As it was when the letter was claimed.")
    handing_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_why = models.CharField(
        max_length=300, blank=True, help_text="What was said when it last went wrong."
    )
    skipped_at = models.DateTimeField(null=True, blank=True)
    skipped_why = models.CharField(
        max_length=12, blank=True, choices=[(why.value, why.value) for why in Why]
    )
    tries = models.PositiveSmallIntegerField(default=0)
    settled_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=8, blank=True, choices=[(o.value, o.value) for o in Outcome]
    )

    objects = LetterQuerySet.as_manager()

    # Found at the claim: the other partner's open letter of the same meeting, start and lead,
    # and the same once more where one mail tells both.
    beside = along = None

    class Meta:
        ordering = ("-due_at", "-pk")
        indexes = [
            models.Index(fields=("due_at",), condition=OPEN, name="letter_due"),
            models.Index(fields=("handing_at",), condition=HANDED, name="letter_handed"),
            models.Index(fields=("partner", "due_at"), name="letter_of_partner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "meeting_starts_at", "lead", "partner"),
                name="letter_once",
                violation_error_message="This letter is planned already.",
            ),
            models.CheckConstraint(
                name="letter_due_before_meeting",
                condition=Q(due_at__lt=F("meeting_starts_at"), lead__gt=0),
                violation_error_message="A letter is due before its meeting.",
            ),
            models.CheckConstraint(
                name="letter_claimed_whole",
                condition=Q(claimed_at=None, claim=None, address="")
                | Q(claimed_at__isnull=False, claim__isnull=False) & ~Q(address=""),
                violation_error_message="A claimed letter has a time, a mark and an address.",
            ),
            models.CheckConstraint(
                name="letter_claimed_before_handing",
                condition=Q(handing_at=None) | Q(claimed_at__isnull=False),
                violation_error_message="A letter is claimed before it is handed over.",
            ),
            models.CheckConstraint(
                name="letter_handed_before_sent",
                condition=Q(sent_at=None) | Q(handing_at__isnull=False),
                violation_error_message="A letter is handed over before it is sent.",
            ),
            models.CheckConstraint(
                name="letter_one_end",
                condition=Q(sent_at=None, failed_at=None)
                | Q(sent_at=None, skipped_at=None)
                | Q(failed_at=None, skipped_at=None),
                violation_error_message="A letter is sent, failed or skipped, one of them.",
            ),
            models.CheckConstraint(
                name="letter_skipped_before_handing",
                condition=Q(skipped_at=None) | Q(handing_at=None),
                violation_error_message="A letter that was handed over cannot be skipped.",
            ),
            models.CheckConstraint(
                name="letter_skipped_with_why",
                condition=Q(skipped_at=None, skipped_why="")
                | Q(skipped_at__isnull=False) & ~Q(skipped_why=""),
                violation_error_message="A skipped letter says why.",
            ),
            models.CheckConstraint(
                name="letter_failed_with_why",
                condition=Q(failed_at=None) | ~Q(failed_why=""),
                violation_error_message="A failed letter says why.",
            ),
            _together(
                "letter_settled_with_at_and_by", "settled_at", "settled_by",
                message="A settled letter names who settled it and when.",
            ),
            models.CheckConstraint(
                name="letter_settled_with_outcome",
                condition=Q(settled_at=None, outcome="")
                | Q(settled_at__isnull=False) & ~Q(outcome=""),
                violation_error_message="A settled letter says what was found out.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Letter to {self.partner}, {self.lead} minutes before"

    @property
    def occasion(self):
        """What one letter to each partner is for."""
        return self.meeting_id, self.meeting_starts_at, self.lead

    @property
    def rows(self):
        """Its own row, and that of the letter whose mail it is too: they share one fate."""
        return [self.pk] if self.along is None else [self.pk, self.along.pk]

    @property
    def readers(self):
        """The partners whose facts decided at the claim where it goes, and for whom."""
        return [self.partner] if self.beside is None else [self.partner, self.beside.partner]

    @property
    def hours(self):
        plan, clinic = self.meeting.plan, self.partner.couple.clinic
        booked = plan.starts_at is not None
        return Hours(
            zone=self.partner.local_zone,
            letters_from=clinic.letters_from,
            letters_until=clinic.letters_until,
            session_at=plan.starts_at,
            session_ends_at=plan.starts_at + timedelta(minutes=plan.minutes) if booked else None,
        )

    def case(self, *, lately=0):
        """The plain facts of this letter, as the rules take them."""
        meeting = self.meeting
        return Case(
            lead=self.lead,
            written_for=self.meeting_starts_at,
            planned_at=self.planned_at,
            starts_at=meeting.starts_at,
            leads=tuple(meeting.leads),
            cancelled=meeting.cancelled_at is not None,
            held=meeting.held_at is not None,
            withdrawn=meeting.plan.stage == Stage.WITHDRAWN.value or self.partner.couple.has_ended,
            wants_letters=self.partner.wants_letters,
            neutral_name=self.partner.couple.clinic.neutral_name,
            hours=self.hours,
            lately=lately,
        )
