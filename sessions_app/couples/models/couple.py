from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ...people.models import Account, Clinic, Membership
from ...people.rules import SECRETS_WORDS, Action, roles_that_may
from ..rules import OPENING_LASTS, contacts, merging, stages

CLINICAL_ROLES = roles_that_may(Action.READ_CLINICAL)
STATE_ROLES = roles_that_may(Action.READ_STATES)
GLASS_ROLES = roles_that_may(Action.BREAK_GLASS)
EVERY_FOLDER_ROLES = roles_that_may(Action.READ_EVERY_FOLDER)


class CoupleQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Couples whose names, times and states this account may read.

        The care team while it works in the couple's clinic, and whoever reads every folder there.
        Somebody of several clinics reads only in the one they work in now.
        """
        here, cares = self._here(account), self._cares(account)
        return self.filter(
            Exists(here.filter(role__in=EVERY_FOLDER_ROLES))
            | Exists(here.filter(role__in=STATE_ROLES)) & cares,
            clinic=account.clinic,
        )

    def clinical_to(self, account):
        """Couples whose plans and private words it may read: the care team's clinicians.

        For an hour also a clinician of the clinic who opened the record in an emergency.
        """
        return self.filter(
            Exists(self._here(account).filter(role__in=CLINICAL_ROLES)),
            self._cares(account),
            clinic=account.clinic,
        )

    def of_these_two(self, people):
        """Folders of exactly these two (`merging.Person`) that go on or can be opened again.

        One of the two alone tells nothing: whose partner else somebody is, is nobody's to know.
        """
        found = self.exclude(stage__in=stages.OVER_FOR_GOOD)
        for each in people:
            found = found.filter(partners__born_on=each.born_on)
        return [
            couple
            for couple in found.distinct().order_by("pk").prefetch_related("partners")
            if merging.same_two(people, (merging.Person(p.name, p.born_on) for p in couple.pair))
        ]

    def reachable_by(self, account):
        """Couples whose record this account could open in an emergency, and does not read yet."""
        here = self._here(account).filter(role__in=GLASS_ROLES)
        return self.filter(Exists(here), ~self._cares(account), clinic=account.clinic)

    def _here(self, account):
        return Membership.objects.standing().filter(account=account, clinic=OuterRef("clinic"))

    def _cares(self, account):
        """Only beside the clinic of today: an emergency opens nothing of another clinic."""
        on_team = CareTeamMember.objects.filter(couple=OuterRef("pk"), account=account)
        if not account.opened_in_emergency:
            return Exists(on_team)
        glass = EmergencyOpening.objects.standing(account.asked_at).filter(
            pk__in=account.opened_in_emergency, account=account, couple=OuterRef("pk")
        )
        return Exists(on_team) | Exists(glass)

    def of_team(self, account):
        """Couples this account cares for itself, and does not only read in an emergency."""
        return self.filter(
            Exists(CareTeamMember.objects.filter(couple=OuterRef("pk"), account=account))
        )

    def named(self):
        """With both partners read along, so that a couple can be written by name."""
        return self.prefetch_related("partners")

    def matching(self, words):
        """Couples in which each word is part of a partner's name."""
        found, rows = self, self.model._meta.get_field("partners").related_model.objects
        for word in words.split():
            partners = rows.filter(couple=OuterRef("pk")).filter(
                Q(name__icontains=word) | Q(preferred_name__icontains=word)
            )
            found = found.filter(Exists(partners))
        return found


