"""Every deed on a request, an approval, an answer and a right, tried in each state of a record.

One row says what a deed comes to while the folder is open and paused, after the partner withdrew,
and once it is closed, separated, merged or erased: `done`, or the name of the refusal.
"""

import pytest
from django.db import transaction
from django.db.models import F

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.facts import seen
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import Cause
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Couple, Partner
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from sessions_app.rights import actions as rights
from sessions_app.signoff import actions as signoff
from tests.factories.approvals import ENDS, RequestFactory
from tests.factories.couples import CareTeamMemberFactory, couple_of
from tests.factories.people import PASSWORD, colleague
from tests.factories.planning import NOW, SESSION_AT
from tests.factories.signoff import ask_for_changes, decline, sign

pytestmark = pytest.mark.usefixtures("frozen", "by_hand", "approvals_by_hand")

STATES = ("open", "paused", "withdrew", "closed", "separated", "merged", "erased")
ENDED, ELSEWHERE, ERASED = "FolderHasEnded", "RecordGoesOnElsewhere", "RecordIsErased"
OVER = [ENDED, ENDED, ELSEWHERE, ERASED]
GONE = ["NotWaiting"] * 4
TABLE = {
    "prepare": ["done", "done", "done", *OVER],
    "submit": ["done", "done", "done", *OVER],
    "take back": ["done", "done", "done", *OVER],
    "take": ["done", "done", "done", *OVER],
    "ask about the request": ["done", "done", "done", *OVER],
    "decline the request": ["done", "done", "done", *OVER],
    "sign an approval": ["done", "done", "done", *OVER],
    "renew it": ["done", "done", "done", *OVER],
    "take a reading": ["done", "done", "NothingToEnd", *OVER],
    "report": ["done", "done", "NothingToEnd", "done", "NothingToEnd", ELSEWHERE, ERASED],
    "revoke": ["done", "done", "NothingToEnd", "done", "NothingToEnd", ELSEWHERE, ERASED],
    "send the plan": ["done", "FolderStandsStill", "GatesAreOpen", *["FolderStandsStill"] * 4],
    "sign the plan": ["done", "FolderStandsStill", "NoLongerFits", *GONE],
    "ask about the plan": ["done", "done", "done", *GONE],
    "decline the plan": ["done", "done", "done", *GONE],
    "nudge": ["done", "FolderStandsStill", "done", *GONE],
    "hand over": ["done", "done", "done", *GONE],
    "hold the session": ["done", "done", "done", *["PlanCannotMove"] * 4],
    "hand out a copy": ["done"] * 7,
    "erase": ["JointWorkGoesOn"] * 3 + ["done", "done", ELSEWHERE, ERASED],
}
REFUSALS = (
    approvals.NothingToEnd,
    approvals.RequestCannotMove,
    couples.FolderHasEnded,
    couples.RecordGoesOnElsewhere,
    couples.RecordIsErased,
    planning.GatesAreOpen,
    planning.PlanCannotMove,
    rights.JointWorkGoesOn,
    signoff.NoLongerFits,
    signoff.NotWaiting,
)


class Room:
    """One couple whose plan waits, and the people who do something there."""

    def __init__(self, plan, *, thea, paul, ada, nell):
        self.plan, self.thea, self.paul, self.ada, self.nell = plan, thea, paul, ada, nell
        self.couple = plan.couple
        self.alex = self.couple.pair[0]
        self.approval = self.alex.approvals.get()
        self.typed = {name: getattr(self.approval, name) for name in approvals.TYPED_FIELDS}

    def asked(self, state):
        """A request as it stood before the record came to where it is."""
        sent = {"submitted_at": NOW, "submitted_by": self.thea} if state != "draft" else {}
        taken = {"taken_at": NOW, "taken_by": self.paul} if state == "under_review" else {}
        return RequestFactory(partner=self.alex, state=state, **sent, **taken)

    def approve(self):
        approvals.approve(
            partner=self.alex, seen=seen(self.alex), password=PASSWORD, by=self.paul, at=NOW,
            **self.typed,
        )  # fmt: skip

    def approve_first(self):
        Approval.objects.filter(pk=self.approval.pk, ended="").update(
            ended="superseded", ended_at=NOW, ended_by=self.paul
        )
        self.approve()

    def stands(self, stage):
        """The plan as if it had come this far; where the end of the work left it, it stays."""
        waiting = Plan.objects.filter(pk=self.plan.pk, stage="with_prescriber")
        waiting.update(stage=stage, revision=F("revision") + int(stage == "draft"))
        return Plan.objects.get(pk=self.plan.pk)


