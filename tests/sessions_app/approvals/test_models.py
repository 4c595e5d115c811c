"""What the database promises about an approval, past every form."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from sessions_app.approvals.models import Approval, ApprovalSignature
from sessions_app.approvals.rules import ROUTES, Form, Status
from tests.factories.approvals import ApprovalFactory, ApprovalSignatureFactory, approved
from tests.factories.couples import PartnerFactory
from tests.factories.people import AccountFactory
from tests.factories.planning import NOW
from tests.sessions_app.refusals import append_only, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FROM, UNTIL = date(2027, 2, 3), date(2027, 7, 31)


def ended(how="revoked"):
    return {"ended": how, "ended_at": NOW, "ended_by": AccountFactory()}


def test_a_partner_has_one_open_approval_and_any_number_of_ended_ones():
    approval = ApprovalFactory()

    with refused("approval_one_open_per_partner"):
        ApprovalFactory(partner=approval.partner)

    ApprovalFactory(partner=approval.partner, **ended("superseded"))
    ApprovalFactory(partner=approval.partner, **ended("revoked"))
    assert Approval.objects.filter(partner=approval.partner).count() == 3


@pytest.mark.parametrize(
    "missing",
    [
        {"ended": ""},
        {"ended_at": None},
        {"ended_by": None},
        {"ended": "", "ended_at": None},
        {"ended": "", "ended_by": None},
        {"ended_at": None, "ended_by": None},
    ],
    ids=str,
)
def test_an_ended_approval_names_how_who_and_when(missing):
    with refused("approval_ended_with_at_and_by"):
        ApprovalFactory(**ended() | missing)


@pytest.mark.parametrize("name", ["approved_dose_mg", "dose_unit_mg"])
@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_a_dose_and_its_unit_are_above_zero(name, amount):
    with refused("approval_dose_above_zero"):
        ApprovalFactory(**{name: Decimal(amount)})


def test_the_smallest_amount_that_can_be_written_is_accepted():
    smallest = Decimal("0.01")

    approval = ApprovalFactory(approved_dose_mg=smallest, dose_unit_mg=smallest)

    approval.full_clean()
    approval.approved_dose_mg = Decimal("0.00")
    with pytest.raises(ValidationError):
        approval.full_clean()


def test_the_most_for_one_session_holds_the_dose():
    dose = Decimal("200.00")

    with refused("approval_session_holds_the_dose"):
        ApprovalFactory(approved_dose_mg=dose, session_max_mg=Decimal("199.99"))

    assert ApprovalFactory(approved_dose_mg=dose, session_max_mg=dose)


def test_the_last_day_is_not_before_the_first():
    with refused("approval_valid_in_order"):
        ApprovalFactory(valid_from=FROM, valid_until=FROM - DAY)

    assert ApprovalFactory(valid_from=FROM, valid_until=FROM)


def test_esketamine_is_a_fixed_device_without_fractions():
    with refused("approval_esketamine_has_no_fractions"):
        ApprovalFactory(form="esketamine_rems", approved_fractions=["1/1"])

    assert ApprovalFactory(form="esketamine_rems", approved_fractions=[])


def test_at_least_one_session_is_approved():
    with refused("approval_at_least_one_session"):
        ApprovalFactory(sessions_approved=0)


@pytest.mark.parametrize("on", [FROM - DAY, FROM, UNTIL, UNTIL + DAY])
@pytest.mark.parametrize("used", [0, 1, 2])
@pytest.mark.parametrize("how", ["", "revoked", "superseded"])
def test_the_standing_approvals_of_a_day_are_exactly_the_active_ones(on, used, how):
    approval = ApprovalFactory(
        valid_from=FROM,
        valid_until=UNTIL,
        sessions_used=used,
        sessions_approved=2,
        **(ended(how) if how else {}),
    )

    standing = Approval.objects.standing(on).filter(pk=approval.pk).exists()

    assert standing is (approval.status(on) == Status.ACTIVE)


@pytest.mark.parametrize("form", Form)
def test_the_route_follows_the_form(form):
    fractions = [] if form == Form.ESKETAMINE_REMS else ["1/1"]

    assert ApprovalFactory(form=form.value, approved_fractions=fractions).route == ROUTES[form]


def test_a_planned_part_is_worked_out_from_this_approval():
    approval = ApprovalFactory(dose_unit_mg=Decimal("50.00"), may_split=False)

    assert [approval.planned_mg(fraction) for fraction in ("1/1", "1/2", "1/4")] == [
        Decimal("200"),
        Decimal("100"),
        Decimal("50"),
    ]


def test_no_signature_under_an_approval_is_ever_changed_or_removed():
    partner = PartnerFactory(name="Alex Moreno")
    approval = approved(partner, AccountFactory(name="Paul Adeyemi"))
    signature = approval.signature

    with append_only("sessions_app_approvalsignature"):
        ApprovalSignature.objects.update(digest="0" * 64)
    with append_only("sessions_app_approvalsignature"):
        signature.delete()

    assert ApprovalSignature.objects.get().digest == signature.digest
    assert str(signature) == "Paul Adeyemi signed Approval for Alex Moreno"


@pytest.mark.parametrize(
    "change",
    [
        {"approved_dose_mg": Decimal("150.00")},
        {"session_max_mg": Decimal("400.00")},
        {"approved_fractions": ["1/1"]},
        {"sessions_approved": 12},
        {"valid_until": UNTIL + DAY},
        {"conditions": "Others."},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_signed_is_never_written_over_and_before_that_it_may_be(change):
    unsigned, signed = ApprovalFactory(), approved(PartnerFactory(), AccountFactory())

    Approval.objects.filter(pk=unsigned.pk).update(**change)
    with pytest.raises(IntegrityError, match="a signed approval is never changed"):
        Approval.objects.filter(pk=signed.pk).update(**change)


def test_a_signed_approval_is_still_used_and_ended():
    signed = approved(PartnerFactory(), AccountFactory())

    Approval.objects.update(sessions_used=1, last_used_on=FROM, **ended())

    assert Approval.objects.get(pk=signed.pk).sessions_used == 1


def test_an_approval_is_signed_once():
    signature = ApprovalSignatureFactory()

    with refused("sessions_app_approvalsignature_approval_id_key"):
        ApprovalSignatureFactory(approval=signature.approval)

    assert signature.said == (
        "I have reviewed the risks with this partner and approve this medicine."
    )
    assert signature.short_digest == signature.digest[:12]
