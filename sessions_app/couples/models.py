"""Two partners, the people who care for them, and so who may see their record."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ..people.models import Account, Clinic, Membership, ZoneField
from ..people.rules import Action, roles_that_may
from .rules import OPENING_LASTS

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

    def reachable_by(self, account):
        """Couples whose record this account could open in an emergency, and does not read yet."""
        here = self._here(account).filter(role__in=GLASS_ROLES)
        return self.filter(Exists(here), ~self._cares(account), clinic=account.clinic)

    def _here(self, account):
        return Membership.objects.standing().filter(account=account, clinic=OuterRef("clinic"))

    def _cares(self, account):
        on_team = CareTeamMember.objects.filter(couple=OuterRef("pk"), account=account)
        if not account.opened_in_emergency:
            return Exists(on_team)
        glass = EmergencyOpening.objects.standing(account.asked_at).filter(
            pk__in=account.opened_in_emergency, account=account, couple=OuterRef("pk")
        )
        return Exists(on_team) | Exists(glass.filter(couple__clinic=account.clinic))

    def named(self):
        """With both partners read along, so that a couple can be written by name."""
        return self.prefetch_related("partners")

    def matching(self, words):
        """Couples in which each word is part of a partner's name."""
        found = self
        for word in words.split():
            partners = Partner.objects.filter(couple=OuterRef("pk")).filter(
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

    objects = CoupleQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return " and ".join(p.called for p in self.partners.all()) or "A couple without partners"

    @property
    def pair(self):
        """Partner A and partner B, in this order."""
        return sorted(self.partners.all(), key=lambda partner: partner.side)


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


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Partners whose private record this account may read."""
        return self.filter(couple__in=Couple.objects.clinical_to(account))


class Partner(models.Model):
    """One of two separate patients. `side` is a or b and only orders them."""

    couple = models.ForeignKey(Couple, models.PROTECT, related_name="partners")
    side = models.CharField(max_length=1, choices=(("a", "Partner A"), ("b", "Partner B")))
    name = models.CharField(max_length=120)
    preferred_name = models.CharField(max_length=60, blank=True)
    pronouns = models.CharField(max_length=30, blank=True)
    born_on = models.DateField()
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    zone = ZoneField(blank=True)
    wants_letters = models.BooleanField(default=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ("side",)
        constraints = [
            models.UniqueConstraint(
                fields=("couple", "side"),
                name="partner_side_once",
                violation_error_message="A couple has one partner A and one partner B.",
            ),
            models.CheckConstraint(
                name="partner_side_a_or_b",
                condition=models.Q(side__in=["a", "b"]),
                violation_error_message="A couple has one partner A and one partner B.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def called(self):
        return self.preferred_name or self.name.split(" ")[0]

    @property
    def local_zone(self):
        return self.zone or self.couple.clinic.zone
