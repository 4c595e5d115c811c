"""Clinics, the people who work in them, and in which role."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from .. import rules


def check_zone(name):
    if not rules.is_zone(name):
        raise ValidationError(f"“{name}” is not a time zone. Write it like America/Denver.")


class ZoneField(models.CharField):
    """The name of a time zone. Migrations know it as plain text, so that this may move."""

    default_validators = [check_zone]

    def __init__(self, *args, max_length=60, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs):
        """A form knows of it too, also one that takes the field and builds no row."""
        field = super().formfield(**kwargs)
        field.validators.append(check_zone)
        return field


class Clinic(models.Model):
    name = models.CharField(max_length=120, unique=True)
    neutral_name = models.CharField(
        max_length=80, help_text="The name letters carry. It must not tell what the clinic does."
    )
    address = models.CharField(max_length=240)
    phone = models.CharField(max_length=40, help_text="The therapist line.")
    prescriber_phone = models.CharField(max_length=40)
    zone = ZoneField()
    letters_from = models.TimeField(
        null=True, blank=True, help_text="No letter leaves earlier, in the reader's zone."
    )
    letters_until = models.TimeField(
        null=True, blank=True, help_text="No letter leaves later, in the reader's zone."
    )
    emergency_text = models.TextField(blank=True, max_length=400)
    letter_leads = ArrayField(
        models.PositiveIntegerField(), size=3, default=list, blank=True, help_text="In minutes."
    )
    secrets = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in rules.Secrets],
        default=rules.Secrets.NONE.value,
    )
    approval_days = models.PositiveSmallIntegerField(default=180)
    idle_days = models.PositiveSmallIntegerField(
        default=90, help_text="Without a session for longer than this, an approval lapses."
    )
    home_sessions = models.BooleanField(default=False)
    paper = models.CharField(
        max_length=6, choices=(("letter", "Letter"), ("a4", "A4")), default="letter"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clinic_letter_hours_together",
                condition=models.Q(letters_from=None, letters_until=None)
                # A comparison with nothing is unknown, and what is unknown passes a check.
                | models.Q(
                    letters_from__isnull=False,
                    letters_until__isnull=False,
                    letters_from__lt=models.F("letters_until"),
                ),
                violation_error_message="Letters may leave between two times of one day.",
            ),
            models.CheckConstraint(
                name="clinic_approval_days_within_half_a_year",
                condition=models.Q(approval_days__range=(1, rules.LONGEST_APPROVAL)),
                violation_error_message="An approval lasts between one day and half a year.",
            ),
            models.CheckConstraint(
                name="clinic_idle_days_within_half_a_year",
                condition=models.Q(idle_days__range=(1, rules.LONGEST_APPROVAL)),
                violation_error_message="An approval lies idle between one day and half a year.",
            ),
        ]

    def __str__(self):
        return self.name


class AccountQuerySet(models.QuerySet):
    def visible_to(self, account):
        """The people of the clinic this account works in now, and those who once worked there."""
        here = Membership.objects.filter(account=OuterRef("pk"), clinic=account.clinic)
        return self.filter(Exists(here))

    def in_clinic(self, clinic):
        """Each with its roles and its licence there read along."""
        memberships = Membership.objects.filter(clinic=clinic).order_by("pk")
        return self.prefetch_related(
            Prefetch("memberships", memberships, to_attr="roles_here"),
            Prefetch("licences", Licence.objects.filter(clinic=clinic), to_attr="licence_here"),
        )

    def working_in(self, clinic):
        here = Membership.objects.standing().filter(account=OuterRef("pk"), clinic=clinic)
        return self.filter(Exists(here))

    def disabled_in(self, clinic):
        taken = Membership.objects.filter(account=OuterRef("pk"), clinic=clinic, disabled=True)
        return self.filter(Exists(taken)).exclude(pk__in=self.working_in(clinic))

    def matching(self, words):
        """Those in whose name or address each word is found."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return found