class Couple(models.Model):
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="couples")
    lead = models.ForeignKey(Account, models.PROTECT, related_name="led_couples")
    care_team = models.ManyToManyField(Account, through="CareTeamMember", related_name="couples")
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    stage = models.CharField(
        max_length=9,
        choices=[(s.value, t) for s, t in stages.LABELS.items()],
        default=stages.Stage.OPEN.value,
    )
    stage_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    stage_at = models.DateTimeField(null=True, blank=True)
    stage_why = models.TextField(blank=True, max_length=600)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_folders"
    )
    shared_contact_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+"
    )
    shared_contact_at = models.DateTimeField(null=True, blank=True)
    shared_contact_why = models.CharField(max_length=300, blank=True)
    secrets_policy = models.CharField(
        max_length=10, blank=True, choices=[(s.value, t) for s, t in SECRETS_WORDS.items()]
    )
    policy_stated_on = models.DateField(null=True, blank=True)

    objects = CoupleQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="couple_stage_with_at_and_by",
                condition=Q(stage_at=None, stage_by=None)
                | Q(stage_at__isnull=False, stage_by__isnull=False),
                violation_error_message="Who moved the folder is kept with when.",
            ),
            models.CheckConstraint(
                name="couple_stage_known",
                condition=Q(stage__in=[stage.value for stage in stages.Stage]),
                violation_error_message="A folder is open, paused, closed, ended or merged.",
            ),
            models.CheckConstraint(
                name="couple_not_open_with_why",
                condition=Q(stage=stages.Stage.OPEN.value)
                | Q(stage_at__isnull=False) & ~Q(stage_why=""),
                violation_error_message="A folder that is not open says since when and why.",
            ),
            models.CheckConstraint(
                name="couple_merged_names_the_other",
                condition=Q(stage=stages.Stage.MERGED.value, merged_into__isnull=False)
                | ~Q(stage=stages.Stage.MERGED.value) & Q(merged_into=None),
                violation_error_message="A merged folder names the one that goes on.",
            ),
            models.CheckConstraint(
                name="couple_shared_contact_with_at_by_and_why",
                condition=Q(shared_contact_at=None, shared_contact_by=None, shared_contact_why="")
                | Q(shared_contact_at__isnull=False, shared_contact_by__isnull=False)
                & ~Q(shared_contact_why=""),
                violation_error_message="A shared contact says who wrote it down, when and why.",
            ),
            models.CheckConstraint(
                name="couple_policy_with_its_day",
                condition=Q(secrets_policy="", policy_stated_on=None)
                | ~Q(secrets_policy="") & Q(policy_stated_on__isnull=False),
                violation_error_message="The policy on secrets has the day it was stated on.",
            ),
        ]

    def __str__(self):
        return " and ".join(p.called for p in self._both()) or "A couple without partners"

    # Both partners, where a page has read them with something else already.
    read_along = None

    def _both(self):
        return self.partners.all() if self.read_along is None else self.read_along

    @property
    def pair(self):
        """Partner A and partner B, in this order."""
        return sorted(self._both(), key=lambda partner: partner.side)

    def is_one_of_the_two(self, account):
        """Whether this account reads the mailbox of one of these two, and so is one of them."""
        return any(
            contacts.same_mailbox(account.email, mailbox)
            for partner in self.pair
            for mailbox in (partner.email, partner.quiet_email)
        )

    @property
    def stage_label(self):
        return stages.LABELS[stages.Stage(self.stage)]

    @property
    def stage_tone(self):
        return stages.TONES[stages.Stage(self.stage)]

    @property
    def may_plan(self):
        return stages.may_plan(stages.Stage(self.stage))

    @property
    def holds_erased(self):
        """Whether one of the two is nobody any more; then nothing is planned here again."""
        return any(partner.erased_at for partner in self._both())

    @property
    def has_ended(self):
        return stages.has_ended(stages.Stage(self.stage))


class CareTeamMember(models.Model):
    couple = models.ForeignKey(Couple, models.CASCADE, related_name="team")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("couple", "account"),
                name="care_team_member_once",
                violation_error_message="This person is already on the care team.",
            ),
        ]

    def __str__(self):
        return f"{self.account} cares for {self.couple}"


class EmergencyOpeningQuerySet(models.QuerySet):
    def visible_to(self, account):
        """One's own, in the clinic one works in now."""
        return self.filter(account=account, couple__clinic=account.clinic)

    def standing(self, at):
        return self.filter(ended_at=None, ends_at__gt=at)


class EmergencyOpening(models.Model):
    """A clinician outside the care team opened this record, for an hour and for a reason."""

    couple = models.ForeignKey(Couple, models.PROTECT, related_name="emergency_openings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EmergencyOpeningQuerySet.as_manager()

    class Meta:
        ordering = ("-began_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="emergency_opening_with_reason",
                condition=~Q(reason=""),
                violation_error_message="Opening a record in an emergency needs a reason.",
            ),
            models.CheckConstraint(
                name="emergency_opening_within_an_hour",
                condition=Q(ends_at__gt=F("began_at"))
                & Q(ends_at__lte=F("began_at") + OPENING_LASTS),
                violation_error_message="An emergency opens a record for an hour at most.",
            ),
        ]

    def __str__(self):
        return f"{self.account} opened a record in an emergency"
