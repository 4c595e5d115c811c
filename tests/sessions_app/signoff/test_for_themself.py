"""A prescriber who is a partner approves for neither of the two and signs no plan of theirs."""

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals import facts
from sessions_app.approvals.models import Approval, Request
from sessions_app.audit.models import Event
from sessions_app.couples.actions import OneOfTheTwo
from sessions_app.couples.models import Partner
from sessions_app.people.rules import Role
from sessions_app.signoff import actions
from sessions_app.signoff.models import SignOff
from sessions_app.signoff.waiting import signers, waits_for
from tests.factories.approvals import RequestFactory
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import PASSWORD, colleague
from tests.factories.planning import NOW
from tests.factories.signoff import sign
from tests.sessions_app.approvals.test_actions import TYPED
from tests.sessions_app.approvals.test_pages import read
from tests.sessions_app.pages import buttons, words

pytestmark = pytest.mark.usefixtures("frozen")
PLAINLY = (
    "You are one of these two yourself: this record has your e-mail address. Another prescriber "
    "of the care team has to do this."
)


@pytest.fixture(params=["email", "quiet_email"])
def alex(request, sent_plan, themself):
    """Partner A is the second prescriber, by either address and in whatever letters."""
    alex = sent_plan.pair[0].partner
    Partner.objects.filter(pk=alex.pk).update(**{request.param: " Alex.MD@elm.example".strip()})
    return Partner.objects.get(pk=alex.pk)


@pytest.fixture
def themself(clinic, couple):
    told = {"name": "Alex Moreno", "email": "alex.md@elm.example"}
    themself = colleague(clinic, Role.PRESCRIBER, **told)
    CareTeamMemberFactory(couple=couple, account=themself)
    return themself


def waiting(partner, paul):
    told = {"submitted_by": paul, "submitted_at": NOW}
    return RequestFactory(partner=partner, state="submitted", **told)


def deeds(plan, partner, by):
    asked = waiting(partner, by)
    told = {"by": by, "at": NOW, "password": PASSWORD}
    read = {"seen_digest": "0" * 64, "revision": plan.revision}
    typed = TYPED | {"seen": facts.seen(partner)}
    return [
        lambda: approvals.approve(partner=partner, **told, **typed),
        lambda: approvals.take(request=asked, by=by, at=NOW),
        lambda: approvals.decline(request=asked, reason="No.", by=by, at=NOW),
        lambda: approvals.ask_for_changes(request=asked, reason="Why?", by=by, at=NOW),
        lambda: sign(plan, by=by, at=NOW),
        lambda: actions.ask_for_changes(plan=plan, reason="Why?", **read, **told),
        lambda: actions.decline(plan=plan, reason="No.", **read, **told),
    ]


@pytest.mark.parametrize("side", [0, 1], ids=["themself", "their partner"])
def test_none_of_these_deeds_is_done_for_themself_or_for_their_partner(
    side, alex, sent_plan, themself
):
    partner = Partner.objects.get(pk=sent_plan.pair[side].partner_id)
    tried = deeds(sent_plan, partner, themself)
    before, rows = list(Approval.objects.values()), Event.objects.count()

    for deed in tried:
        with pytest.raises(OneOfTheTwo) as refusal:
            deed()
        assert str(refusal.value) == f"Nothing was kept. {PLAINLY}"

    assert list(Approval.objects.values()) == before
    assert (Event.objects.count(), Request.objects.get().state) == (rows, "submitted")
    assert not SignOff.objects.exists()


def test_another_prescriber_of_the_team_signs_and_the_plan_waits_for_them_alone(
    alex, sent_plan, themself, paul
):
    assert (signers(sent_plan), waits_for(sent_plan)) == ([paul], [paul])

    sign(sent_plan, by=paul, at=NOW)

    assert SignOff.objects.get().signed_by == paul


def test_a_plan_is_not_handed_over_to_one_of_the_two(alex, sent_plan, themself, ada):
    with pytest.raises(actions.CannotBeHandedTo):
        actions.hand_over(plan=sent_plan, to=themself, by=ada, at=NOW)


def test_before_it_was_their_address_it_waited_for_them_too(sent_plan, themself, paul):
    assert set(signers(sent_plan)) == {paul, themself}


def test_the_pages_say_so_before_a_field_is_filled_in(client, alex, sent_plan, themself):
    client.force_login(themself)
    partner = sent_plan.pair[1].partner
    asked = waiting(partner, themself)

    approve = client.get(reverse("approvals:approve", args=[partner.pk]))
    answer = client.get(reverse("signoff:answer", args=[sent_plan.pk]))
    send_back = client.get(reverse("approvals:decline", args=[asked.pk]), follow=True)

    pages = [approve, answer, send_back]
    assert [PLAINLY in words(page) for page in pages] == [True] * 3
    assert (buttons(approve), buttons(answer)) == ([], [])
    assert send_back.redirect_chain == [(reverse("desk:record", args=[partner.pk]), 302)]


def test_a_form_sent_all_the_same_is_refused_in_the_same_words(client, alex, sent_plan, themself):
    client.force_login(themself)
    asked = waiting(alex, themself)
    confirmed = {"password": PASSWORD, "reason": "No.", "seen_digest": "0" * 64}

    said = [
        client.post(reverse("approvals:approve", args=[alex.pk]), read(alex)),
        client.post(reverse("approvals:take", args=[asked.pk]), follow=True),
        client.post(reverse("signoff:answer", args=[sent_plan.pk]), confirmed),
        client.post(reverse("signoff:decline", args=[sent_plan.pk]), confirmed),
    ]

    assert [f"Nothing was kept. {PLAINLY}" in words(page) for page in said] == [True] * 4
    assert not SignOff.objects.exists()


def test_an_address_of_nobody_makes_nobody_a_partner(sent_plan, paul):
    assert [sent_plan.couple.is_one_of_the_two(each) for each in (paul, sent_plan.begun_by)] == [
        False,
        False,
    ]