class AccountManager(BaseUserManager.from_queryset(AccountQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Account(AbstractBaseUser):
    """A person who works in a clinic. Partners have no account: they read paper."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    credentials = models.CharField(
        max_length=60, blank=True, help_text="As printed under a signature: MD, LMFT."
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    sign_in_round = models.PositiveIntegerField(
        default=0, help_text="A sign-in of an earlier round is over."
    )
    links_ended_at = models.DateTimeField(
        null=True, blank=True, help_text="No link or address of theirs made until then opens."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = AccountManager()

    # The key of the clinic chosen for this session; see `present`.
    chosen_clinic = None
    # Which records this session opened in an emergency, and the moment of the present request.
    opened_in_emergency = ()
    asked_at = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="account_email_once",
                violation_error_message="Somebody already signs in with this e-mail address.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    def set_password(self, raw_password):
        super().set_password(raw_password and rules.one_spelling(raw_password))

    def check_password(self, raw_password):
        return super().check_password(raw_password and rules.one_spelling(raw_password))

    def end_sign_ins(self):
        """Whatever device is signed in now is signed out with its next page."""
        Account.objects.filter(pk=self.pk).update(sign_in_round=models.F("sign_in_round") + 1)
        self.refresh_from_db(fields=["sign_in_round"])

    def _get_session_auth_hash(self, secret=None):
        password = super()._get_session_auth_hash(secret)
        return salted_hmac("sign-in round", f"{password}:{self.sign_in_round}", secret).hexdigest()

    @cached_property
    def standing_memberships(self):
        return list(self.memberships.standing().select_related("clinic").order_by("pk"))

    @property
    def clinics(self):
        """Where this account has a role, each once, the one it joined first before the others."""
        return list(dict.fromkeys(m.clinic for m in self.standing_memberships))

    @property
    def clinic(self):
        """The one clinic this account works in now, None while it has no role anywhere.

        What was chosen counts only while a role there stands.
        """
        here = self.clinics
        return next(
            (each for each in here if each.pk == self.chosen_clinic), next(iter(here), None)
        )

    def may(self, action, clinic=None):
        """For pages: what to offer. The deed itself asks `people.actions.require`."""
        clinic = clinic or self.clinic
        roles = [m.role for m in self.standing_memberships if m.clinic == clinic]
        return rules.may(roles=roles, action=action)

    def may_sign_on(self, day, clinic=None):
        """Whether a signature of this day could rest on role and licence. Asked afresh."""
        clinic = clinic or self.clinic
        roles = self.memberships.standing().filter(clinic=clinic).values_list("role", flat=True)
        licence = self.licences.filter(clinic=clinic).first()
        return (
            self.is_active
            and rules.may(roles=roles, action=rules.Action.SIGN)
            and rules.licence_holds(expires_on=licence and licence.last_day, on=day)
        )


class MembershipQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)


class Membership(models.Model):
    """One role of one account in one clinic."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="memberships")
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in rules.Role])
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    disabled = models.BooleanField(
        default=False, help_text="It ended because the person was disabled here; it may come back."
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("account", "clinic", "role"),
                condition=models.Q(ended_at=None),
                name="membership_once_while_it_stands",
                violation_error_message="This person already has this role here.",
            ),
            models.CheckConstraint(
                name="membership_disabled_has_ended",
                condition=models.Q(disabled=False) | models.Q(ended_at__isnull=False),
                violation_error_message="A role of somebody who is disabled here has ended.",
            ),
        ]

    def __str__(self):
        return f"{self.account}: {self.role} at {self.clinic}"


class Licence(models.Model):
    """The licence under which a clinician works in one clinic."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="licences")
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="licences")
    number = models.CharField(max_length=60)
    expires_on = models.DateField()
    dea_expires_on = models.DateField(
        null=True, blank=True, help_text="Of the DEA registration, where there is one."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("account", "clinic"),
                name="licence_once_per_clinic",
                violation_error_message="This person's licence is already on record here.",
            ),
        ]

    def __str__(self):
        return f"{self.account}: licence at {self.clinic}"

    @property
    def last_day(self):
        """Until when a signature may rest on it: whichever of the two days comes first."""
        return min(filter(None, (self.expires_on, self.dea_expires_on)))