def reading(room):
    told = {"systolic": 120, "diastolic": 80, "heart_rate": 70}
    approvals.read(approval=room.approval, by=room.thea, at=NOW, **told)


def answered(deed):
    return lambda room: deed(
        request=room.asked("under_review"), reason="Which place?", by=room.paul, at=NOW
    )


DEEDS = {
    "prepare": lambda room: approvals.prepare(
        partner=room.alex, approaches=[], settings=[], wish="More.", by=room.thea, at=NOW
    ),
    "submit": lambda room: approvals.submit(request=room.asked("draft"), by=room.thea, at=NOW),
    "take back": lambda room: approvals.take_back(
        request=room.asked("submitted"), by=room.thea, at=NOW
    ),
    "take": lambda room: approvals.take(request=room.asked("submitted"), by=room.paul, at=NOW),
    "ask about the request": answered(approvals.ask_for_changes),
    "decline the request": answered(approvals.decline),
    "sign an approval": Room.approve_first,
    "renew it": Room.approve,
    "take a reading": reading,
    "report": lambda room: approvals.report(
        approval=room.approval, why=Cause.PRODUCT, by=room.thea, at=NOW
    ),
    "revoke": lambda room: approvals.revoke(**ENDS, approval=room.approval, by=room.paul, at=NOW),
    "send the plan": lambda room: planning.submit(plan=room.stands("draft"), by=room.thea, at=NOW),
    "sign the plan": lambda room: sign(room.plan, by=room.paul, at=NOW),
    "ask about the plan": lambda room: ask_for_changes(
        room.plan, reason="Why?", by=room.paul, at=NOW
    ),
    "decline the plan": lambda room: decline(room.plan, reason="No.", by=room.paul, at=NOW),
    "nudge": lambda room: signoff.nudge(plan=room.plan, by=room.ada, at=NOW),
    "hand over": lambda room: signoff.hand_over(plan=room.plan, to=room.nell, by=room.ada, at=NOW),
    "hold the session": lambda room: planning.hold(
        plan=room.stands("cleared"), by=room.thea, at=SESSION_AT
    ),
    "hand out a copy": lambda room: rights.hand_out(
        partner=room.alex, form="json", by=room.thea, at=NOW
    ),
    "erase": lambda room: rights.erase(partner=room.alex, by=room.thea, at=NOW),
}


def merge(room):
    """What was sent or signed keeps a folder from going, so it is gone by hand here."""
    planning.withdraw(plan=room.plan, why="Double.", by=room.thea, at=NOW)
    other = couple_of(clinic=room.couple.clinic, lead=room.thea)
    Couple.objects.filter(pk=room.couple.pk).update(
        stage="merged", stage_why="Double.", stage_by=room.ada, stage_at=NOW, merged_into=other
    )


def erase(room):
    planning.part_ways(couple=room.couple, by=room.thea, at=NOW)
    rights.erase(partner=room.alex, by=room.thea, at=NOW)


COMES_TO = {
    "open": lambda room: None,
    "paused": lambda room: couples.pause(couple=room.couple, why="Rest.", by=room.thea, at=NOW),
    "withdrew": lambda room: approvals.report(
        approval=room.approval, why=Cause.PARTNER_WITHDREW, by=room.thea, at=NOW
    ),
    "closed": lambda room: planning.close_folder(
        couple=room.couple, why="Done.", by=room.thea, at=NOW
    ),
    "separated": lambda room: planning.part_ways(couple=room.couple, by=room.thea, at=NOW),
    "merged": merge,
    "erased": erase,
}


@pytest.fixture
def room(sent_plan, couple, clinic, thea, paul, ada):
    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    CareTeamMemberFactory(couple=couple, account=nell)
    return Room(sent_plan, thea=thea, paul=paul, ada=ada, nell=nell)


def tried(deed, room):
    """What this deed comes to, with nothing of it left afterwards."""
    room.alex = Partner.objects.get(pk=room.alex.pk)
    with transaction.atomic():
        try:
            with transaction.atomic():
                DEEDS[deed](room)
        except REFUSALS as refusal:
            came = type(refusal).__name__
        else:
            came = "done"
        transaction.set_rollback(True)
    return came


@pytest.mark.parametrize("state", STATES)
def test_each_deed_is_done_or_refused_by_name(state, room):
    COMES_TO[state](room)

    came = {deed: tried(deed, room) for deed in TABLE}

    assert came == {deed: row[STATES.index(state)] for deed, row in TABLE.items()}
