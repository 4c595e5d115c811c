"""Two ends at the same moment, on a real PostgreSQL: one whole outcome, and never half of each."""

import json

import pytest

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.facts import seen
from sessions_app.approvals.models import Approval
from sessions_app.audit import chain
from sessions_app.audit.models import Event
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Couple, Partner
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.models import Meeting, Plan
from sessions_app.rights import actions
from sessions_app.signing.actions import ContentHasChanged
from sessions_app.signoff import actions as signoff
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS, approved
from tests.factories.couples import couple_of
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW
from tests.factories.signoff import sign
from tests.sessions_app.at_once import together
from tests.sessions_app.desk.private import told_everything

pytestmark = pytest.mark.django_db(transaction=True)
MEASURED = {"systolic": 120, "diastolic": 80, "heart_rate": 70}
REFUSALS = (
    ContentHasChanged,
    approvals.NothingToEnd,
    approvals.RecordHasChanged,
    couples.FolderCannotMove,
    couples.FolderHasEnded,
    couples.PartnerIsErased,
    couples.RecordGoesOnElsewhere,
    couples.RecordIsErased,
    planning.FolderStandsStill,
    planning.NotCertain,
    actions.JointWorkGoesOn,
    signoff.NoLongerFits,
    signoff.NotWaiting,
)


def at_once(*deeds):
    """What they came to; whichever came first, the trail is whole."""
    came = together(*deeds, refusals=REFUSALS)
    assert chain.walk() == Event.objects.count()
    return came


def approve(partner, paul):
    """As a prescriber does who has just read the record."""
    typed = {name: getattr(partner.approvals.first(), name) for name in approvals.TYPED_FIELDS}
    told = {"seen": seen(partner), "password": PASSWORD, "by": paul, "at": NOW}
    return lambda: approvals.approve(partner=partner, **told, **typed)


def part(couple, thea):
    return lambda: planning.part_ways(couple=couple, by=thea, at=NOW)


@pytest.fixture
def double(clinic, thea, paul):
    """Three folders of the same two, opened by mistake."""
    return [couple_of(clinic=clinic, lead=thea, team=[paul]) for _ in range(3)]


def merging(kept, goes, ada):
    return lambda: planning.merge(kept=kept, goes=goes, why="Twice.", by=ada, at=NOW)


def test_a_merge_sent_twice_happens_once(double, ada):
    kept, goes, _ = double

    came = at_once(*[merging(kept, goes, ada)] * 2)

    assert sorted(map(str, came)) == ["None", "NotCertain"]
    assert Couple.objects.get(pk=goes.pk).merged_into == kept


def test_of_two_merges_in_a_row_none_leads_into_a_folder_that_was_left_before(double, ada):
    first, second, third = double

    came = at_once(merging(second, first, ada), merging(third, second, ada))

    gone = {each.pk: each.merged_into_id for each in Couple.objects.exclude(merged_into=None)}
    assert came[1] is None
    assert gone == (
        {first.pk: second.pk, second.pk: third.pk} if came[0] is None else {second.pk: third.pk}
    )


def test_a_folder_is_merged_or_separated_and_not_both(double, ada, thea):
    kept, goes, _ = double

    came = at_once(merging(kept, goes, ada), part(goes, thea))

    stage = Couple.objects.get(pk=goes.pk).stage
    assert (came, stage) in [
        ([None, "FolderCannotMove"], "merged"),
        (["NotCertain", None], "separated"),
    ]


def test_after_a_separation_no_plan_stands_whichever_came_first(sent_plan, couple, thea, paul):
    came = at_once(lambda: sign(sent_plan, by=paul, at=NOW), part(couple, thea))

    on = facts.day_of(sent_plan, NOW)
    assert came[1] is None
    assert SignOff.objects.count() == (came[0] is None)
    assert [kept for kept in SignOff.objects.all() if kept.stands(on)] == []
    assert Plan.objects.get().stage == "withdrawn"
    assert not Meeting.objects.standing().exists()


def test_after_a_separation_no_approval_holds_whichever_came_first(couple, thea, paul):
    came = at_once(approve(couple.pair[0], paul), part(couple, thea))

    assert came in ([None, None], ["FolderHasEnded", None])
    assert Approval.objects.count() == (3 if came[0] is None else 2)
    assert not Approval.objects.open().exists()


@pytest.fixture
def closed(couple, thea, paul):
    for partner in couple.pair:
        told_everything(partner, by=thea)
        approved(partner, paul)
    planning.close_folder(couple=couple, why="Done.", by=thea, at=NOW)
    return couple.pair[0]


def erasing(partner, thea):
    return lambda: actions.erase(partner=partner, by=thea, at=NOW)


def test_a_copy_is_whole_or_of_what_is_left(closed, thea):
    copies = []
    told = {"partner": closed, "form": "json", "by": thea, "at": NOW}
    before = actions.hand_out(**told)

    came = at_once(lambda: copies.append(actions.hand_out(**told)), erasing(closed, thea))

    after = actions.hand_out(**told)
    copy, left = json.loads(copies[0]), json.loads(after)
    assert came == [None, None]
    assert copy in (json.loads(before), left)
    assert "ZEBRA" in before.decode()
    assert "ZEBRA" not in after.decode()


def test_after_an_erasure_no_approval_holds_whichever_came_first(closed, couple, thea, paul):
    couples.reopen(couple=couple, why="Back.", by=thea, at=NOW)

    came = at_once(
        approve(closed, paul),
        lambda: planning.close_folder(couple=couple, why="Done.", by=thea, at=NOW),
    )
    came += at_once(approve(closed, paul), erasing(closed, thea))

    assert came[1:] in ([None, "FolderHasEnded", None], [None, "RecordIsErased", None])
    assert not Approval.objects.open().filter(partner=closed).exists()
    assert Partner.objects.get(pk=closed.pk).erased_by == thea


def test_a_folder_of_somebody_erased_is_never_open(closed, couple, thea):
    came = at_once(
        erasing(closed, thea),
        lambda: couples.reopen(couple=couple, why="Back.", by=thea, at=NOW),
    )

    erased, stage = Partner.objects.get(pk=closed.pk).erased_at, Couple.objects.get().stage
    assert (sorted(map(str, came)), bool(erased), stage) in [
        (["None", "PartnerIsErased"], True, "closed"),
        (["JointWorkGoesOn", "None"], False, "open"),
    ]


def test_an_approval_ends_once_by_an_erasure_or_by_its_prescriber(closed, thea, paul):
    approval = closed.approvals.open().get()

    came = at_once(
        lambda: approvals.revoke(**ENDS, approval=approval, by=paul, at=NOW), erasing(closed, thea)
    )

    assert (came, Approval.objects.get(pk=approval.pk).ended) in [
        ([None, None], "revoked"),
        (["RecordIsErased", None], "lapsed"),
    ]


def test_both_are_measured_at_the_same_moment(couple, thea):
    """Each once held its own approval and wanted the other's."""
    kept = [partner.approvals.get() for partner in couple.pair] * 3

    came = at_once(
        *(lambda one=one: approvals.read(approval=one, by=thea, at=NOW, **MEASURED) for one in kept)
    )

    assert came == [None] * 6
    assert [each.readings.count() for each in Approval.objects.all()] == [3, 3]
