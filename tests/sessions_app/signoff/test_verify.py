"""A digest on paper, typed as people type it, tells whose signature it is and whether it stands."""

from datetime import timedelta

import pytest
from django.db import connection

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval, ApprovalSignature
from sessions_app.approvals.rules import Cause
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS
from tests.factories.people import colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")


@pytest.fixture
def digest(signed_plan):
    return signed_plan.signoffs.get().digest


def test_a_printed_digest_tells_whose_signature_it_is_and_that_it_stands(
    client, thea, signed_plan, digest
):
    client.force_login(thea)

    said = words(
        client.get("/sign-off/check/", {"digest": f" {digest[:6]} {digest[6:12].upper()}"})
    )

    assert "This signature stands." in said
    assert "Answered by Paul Adeyemi, MD" in said
    assert "Revision 1 Plan Alex and Robin, plan 1" in said


def test_it_says_when_the_signature_no_longer_stands(client, thea, signed_plan, digest):
    planning.withdraw(plan=signed_plan, why="Not now.", by=thea, at=WORKING_HOUR)
    Approval.objects.update(sessions_used=6)
    client.force_login(thea)

    assert "This signature no longer stands." in words(
        client.get("/sign-off/check/", {"digest": digest})
    )


def test_somebody_outside_the_care_team_is_not_told_whose_plan_it_is(client, clinic, digest):
    client.force_login(colleague(clinic, Role.PRESCRIBER))

    said = words(client.get("/sign-off/check/", {"digest": digest}))

    assert "This signature stands." in said
    assert "Alex" not in said


def test_another_clinic_finds_nothing(client, stranger, digest):
    client.force_login(stranger)

    assert "No signature of this clinic has this digest." in words(
        client.get("/sign-off/check/", {"digest": digest})
    )


@pytest.mark.parametrize("typed", ["", "abc", "zzzzzzzz", "a" * 65])
def test_what_is_no_digest_is_said_at_the_field(client, thea, typed):
    client.force_login(thea)

    response = client.get("/sign-off/check/", {"digest": typed})

    assert response.status_code == 422
    assert "at least 8 of them" in words(response)


TYPED_AS = {
    "as printed": lambda digest: digest,
    "in capitals": str.upper,
    "the first eight": lambda digest: digest[:8],
    "with spaces": lambda digest: " ".join(digest[n : n + 8] for n in range(0, 64, 8)),
    "over two lines": lambda digest: f"{digest[:32]}\r\n{digest[32:]}\n",
    "in groups with hyphens": lambda digest: "-".join(digest[n : n + 4] for n in range(0, 64, 4)),
    "cut off with dots": lambda digest: f"{digest[:12]}…",
    "with an unseen sign": lambda digest: f"{digest[:6]}\u200b{digest[6:12]}",
}


@pytest.mark.parametrize("how", TYPED_AS)
def test_however_it_is_typed_it_is_the_same_digest(how, client, thea, digest):
    client.force_login(thea)

    page = client.get("/sign-off/check/", {"digest": TYPED_AS[how](digest)})

    assert page.status_code == 200
    assert "This signature stands." in words(page)
    assert digest in words(page)


@pytest.mark.parametrize("kept", [8, 12, 63], ids=lambda kept: f"the first {kept}")
def test_one_wrong_sign_finds_nothing_and_says_what_to_do(kept, client, thea, digest):
    other = "0" if digest[kept - 1] != "0" else "1"
    client.force_login(thea)

    page = client.get("/sign-off/check/", {"digest": digest[: kept - 1] + other})

    assert page.status_code == 200
    assert "No signature of this clinic has this digest." in words(page)
    assert "do not act on that paper, and tell the prescriber" in words(page)


@pytest.fixture
def robin(couple):
    return couple.pair[1]


@pytest.fixture
def approval(robin):
    return robin.approvals.get()


CHECK, DAY = "/sign-off/check/", timedelta(days=1)
GENUINE = "This is the signature of an approval of this clinic. It is genuine."
FALSE_ALARM = "No signature of this clinic has this digest."


