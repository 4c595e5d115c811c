from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sessions_app.approvals import actions, facts
from sessions_app.approvals.models import Approval, ApprovalSignature, Revocation
from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.signing.actions import PasswordDoesNotMatch
from sessions_app.signing.rules import canonical, digest
from tests.factories.approvals import ENDS, ApprovalFactory, approved
from tests.factories.couples import couple_of
from tests.factories.people import PASSWORD, LicenceFactory
from tests.factories.planning import NOW
from tests.sessions_app.refusals import append_only
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
# As the form cleans them: what the prescriber typed, in whatever precision it was typed.
TYPED = {
    name: getattr(ApprovalFactory.build(partner=None, prescriber=None), name)
    for name in actions.TYPED_FIELDS
} | {"approved_dose_mg": Decimal("200"), "conditions": "Blood pressure is looked at weekly."}


@pytest.fixture
def alex(clinic, thea, paul):
    return couple_of(clinic=clinic, lead=thea, team=[paul]).pair[0]


def approve(partner, by, *, at=NOW, password=PASSWORD, **changes):
    told = {"seen": facts.seen(partner)} | TYPED | changes
    return actions.approve(partner=partner, by=by, at=at, password=password, **told)


def test_an_approval_is_kept_as_it_was_typed_and_signed_as_it_was_kept(alex, paul):
    approval = approve(alex, paul)

    kept = Approval.objects.get()
    assert kept == approval
    assert (kept.partner, kept.prescriber, kept.sessions_used) == (alex, paul, 0)
    assert {name: getattr(kept, name) for name in TYPED} == TYPED
    assert (kept.ended, kept.ended_at, kept.ended_by) == ("", None, None)
    signature = ApprovalSignature.objects.get()
    assert signature.approval == kept
    assert bytes(signature.content) == canonical(actions.content(kept))
    assert signature.digest == digest(actions.content(kept))
    assert (signature.meaning, signature.signed_role) == ("approved_medicine", "prescriber")
    assert (signature.signed_by, signature.signed_name) == (paul, "Paul Adeyemi")
    assert (signature.signed_at, signature.signed_zone) == (NOW, "America/Denver")
    assert newest() == [row("approval signed", kept, paul, NOW, seal=signature.seal)]


def test_the_signed_content_is_plain_and_names_the_partner_and_every_figure(alex, paul):
    signed = actions.content(approve(alex, paul))

    assert signed["partner"] == alex.pk
    assert signed["name"] == "Alex Moreno"
    assert signed["approved_dose_mg"] == "200.00"
    assert signed["valid_until"] == "2027-07-31"
    assert signed["approved_fractions"] == ["1/1", "1/2", "1/4"]
    assert (signed["route"], signed["prescribed_on"]) == ("sublingual", "2027-02-03")
    looked_at = {"route", "med_list_hash", "screening_hash"}
    assert set(signed) == {"partner", "name", *actions.TYPED_FIELDS} | looked_at
    assert {type(value) for value in signed.values()} == {int, str, bool, list}


def test_a_new_approval_takes_the_place_of_the_open_one(alex, paul):
    former = approve(alex, paul)

    later = NOW + timedelta(days=100)
    days = {"prescribed_on": date(2027, 6, 9), "valid_from": date(2027, 6, 9)}
    renewed = approve(alex, paul, at=later, **days, valid_until=date(2027, 12, 1))

    former.refresh_from_db()
    assert (former.ended, former.ended_at, former.ended_by) == ("superseded", later, paul)
    assert list(Approval.objects.filter(partner=alex, ended="")) == [renewed]
    assert ApprovalSignature.objects.count() == 2
    seal = renewed.signature.seal
    assert newest() == [row("approval signed", renewed, paul, later, seal=seal)]


def test_an_approval_of_one_partner_leaves_the_other_ones_alone(alex, paul):
    robins = approved(alex.couple.pair[1], paul)

    approve(alex, paul)

    robins.refresh_from_db()
    assert robins.ended == ""


def test_an_ended_approval_stays_as_it_ended(alex, paul):
    former = approve(alex, paul)
    actions.revoke(**ENDS, approval=former, by=paul, at=NOW)

    approve(alex, paul, at=NOW + timedelta(days=1))

    former.refresh_from_db()
    assert (former.ended, former.ended_at) == ("revoked", NOW)


def test_a_wrong_password_approves_nothing_and_ends_nothing(alex, paul):
    former = approve(alex, paul)

    with pytest.raises(PasswordDoesNotMatch):
        approve(alex, paul, password="not this one")

    former.refresh_from_db()
    assert former.ended == ""
    assert Approval.objects.count() == ApprovalSignature.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"session_max_mg": Decimal("199.99")},
         "The most for one session is at least the approved dose."),
        ({"valid_until": date(2027, 2, 2)}, "The last day comes after the first."),
        ({"form": "esketamine_rems"}, "Esketamine is a fixed device and carries no fractions."),
        ({"approved_dose_mg": Decimal("0"), "session_max_mg": Decimal("1")},
         "Please write a number of 0.01 or more."),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused_and_the_open_approval_stays(
    change, sentence, alex, paul
):
    former = approve(alex, paul)

    with pytest.raises(ValidationError) as refusal:
        approve(alex, paul, **change)

    assert sentence in refusal.value.messages
    former.refresh_from_db()
    assert former.ended == ""
    assert Approval.objects.count() == Event.objects.count() == 1


