from django.db import models
from django.db.models import Q

from ...people.models import Account, ZoneField
from ..rules import erasing, names
from ..rules.stages import Stage
from .couple import Couple


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Partners whose private record this account may read."""
        return self.filter(couple__in=Couple.objects.clinical_to(account))

    def of_team(self, account):
        """Partners this account cares for itself, and does not only read in an emergency."""
        return self.filter(couple__in=Couple.objects.of_team(account))

    def kept(self):
        """Partners in whose record something may still be written."""
        return self.filter(erased_at=None).exclude(couple__stage=Stage.MERGED.value)


class Partner(models.Model):
    """One of two separate patients. `side` is a or b and only orders them.

    The `quiet_` contacts are used without a word: no page but this partner's own shows them.
    """

    couple = models.ForeignKey(Couple, models.PROTECT, related_name="partners")
    side = models.CharField(max_length=1, choices=(("a", "Partner A"), ("b", "Partner B")))
    name = models.CharField(max_length=120)
    preferred_name = models.CharField(max_length=60, blank=True)
    pronouns = models.CharField(max_length=30, blank=True)
    born_on = models.DateField()
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True)
    zone = ZoneField(blank=True)
    language = models.CharField(max_length=60, blank=True)
    wants_letters = models.BooleanField(default=True)
    mail_risk_told_on = models.DateField(null=True, blank=True)
    voicemail = models.BooleanField(default=False)
    contact_wishes = models.TextField(blank=True, max_length=600)
    quiet_email = models.EmailField(blank=True)
    quiet_phone = models.CharField(max_length=40, blank=True)
    quiet_address = models.CharField(max_length=240, blank=True)
    emergency_name = models.CharField(max_length=120, blank=True)
    emergency_relation = models.CharField(max_length=60, blank=True)
    emergency_phone = models.CharField(max_length=40, blank=True)
    # The record of the same person in the folder into which this one's was merged.
    goes_on_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="doubles"
    )
    erased_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)

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
            models.CheckConstraint(
                name="partner_emergency_contact_can_be_called",
                condition=Q(emergency_name="") | ~Q(emergency_phone=""),
                violation_error_message="Somebody to call in an emergency has a phone number.",
            ),
            models.CheckConstraint(
                name="partner_erased_with_at_and_by",
                condition=Q(erased_at=None, erased_by=None)
                | Q(erased_at__isnull=False, erased_by__isnull=False),
                violation_error_message="An erased record names who erased it and when.",
            ),
            models.CheckConstraint(
                name="partner_erased_holds_no_contact",
                condition=Q(erased_at=None)
                | Q(
                    email=erasing.NOWHERE,
                    wants_letters=False,
                    **dict.fromkeys(erasing.EMPTIED, ""),
                ),
                violation_error_message="An erased record holds no way to reach anybody.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def everywhere(self):
        """This record and those of the same person in folders merged into it, also by another."""
        found = ahead = [self]
        while ahead:
            ahead = list(Partner.objects.filter(goes_on_as__in=ahead))
            found = found + ahead
        return found

    @property
    def letter_address(self):
        """Where letters go. Who reads it must not learn which of the two it is."""
        return self.quiet_email or self.email

    @property
    def to_call(self):
        """Whom to call in an emergency, in a row; "" while nobody is named."""
        told = (self.emergency_name, self.emergency_relation, self.emergency_phone)
        return ", ".join(filter(None, told))

    @property
    def called(self):
        return names.called(name=self.name, preferred_name=self.preferred_name)

    @property
    def local_zone(self):
        return self.zone or self.couple.clinic.zone
