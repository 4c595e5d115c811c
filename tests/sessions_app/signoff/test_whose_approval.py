"""Whose approval it was that changed: told to whoever signs, and to nobody else who reads along."""

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import Cause
from sessions_app.planning import actions as planning
from sessions_app.planning.standing import ENDED, RENEWED, for_both
from tests.factories.approvals import approved
from tests.factories.planning import NOW
from tests.sessions_app.pages import words
from tests.sessions_app.planning.deeds import do, set_roles

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")
STOP_WORD = "Stop word: now “Harbour”, before “Anchor”."
PAGES = ["signoff:answer", "signoff:queue", "planning:revisions"]


@pytest.fixture
def sent_again(signed_plan, couple, thea, paul):
    """Signed, then one approval renewed and the stop word changed, and sent with both."""

    def send(side):
        renewed = couple.pair[side]
        former = Approval.objects.filter(partner=renewed)
        former.update(ended="superseded", ended_at=NOW, ended_by=paul)
        approved(renewed, paul, rx_reference="RX-78")
        do(set_roles(signed_plan, stop_word="Harbour"), signed_plan, by=thea, at=NOW)
        return planning.submit(plan=signed_plan, by=thea, at=NOW)

    return send


@pytest.fixture
def read(client):
    def reading(account, name, plan):
        client.force_login(account)
        about = [] if name == "signoff:queue" else [plan.pk]
        asked = {"before": 1, "after": 2} if name == "planning:revisions" else {}
        return words(client.get(reverse(name, args=about), asked))

    return reading


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("name", PAGES)
def test_a_renewed_approval_has_a_name_for_whoever_signs_alone(
    name, side, read, sent_again, thea, paul
):
    plan = sent_again(side)
    whose = f"{('Alex', 'Robin')[side]}, approval, signature: now"

    theirs, mine = read(thea, name, plan), read(paul, name, plan)

    assert f"{RENEWED} {STOP_WORD}" in theirs
    assert whose not in theirs
    assert whose in mine
    assert RENEWED not in mine


@pytest.mark.parametrize("side", [0, 1])
def test_so_has_one_that_lapsed_since(side, read, sent_again, couple, thea, paul):
    plan = sent_again(1 - side)
    lapsed = couple.pair[side].approvals.get(ended="")
    approvals.report(approval=lapsed, why=Cause.PRODUCT, by=thea, at=NOW)
    whose = f"{('Alex', 'Robin')[side]}, approval, state: now “lapsed”"

    assert f"{ENDED} {STOP_WORD}" in read(thea, "signoff:answer", plan)
    assert whose not in read(thea, "signoff:answer", plan)
    assert whose in read(paul, "signoff:answer", plan)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("active", "active", []),
        ("lapsed", "active", [ENDED]),
        ("active", None, [ENDED]),
    ],
)
def test_an_approval_that_changed_is_one_sentence_whoevers_it_is(a, b, said):
    def shown(*states):
        return {
            "partners": [
                {"name": name, "doses": True, "approval": state and {"status": state}}
                for name, state in zip(("Alex", "Robin"), states, strict=True)
            ]
        }

    before = shown("active", "active")

    assert for_both(before, shown(a, b)) == for_both(before, shown(b, a)) == said
