"""Who is invited, by whom, how long a link opens, and that it opens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from sessions_app.people import actions
from sessions_app.people.models import Account, Invitation, Membership
from sessions_app.people.rules import INVITATION_LASTS, Role
from tests.factories.people import (
    PASSWORD,
    AccountFactory,
    ClinicFactory,
    InvitationFactory,
    MembershipFactory,
    colleague,
)
from tests.factories.planning import NOW
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
DIGEST = actions.digest_of(code="the link")
NELL = {"name": "Nell Odum", "credentials": "MD", "password": "seven slow rivers"}
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def invitation(clinic, ada):
    """Sent: its link opens."""
    return InvitationFactory(
        clinic=clinic,
        invited_by=ada,
        invited_at=NOW,
        email="nell@elm.example",
        link_digest=DIGEST,
        roles=["prescriber", "supervisor"],
    )


def invite(clinic, ada, **facts):
    told = {"email": "nell@elm.example", "roles": ["therapist"], "site": "https://elm.example/"}
    return actions.invite(clinic=clinic, by=ada, at=NOW, **told | facts)


def roles(account, clinic):
    found = Membership.objects.standing().filter(account=account, clinic=clinic)
    return sorted(found.values_list("role", flat=True))


def test_an_invitation_waits_for_its_letter_and_for_an_answer(clinic, ada):
    invitation = invite(clinic, ada, roles=["therapist", "admin"])

    assert (invitation.roles, invitation.expires_at) == (
        ["admin", "therapist"],
        NOW + INVITATION_LASTS,
    )
    assert list(Invitation.objects.letters_due(NOW)) == [invitation]
    assert invitation.link_digest == ""
    assert newest() == [
        row("invitation written", invitation, ada, NOW, roles=["admin", "therapist"])
    ]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"email": "THEA@elm.example"}, actions.WorksHereAlready),
        ({"email": "Gone@elm.example"}, actions.IsDisabledHere),
        ({"email": "Asked@elm.example"}, actions.InvitedAlready),
        ({"roles": []}, actions.NoRoleLeft),
        ({"email": "nobody"}, ValidationError),
    ],
)
def test_who_is_here_or_asked_already_is_not_invited(facts, refusal, clinic, thea, ada):
    gone = AccountFactory(email="gone@elm.example")
    MembershipFactory(account=gone, clinic=clinic, ended_at=NOW, disabled=True)
    InvitationFactory(clinic=clinic, email="asked@elm.example", invited_at=NOW)

    with pytest.raises(refusal):
        invite(clinic, ada, **facts)

    assert Invitation.objects.count() == 1
    assert newest() == []


def test_who_works_elsewhere_left_or_let_it_expire_is_invited_like_anybody(clinic, ada):
    oak = ClinicFactory()
    colleague(oak, Role.THERAPIST, email="elsewhere@oak.example")
    left = AccountFactory(email="left@elm.example")
    MembershipFactory(account=left, clinic=clinic, ended_at=NOW)
    InvitationFactory(clinic=oak, email="late@elm.example", invited_at=NOW)
    late = InvitationFactory(
        clinic=clinic, email="late@elm.example", invited_at=NOW - INVITATION_LASTS
    )

    for email in ("elsewhere@oak.example", "left@elm.example", "late@elm.example"):
        assert invite(clinic, ada, email=email).email == email

    late.refresh_from_db()
    assert (late.withdrawn_by, late.withdrawn_at) == (ada, NOW)


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMIN])
def test_only_an_admin_invites(role, clinic, invitation):
    by = colleague(clinic, role)

    for deed in (
        lambda: invite(clinic, by, email="other@elm.example"),
        lambda: actions.invite_again(invitation=invitation, by=by, at=NOW),
        lambda: actions.withdraw_invitation(invitation=invitation, by=by, at=NOW),
    ):
        with pytest.raises(actions.NotYourDeed):
            deed()

    assert Invitation.objects.waiting().get() == invitation


def test_somebody_new_gets_an_account_and_the_roles(clinic, invitation):
    account = actions.arrive(digest=DIGEST, **NELL, by=None, at=NOW)

    invitation.refresh_from_db()
    assert (account.email, account.name, account.credentials) == (
        "nell@elm.example",
        "Nell Odum",
        "MD",
    )
    assert account.check_password("seven slow rivers")
    assert roles(account, clinic) == ["prescriber", "supervisor"]
    assert (invitation.accepted_by, invitation.accepted_at) == (account, NOW)
    assert newest() == [row("invitation accepted", invitation, account, NOW)]


def test_somebody_with_an_account_joins_with_it(clinic, invitation):
    nell = colleague(ClinicFactory(), Role.THERAPIST, email="Nell@elm.example")
    MembershipFactory(account=nell, clinic=clinic, role="supervisor")

    actions.accept_invitation(digest=DIGEST, by=nell, at=NOW)

    assert roles(nell, clinic) == ["prescriber", "supervisor"]


def test_an_account_that_sleeps_everywhere_wakes_with_a_new_password(clinic, invitation):
    asleep = AccountFactory(email="nell@elm.example", is_active=False)

    woken = actions.arrive(digest=DIGEST, **NELL, by=None, at=NOW)

    assert (woken.pk, woken.is_active, woken.name) == (asleep.pk, True, "Nell Odum")
    assert woken.check_password("seven slow rivers")


def test_nobody_takes_over_an_account_that_is_awake(invitation):
    awake = AccountFactory(email="nell@elm.example")

    with pytest.raises(actions.InvitationIsOver):
        actions.arrive(digest=DIGEST, **NELL, by=None, at=NOW)

    awake.refresh_from_db()
    assert awake.check_password(PASSWORD)


def test_an_invitation_to_another_address_is_not_accepted(clinic, thea, invitation):
    with pytest.raises(actions.ForAnotherAddress):
        actions.accept_invitation(digest=DIGEST, by=thea, at=NOW)

    assert roles(thea, clinic) == ["therapist"]


def test_a_password_that_is_too_easy_makes_no_account(invitation):
    with pytest.raises(ValidationError):
        actions.arrive(digest=DIGEST, **NELL | {"password": "short"}, by=None, at=NOW)

    assert not Account.objects.filter(email="nell@elm.example").exists()
    assert list(Invitation.objects.waiting()) == [invitation]


@pytest.mark.parametrize(
    ("change", "at", "opens"),
    [
        ({}, NOW + INVITATION_LASTS - A_SECOND, True),
        ({}, NOW + INVITATION_LASTS, False),
        ({"withdrawn_at": NOW}, NOW, False),
        ({"accepted_at": NOW}, NOW, False),
        ({"link_digest": ""}, NOW, False),
        ({"link_digest": actions.digest_of(code="another")}, NOW, False),
    ],
)
def test_a_link_opens_for_seven_days_and_not_once_it_is_over(change, at, opens, ada, invitation):
    by = {f"{name.removesuffix('_at')}_by": ada for name in change if name.endswith("_at")}
    Invitation.objects.update(**change, **by)

    assert Invitation.objects.opened_by(DIGEST, at=at).exists() is opens
    assert not Invitation.objects.opened_by("", at=at).exists()
    if not opens:
        with pytest.raises(actions.InvitationIsOver):
            actions.arrive(digest=DIGEST, **NELL, by=None, at=at)


def test_an_invitation_sent_again_ends_the_link_before_it(ada, invitation):
    later = NOW + timedelta(days=5)
    Invitation.objects.update(sent_at=NOW, handing_at=NOW, tries=3, failed_why="No.")

    actions.invite_again(invitation=invitation, by=ada, at=later)

    invitation.refresh_from_db()
    assert not Invitation.objects.opened_by(DIGEST, at=later).exists()
    assert (invitation.expires_at, invitation.tries) == (later + INVITATION_LASTS, 0)
    assert list(Invitation.objects.letters_due(later)) == [invitation]
    assert newest() == [row("invitation written again", invitation, ada, later)]


def test_a_withdrawn_invitation_is_over(ada, invitation):
    actions.withdraw_invitation(invitation=invitation, by=ada, at=NOW)

    assert newest() == [row("invitation withdrawn", invitation, ada, NOW)]
    for deed in (actions.withdraw_invitation, actions.invite_again):
        with pytest.raises(actions.InvitationIsOver):
            deed(invitation=invitation, by=ada, at=NOW)


def test_disabling_somebody_ends_the_links_to_them_and_from_them(clinic, thea, ada):
    bea = colleague(clinic, Role.ADMIN, email="bea@elm.example")
    sent = InvitationFactory(clinic=clinic, invited_by=bea)
    elsewhere = InvitationFactory(invited_by=bea)

    actions.disable(account=bea, clinic=clinic, by=ada, at=NOW)

    sent.refresh_from_db()
    assert (sent.withdrawn_by, sent.withdrawn_at) == (ada, NOW)
    assert list(Invitation.objects.waiting()) == [elsewhere]


def test_one_address_is_asked_once_at_a_time_by_one_clinic(clinic, invitation):
    with refused("invitation_once_while_it_waits"):
        InvitationFactory(clinic=clinic, email="NELL@elm.example")
    with refused("invitation_link_once"):
        InvitationFactory(link_digest=DIGEST)
    with refused("invitation_one_end"):
        Invitation.objects.update(
            accepted_at=NOW, accepted_by=invitation.invited_by,
            withdrawn_at=NOW, withdrawn_by=invitation.invited_by,
        )  # fmt: skip

    assert InvitationFactory(email="nell@elm.example")
    assert str(invitation) == "Invitation to Elm House"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_wins(clinic, invitation):
    barrier = Barrier(2)

    def come(name):
        barrier.wait()
        try:
            actions.arrive(digest=DIGEST, **NELL | {"name": name}, by=None, at=NOW)
        except actions.InvitationIsOver:
            return "over"
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(come, ("Nell Odum", "Somebody Else")))

    assert sorted(answers) == ["in", "over"]
    assert Account.objects.filter(email="nell@elm.example").count() == 1
    assert Membership.objects.filter(account__email="nell@elm.example").count() == 2