@pytest.mark.parametrize("who", ["thea", "ada", "stranger"])
def test_only_a_prescriber_of_the_clinic_approves_or_revokes(who, alex, paul, request):
    somebody = request.getfixturevalue(who)
    former = approve(alex, paul)

    for deed in (
        lambda: approve(alex, somebody),
        lambda: actions.revoke(**ENDS, approval=former, by=somebody, at=NOW),
    ):
        with pytest.raises(NotYourDeed) as refusal:
            deed()
        assert str(refusal.value) == "Your role cannot do this. A prescriber of your clinic can."

    former.refresh_from_db()
    assert former.ended == ""
    assert Approval.objects.count() == 1


def test_revoking_ends_an_approval_now(alex, paul):
    approval = approve(alex, paul)

    actions.revoke(**ENDS, approval=approval, by=paul, at=NOW + timedelta(hours=1))

    approval.refresh_from_db()
    assert (approval.ended, approval.ended_by) == ("revoked", paul)
    assert approval.ended_at == NOW + timedelta(hours=1)
    assert approval.status(date(2027, 3, 1)) == "revoked"
    signature = approval.revocation
    assert newest() == [
        row("approval revoked", approval, paul, NOW + timedelta(hours=1), seal=signature.seal)
    ]


def test_ending_an_approval_is_signed_over_what_ends_and_why(alex, paul):
    approval = approve(alex, paul)

    actions.revoke(approval=approval, reason=" A rash. ", password=PASSWORD, by=paul, at=NOW)

    signature = Revocation.objects.get()
    told = {
        "partner": alex.pk,
        "name": "Alex Moreno",
        "approval": approval.signature.digest,
        "reason": "A rash.",
    }
    assert bytes(signature.content) == canonical(told)
    assert (signature.digest, signature.approval) == (digest(told), approval)
    assert (signature.meaning, signature.signed_role) == ("revoked", "prescriber")
    assert (signature.signed_by, signature.signed_method) == (paul, "password")
    assert signature.said == "I end this approval. Nothing is planned with it from now on."
    assert str(signature) == "Paul Adeyemi ended Approval for Alex Moreno"
    assert Approval.objects.get().ended_note == "A rash."


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"password": "not this one"}, PasswordDoesNotMatch),
        ({"reason": " \n"}, actions.EndedWithoutReason),
    ],
)
def test_without_a_reason_or_the_password_nothing_ends(change, refusal, alex, paul):
    approval = approve(alex, paul)
    rows = Event.objects.count()

    with pytest.raises(refusal):
        actions.revoke(**ENDS | change, approval=approval, by=paul, at=NOW)

    assert Approval.objects.get().ended == ""
    assert (Revocation.objects.count(), Event.objects.count()) == (0, rows)


def test_what_was_signed_when_it_ended_is_never_changed_or_removed(alex, paul):
    approval = approve(alex, paul)
    actions.revoke(**ENDS, approval=approval, by=paul, at=NOW)

    with append_only("sessions_app_revocation"):
        Revocation.objects.update(signed_name="Somebody")
    with append_only("sessions_app_revocation"):
        Revocation.objects.get().delete()

    assert Revocation.objects.get().signed_name == "Paul Adeyemi"


def test_an_expired_licence_does_not_keep_an_approval_alive(alex, paul, clinic):
    approval = approve(alex, paul)
    LicenceFactory(account=paul, clinic=clinic, expires_on=date(2027, 2, 1))

    actions.revoke(**ENDS, approval=approval, by=paul, at=NOW)

    assert Approval.objects.get().ended == "revoked"


def test_what_has_ended_is_not_ended_again(alex, paul):
    approval = approve(alex, paul)
    stale = Approval.objects.get(pk=approval.pk)
    actions.revoke(**ENDS, approval=approval, by=paul, at=NOW)

    with pytest.raises(actions.NothingToEnd) as refusal:
        actions.revoke(**ENDS, approval=stale, by=paul, at=NOW + timedelta(hours=1))

    approval.refresh_from_db()
    assert str(refusal.value) == "This approval has already ended, so nothing was changed."
    assert approval.ended_at == NOW
    assert Event.objects.filter(deed="approval revoked").count() == 1


def test_a_used_session_is_counted_and_the_last_one_lapses_the_approval(alex, paul, thea):
    approval = approve(alex, paul, sessions_approved=2)
    stale = Approval.objects.get(pk=approval.pk)

    actions.use_session(approval=approval, by=thea, at=NOW)
    once = Approval.objects.get().status(date(2027, 3, 1))
    actions.use_session(approval=stale, by=thea, at=NOW)
    twice = Approval.objects.get()

    assert (once, twice.status(date(2027, 3, 1))) == ("active", "lapsed")
    assert (twice.ended_why, twice.ended_at, twice.ended_by) == ("used_up", NOW, None)
    assert newest(3) == [
        row("session used", approval, thea, NOW, used=1),
        row("session used", approval, thea, NOW, used=2),
        row("approval lapsed", approval, None, NOW),
    ]


def test_no_session_is_used_beyond_those_that_were_approved(alex, paul, thea):
    approval = approve(alex, paul, sessions_approved=1)
    actions.use_session(approval=approval, by=thea, at=NOW)
    rows = Event.objects.count()

    with pytest.raises(actions.NoSessionLeft) as refusal:
        actions.use_session(approval=approval, by=thea, at=NOW + timedelta(days=1))

    kept = Approval.objects.get()
    assert str(refusal.value) == (
        "Every session that was approved is used already, so nothing was recorded. Ask the "
        "prescriber for a new approval."
    )
    assert (kept.sessions_used, kept.last_used_on, kept.ended_at) == (1, date(2027, 3, 1), NOW)
    assert Event.objects.count() == rows