def test_the_digest_of_an_approval_as_papers_print_it_tells_whose_it_is_and_that_it_holds(
    client, paul, signed_plan, approval
):
    printed = signed_plan.signoffs.get().short_digest, approval.signature.short_digest
    client.force_login(paul)

    plan, medicine = (words(client.get(CHECK, {"digest": digest})) for digest in printed)

    assert "This signature stands." in plan
    assert "This approval holds today." in medicine
    assert "Signed by Paul Adeyemi, MD" in medicine
    assert (
        "Meaning I have reviewed the risks with this partner and approve this medicine."
    ) in medicine
    assert f"Approval for Robin Hale Digest {approval.signature.digest}" in medicine
    assert FALSE_ALARM not in plan + medicine
    assert "Alex" not in medicine


@pytest.mark.parametrize("how", ["ended", "run out"])
def test_an_approval_that_no_longer_holds_is_told_to_the_care_team_as_genuine_and_ended(
    how, client, thea, signed_plan, approval
):
    if how == "ended":
        approvals.report(approval=approval, why=Cause.EMERGENCY, by=thea, at=WORKING_HOUR)
    else:
        Approval.objects.filter(pk=approval.pk).update(sessions_used=6)
    client.force_login(thea)

    said = words(client.get(CHECK, {"digest": approval.signature.digest}))

    assert "This approval no longer holds. Its signature is genuine" in said
    assert "Approval for Robin Hale" in said


def test_an_approval_whose_first_day_is_ahead_is_not_called_ended(
    client, thea, signed_plan, approval
):
    Approval.objects.filter(pk=approval.pk).update(valid_from=WORKING_HOUR.date() + DAY)
    client.force_login(thea)

    said = words(client.get(CHECK, {"digest": approval.signature.digest}))

    assert "This approval begins later." in said
    assert "no longer" not in said


@pytest.mark.parametrize("holds", [True, False], ids=["holds", "ended"])
@pytest.mark.parametrize("who", ["another prescriber", "front desk", "admin"])
def test_whoever_does_not_read_the_record_is_told_that_it_is_genuine_and_no_more(
    who, holds, client, clinic, thea, signed_plan, approval
):
    roles = {"another prescriber": Role.PRESCRIBER, "front desk": Role.FRONT_DESK}
    if not holds:
        approvals.report(approval=approval, why=Cause.EMERGENCY, by=thea, at=WORKING_HOUR)
    client.force_login(colleague(clinic, roles.get(who, Role.ADMIN)))

    said = words(client.get(CHECK, {"digest": approval.signature.digest}))

    assert GENUINE in said
    assert "Signed by Paul Adeyemi, MD" in said
    assert FALSE_ALARM not in said
    for told in ("Robin", "Alex", "holds today", "no longer"):
        assert told not in said


def test_the_digest_under_which_an_approval_was_ended_is_known_too(
    client, thea, paul, stranger, approval
):
    approvals.revoke(**ENDS, approval=approval, by=paul, at=WORKING_HOUR)
    asked = {"digest": approval.revocation.short_digest}

    said = {}
    for who in (thea, stranger):
        client.force_login(who)
        said[who] = words(client.get(CHECK, asked))

    assert "This approval no longer holds. Its signature is genuine" in said[thea]
    assert "Meaning I end this approval. Nothing is planned with it from now on." in said[thea]
    assert "Approval for Robin Hale" in said[thea]
    assert FALSE_ALARM in said[stranger]


def test_another_clinic_finds_no_approval(client, stranger, approval):
    client.force_login(stranger)

    said = words(client.get(CHECK, {"digest": approval.signature.digest}))

    assert FALSE_ALARM in said
    assert "Adeyemi" not in said


@pytest.mark.parametrize(
    ("table", "digest_of"),
    [
        ("signoff", lambda: SignOff.objects.get().digest),
        ("approvalsignature", lambda: ApprovalSignature.objects.first().digest),
    ],
)
def test_bytes_that_were_changed_under_their_digest_are_not_called_genuine(
    table, digest_of, client, paul, signed_plan
):
    asked = {"digest": digest_of()}
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(f"update sessions_app_{table} set content = content || '\\x20'")
        cursor.execute("set session_replication_role = origin")
    client.force_login(paul)

    said = words(client.get("/sign-off/check/", asked))

    assert "What was signed under this digest was changed." in said
    assert "This signature stands." not in said
    assert "This approval holds today." not in said
