"""One table of states, in the rules, in the deeds, and in the database itself."""

from contextlib import suppress
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction

from sessions_app.approvals import actions
from sessions_app.approvals.models import Approval, Request
from sessions_app.approvals.models.request import STATES
from sessions_app.approvals.rules import ENDS, MOVES, Status
from tests.factories.approvals import ApprovalFactory, RequestFactory, approved
from tests.factories.couples import couple_of
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_actions import approve
from tests.sessions_app.refusals import refused

pytestmark = pytest.mark.django_db
OPEN = [state for state in STATES if MOVES[state] and state != Status.ACTIVE]
MOVED = {
    "submit": Status.SUBMITTED,
    "take_back": Status.DRAFT,
    "take": Status.UNDER_REVIEW,
    "ask_for_changes": Status.CHANGES_REQUESTED,
    "decline": Status.DECLINED,
}


@pytest.fixture
def alex(clinic, thea, paul):
    return couple_of(clinic=clinic, lead=thea, team=[paul]).pair[0]


def standing(alex, thea, paul, state):
    """A request as it comes to stand in this state, with all that was noted on the way."""
    noted = {"submitted": thea, "taken": paul, "answered": paul}
    on_the_way = {f"{done}_by": by for done, by in noted.items()}
    on_the_way |= {f"{done}_at": NOW for done in noted}
    ended = {"approval": ApprovalFactory(partner=alex)} if state == Status.ACTIVE else {}
    return RequestFactory(partner=alex, state=state, answer="Why?", **on_the_way, **ended)


@pytest.mark.parametrize("deed", MOVED)
def test_each_deed_is_a_row_of_the_table_and_no_other(deed, alex, thea, paul):
    by = thea if deed in ("submit", "take_back") else paul
    why = {"reason": "Why?"} if deed in ("ask_for_changes", "decline") else {}
    done = set()

    for state in STATES:
        with transaction.atomic():
            asked = standing(alex, thea, paul, state)
            with suppress(actions.RequestCannotMove):
                moved = getattr(actions, deed)(request=asked, by=by, at=NOW, **why)
                assert Request.objects.get().state == moved.state == MOVED[deed]
                done.add(state)
            transaction.set_rollback(True)

    assert done == {state for state in STATES if MOVED[deed] in MOVES[state]}


@pytest.mark.parametrize(
    ("state", "noted"),
    [
        ("draft", {"submitted": "paul", "taken": "paul"}),
        ("submitted", {"submitted": "thea", "taken": "paul"}),
        ("changes_requested", {"submitted": "paul", "taken": "paul"}),
        ("under_review", {"submitted": "thea", "taken": "thea"}),
    ],
)
def test_signing_passes_over_no_state(state, noted, alex, thea, paul):
    people = {"thea": thea, "paul": paul}
    sent = {"submitted_by": thea, "submitted_at": NOW} if state != "draft" else {}
    if state in ("under_review", "changes_requested"):
        sent |= {"taken_by": thea, "taken_at": NOW}
    if state == "changes_requested":
        sent |= {"answered_by": thea, "answered_at": NOW, "answer": "Which place?"}
    RequestFactory(partner=alex, state=state, **sent)

    approval = approve(alex, paul)

    kept = Request.objects.get()
    assert (kept.state, kept.approval, kept.answered_by) == ("active", approval, paul)
    assert {done: getattr(kept, f"{done}_by") for done in noted} == {
        done: people[name] for done, name in noted.items()
    }
    assert (kept.submitted_at, kept.taken_at, kept.answered_at) == (NOW, NOW, NOW)


def tried(asked, there, approval):
    """What the database says to a request that would stand there next."""
    change = {"state": there, "approval": approval if there == Status.ACTIVE else None}
    with transaction.atomic():
        try:
            with transaction.atomic():
                Request.objects.filter(pk=asked.pk).update(**change)
        except IntegrityError as refusal:
            return refusal.__cause__.diag.constraint_name
        transaction.set_rollback(True)
    return "moves"


def test_the_database_lets_a_request_move_as_the_table_says_and_not_otherwise(alex, thea, paul):
    found = {}

    for here in STATES:
        with transaction.atomic():
            asked = standing(alex, thea, paul, here)
            approval = ApprovalFactory()
            others = [there for there in STATES if there != here]
            found |= {(here, there): tried(asked, there, approval) for there in others}
            transaction.set_rollback(True)

    assert found == {
        (here, there): "moves" if there in MOVES[here] else "request_moves"
        for here, there in permutations(STATES, 2)
    }


@pytest.mark.parametrize("there", ["", *ENDS])
@pytest.mark.parametrize("here", ENDS)
def test_the_database_lets_an_approval_end_once(here, there, alex, paul):
    ended = {"ended_at": NOW, "ended_by": paul, "ended_why": "revoked"}
    approval = approved(alex, paul)
    rows = Approval.objects.filter(pk=approval.pk)
    rows.update(ended=here, **ended)

    if here == there:
        assert rows.update(ended=there) == 1
        return
    open_again = {"ended_at": None, "ended_by": None, "ended_why": ""} if there == "" else {}
    with refused("approval_ends_once"):
        rows.update(ended=there, **open_again)


@pytest.mark.parametrize(
    ("constraint", "state", "missing"),
    [
        ("request_sent_before_it_waits", "submitted", "submitted"),
        ("request_sent_before_it_waits", "active", "submitted"),
        ("request_taken_before_its_answer", "under_review", "taken"),
        ("request_taken_before_its_answer", "declined", "taken"),
        ("request_taken_before_its_answer", "changes_requested", "taken"),
        ("request_taken_before_its_answer", "active", "taken"),
        ("request_taken_before_its_answer", "draft", "taken"),
        ("request_answered_by_somebody", "declined", "answered"),
        ("request_answered_by_somebody", "changes_requested", "answered"),
        ("request_answered_by_somebody", "active", "answered"),
    ],
)
def test_the_database_keeps_who_did_each_step(constraint, state, missing, alex, thea, paul):
    asked = standing(alex, thea, paul, Status(state))

    with refused(constraint):
        Request.objects.filter(pk=asked.pk).update(**{f"{missing}_by": None, f"{missing}_at": None})
