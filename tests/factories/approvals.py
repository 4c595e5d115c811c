from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from sessions_app.approvals import models
from sessions_app.approvals.actions import content
from sessions_app.people.rules import Role
from sessions_app.signing.actions import signature
from sessions_app.signing.rules import Meaning

from .couples import PartnerFactory
from .people import PASSWORD, AccountFactory

# What a prescriber gives to end an approval.
ENDS = {"reason": "A new product.", "password": PASSWORD}
SIGNED_AT = datetime(2027, 2, 3, 16, tzinfo=UTC)


class ApprovalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Approval

    partner = factory.SubFactory(PartnerFactory)
    prescriber = factory.SubFactory(AccountFactory)
    medicine = "Racemic ketamine"
    form = "lozenge"
    approved_dose_mg = Decimal("200.00")
    session_max_mg = Decimal("200.00")
    dose_unit_mg = Decimal("50.00")
    may_split = True
    approved_fractions = ["1/1", "1/2", "1/4"]
    approved_approaches = ["solo", "dual_psychedelic", "dual_psycholytic", "extended_discussion"]
    approved_settings = ["office"]
    sessions_approved = 6
    min_days_between = 14
    reviewed_on = date(2027, 2, 3)
    review_modality = "in_person"
    prescribed_on = date(2027, 2, 3)
    valid_from = date(2027, 2, 3)
    valid_until = date(2027, 7, 31)
    bp_max_start_sys = 140
    bp_max_start_dia = 90
    hr_max_start = 100
    spo2_min = 94
    fast_solids_h = Decimal("6.0")
    fast_clear_h = Decimal("2.0")
    monitoring = "A look every 15 minutes."
    rx_reference = "RX-77"


class ReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Reading

    approval = factory.SubFactory(ApprovalFactory)
    systolic = 128
    diastolic = 82
    heart_rate = 71
    outside = False
    taken_by = factory.SubFactory(AccountFactory)
    taken_at = SIGNED_AT


class RequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Request

    partner = factory.SubFactory(PartnerFactory)
    prepared_by = factory.SubFactory(AccountFactory)
    prepared_at = SIGNED_AT


def waiting_request(partner):
    """An approval of this partner that is asked for and that nobody looks at yet."""
    sent = {"submitted_by": AccountFactory(), "submitted_at": SIGNED_AT}
    return RequestFactory(partner=partner, state="submitted", **sent)


class ApprovalSignatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ApprovalSignature

    approval = factory.SubFactory(ApprovalFactory)

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        approval = kwargs["approval"]
        signed = signature(
            content=content(approval),
            meaning=Meaning.APPROVED_MEDICINE,
            role=Role.PRESCRIBER,
            zone="America/Denver",
            by=approval.prescriber,
            at=SIGNED_AT,
        )
        return signed | kwargs


class RevocationFactory(ApprovalSignatureFactory):
    class Meta:
        model = models.Revocation

    meaning = Meaning.REVOKED.value


def approved(partner, prescriber, **figures):
    """A signed approval of this partner."""
    approval = ApprovalFactory(partner=partner, prescriber=prescriber, **figures)
    ApprovalSignatureFactory(approval=approval)
    return approval
