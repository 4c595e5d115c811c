"""From what the care team prepares to a prescriber's signature, every move there is."""

from datetime import timedelta

import pytest

from sessions_app.approvals import actions, rules
from sessions_app.approvals.models import Approval, Request
from sessions_app.approvals.rules import MOVES
from sessions_app.couples.actions import RecordIsErased
from sessions_app.couples.actions.erasing import erase_person
from sessions_app.people.actions import NotYourDeed
from tests.factories.approvals import RequestFactory
from tests.factories.couples import couple_of
from tests.factories.people import AccountFactory
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_actions import approve
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
PAIRS = [(here, there) for here in MOVES for there in MOVES]


@pytest.fixture
def alex(clinic, thea, paul):
    return couple_of(clinic=clinic, lead=thea, team=[paul]).pair[0]


@pytest.fixture
def draft(alex, thea):
    return actions.prepare(
        partner=alex,
        approaches=["solo"],
        settings=["office"],
        wish=" A first session. ",
        by=thea,
        at=NOW,
    )


@pytest.fixture
def submitted(draft, thea):
    return actions.submit(request=draft, by=thea, at=NOW)


@pytest.fixture
def taken(submitted, paul):
    return actions.take(request=submitted, by=paul, at=NOW)


@pytest.mark.parametrize(("here", "there"), PAIRS, ids=str)
def test_each_move_is_in_the_table_or_is_refused(here, there):
    assert rules.may_move(status=here, to=there) is (there in MOVES[here])


def test_a_request_carries_no_dose_and_no_limit():
    figures = {"approved_dose_mg", "session_max_mg", "dose_unit_mg", *Approval().limits}

    assert not figures & {field.name for field in Request._meta.get_fields()}


def test_the_team_prepares_and_a_prescriber_answers(draft, alex, thea, paul):
    sent = actions.submit(request=draft, by=thea, at=NOW + timedelta(hours=1))
    taken = actions.take(request=sent, by=paul, at=NOW + timedelta(hours=2))

    approval = approve(alex, paul, at=NOW + timedelta(hours=3))

    request, seal = Request.objects.get(), approval.signature.seal
    assert (draft.state, sent.state, taken.state) == ("draft", "submitted", "under_review")
    assert (request.state, request.approval, request.wish) == (
        "active",
        approval,
        "A first session.",
    )
    assert (request.prepared_by, request.submitted_by) == (thea, thea)
    assert (request.taken_by, request.answered_by) == (paul, paul)
    assert newest(4) == [
        row("approval prepared", request, thea, NOW),
        row("approval asked for", request, thea, NOW + timedelta(hours=1)),
        row("approval under review", request, paul, NOW + timedelta(hours=2)),
        row("approval signed", approval, paul, NOW + timedelta(hours=3), seal=seal),
    ]


@pytest.mark.parametrize(
    ("deed", "state", "told"),
    [
        ("ask_for_changes", "changes_requested", "approval sent back"),
        ("decline", "declined", "approval declined"),
    ],
)
def test_a_prescriber_does_not_sign_and_says_why(deed, state, told, taken, paul):
    answered = getattr(actions, deed)(request=taken, reason=" Which route? ", by=paul, at=NOW)

    assert (answered.state, answered.answer, answered.answered_by) == (state, "Which route?", paul)
    assert answered.approval is None
    assert newest() == [row(told, answered, paul, NOW)]


@pytest.mark.parametrize("deed", ["ask_for_changes", "decline"])
def test_not_signing_without_a_reason_is_refused(deed, taken, paul):
    with pytest.raises(actions.ReasonIsMissing):
        getattr(actions, deed)(request=taken, reason="  ", by=paul, at=NOW)

    assert Request.objects.get().state == "under_review"


def test_what_was_sent_back_is_prepared_again_and_sent(taken, alex, thea, paul):
    actions.ask_for_changes(request=taken, reason="Which place?", by=paul, at=NOW)

    again = actions.prepare(
        partner=alex, approaches=[], settings=["office"], wish="", by=thea, at=NOW
    )
    actions.submit(request=again, by=thea, at=NOW)

    assert [(each.pk, each.state) for each in Request.objects.all()] == [(taken.pk, "submitted")]


def test_what_was_sent_can_be_taken_back_until_somebody_looks_at_it(submitted, thea, paul):
    actions.take_back(request=submitted, by=thea, at=NOW)
    actions.submit(request=submitted, by=thea, at=NOW)
    actions.take(request=submitted, by=paul, at=NOW)

    with pytest.raises(actions.RequestCannotMove) as refusal:
        actions.take_back(request=submitted, by=thea, at=NOW)

    assert str(refusal.value) == (
        "This stands otherwise by now: a prescriber is looking at it. Please look at it again."
    )


def test_what_waits_is_not_written_over(submitted, alex, thea):
    with pytest.raises(actions.RequestCannotMove):
        actions.prepare(partner=alex, approaches=[], settings=[], wish="Other", by=thea, at=NOW)

    assert Request.objects.get().wish == "A first session."


def test_a_request_taken_twice_is_taken_once(submitted, paul):
    actions.take(request=submitted, by=paul, at=NOW)

    with pytest.raises(actions.RequestCannotMove):
        actions.take(request=submitted, by=paul, at=NOW)


@pytest.mark.parametrize("who", ["thea", "ada", "stranger"])
def test_only_a_prescriber_takes_and_answers(who, submitted, paul, request):
    somebody = request.getfixturevalue(who)

    with pytest.raises(NotYourDeed):
        actions.take(request=submitted, by=somebody, at=NOW)
    taken = actions.take(request=submitted, by=paul, at=NOW)
    for deed in (actions.ask_for_changes, actions.decline):
        with pytest.raises(NotYourDeed):
            deed(request=taken, reason="No.", by=somebody, at=NOW)

    assert Request.objects.get().state == "under_review"


def test_the_database_keeps_one_open_request_per_partner(draft, alex):
    with refused("request_one_open_per_partner"):
        RequestFactory(partner=alex)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("request_sent_before_it_waits", {"state": "submitted"}),
        ("request_submitted_with_at_and_by", {"submitted_at": NOW}),
    ],
)
def test_the_database_refuses_what_cannot_be(constraint, facts, alex):
    with refused(constraint):
        RequestFactory(partner=alex, **facts)


@pytest.mark.parametrize(
    ("state", "constraint"),
    [
        ("active", "request_signed_with_its_approval"),
        ("declined", "request_not_signed_with_reason"),
        ("changes_requested", "request_not_signed_with_reason"),
        ("lapsed", "request_state_known"),
    ],
)
def test_the_database_keeps_what_an_answer_is(state, constraint, alex):
    """An approval ends elsewhere than in its request, and each no has its reason."""
    by, steps = AccountFactory(), ("submitted", "taken", "answered")
    done = {f"{step}_by": by for step in steps} | {f"{step}_at": NOW for step in steps}

    with refused(constraint):
        RequestFactory(partner=alex, state=state, **done)


def test_in_an_erased_record_nothing_is_asked_for_and_nothing_signed(alex, thea, paul):
    erase_person(partner=alex, by=thea, at=NOW)

    with pytest.raises(RecordIsErased):
        actions.prepare(partner=alex, approaches=[], settings=[], wish="More.", by=thea, at=NOW)
    with pytest.raises(RecordIsErased):
        approve(alex, paul)

    assert (Request.objects.count(), Approval.objects.count()) == (0, 0)
