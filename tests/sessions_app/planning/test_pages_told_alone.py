"""What one partner told alone speaks against a plan without a name on any page of both.

Whoever told it, whatever it was, and however much: the pages of a plan are the same, byte for byte.
"""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from protocols.rules import TOLD_ALONE
from sessions_app.documents import source
from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.rules.differences import differences
from sessions_app.planning.rules.gates import NOT_APPROVED
from sessions_app.screening.models import Interview
from tests.factories.planning import NOW, chosen
from tests.sessions_app.pages import words
from tests.sessions_app.screening.deeds import interviewed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "by_hand")]
# What is different each time, and the digests of what was shown, which nobody can read.
ONCE = re.compile(r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|"(seen|shown)" value="\w+"')
FOLDED = re.compile(
    r'<details class="more">\s*<summary>(The approval of [^<]*)</summary>(.*?)</details>', re.S
)
STATIONS = ["fit", "roles", "intentions", "preparation", "schedule", "review"]
# (whose, what their record holds)
TOLD = {
    "one was not asked yet": [("a", {"safety": "not_done"})],
    "the other was not asked yet": [("b", {"safety": "not_done"})],
    "one raised a concern": [("a", {"safety": "concern"})],
    "the other raised a concern": [("b", {"safety": "concern"})],
    "one is at acute risk": [("a", {"acute_risk_open": True})],
    "the other is at acute risk": [("b", {"acute_risk_open": True})],
    "both, and everything": [
        ("a", {"safety": "concern", "acute_risk_open": True}),
        ("b", {"safety": "concern", "acute_risk_open": True}),
    ],
}
NAMES = re.compile(
    r"s private interview|acute risk|raised a concern|endanger|(?<!to )AD[123]\b(?! to AD3)"
)


def tell(couple, told):
    for side, changed in told:
        Interview.objects.filter(partner__couple=couple, partner__side=side).update(**changed)


@pytest.fixture
def joint_pages(client, thea):
    """Every page a therapist makes a plan on, as text."""

    def read(plan):
        client.force_login(thea)
        found = {}
        for name in STATIONS:
            found[name] = client.get(reverse(f"planning:{name}", args=[plan.pk]))
        for code in ("a1", "a2", "a3", "a4"):
            found[code] = client.get(reverse("planning:choose", args=[plan.pk, code]))
        assert {answer.status_code for answer in found.values()} == {200}
        return {name: ONCE.sub("", answer.text) for name, answer in found.items()}

    return read


def test_the_pages_of_a_plan_are_the_same_whoever_told_it_and_whatever_it_was(
    joint_pages, couple, prepared_plan
):
    before, seen = joint_pages(prepared_plan), {}

    for name, told in TOLD.items():
        with transaction.atomic():
            tell(couple, told)
            seen[name] = joint_pages(Plan.objects.get(pk=prepared_plan.pk))
            transaction.set_rollback(True)

    first, *others = seen.values()
    assert [page for page in first for other in others if other[page] != first[page]] == []
    assert first["fit"] != before["fit"]
    assert TOLD_ALONE in first["fit"]
    assert [page for page, text in first.items() if NAMES.search(text)] == []


WITH_THE_COUPLE = [station for station in STATIONS if station != "review"]


@pytest.mark.parametrize("page", [*WITH_THE_COUPLE, "a1", "a2", "a3", "a4", "folder"])
def test_no_page_of_both_tells_even_by_an_approval_that_ended_whose_it_was(
    page, client, thea, couple, prepared_plan
):
    """The deed itself, which ends the approval of the one who spoke."""
    address = {
        "folder": reverse("desk:folder", args=[couple.pk]),
        **{each: reverse(f"planning:{each}", args=[prepared_plan.pk]) for each in WITH_THE_COUPLE},
    }.get(page) or reverse("planning:choose", args=[prepared_plan.pk, page])
    client.force_login(thea)
    before, seen = ONCE.sub("", client.get(address).text), []

    for partner in couple.pair:
        with transaction.atomic():
            interviewed(partner, by=thea, at=NOW + timedelta(minutes=1), fear="yes")
            seen.append(ONCE.sub("", client.get(address).text))
            assert partner.approvals.get().ended == "lapsed"
            transaction.set_rollback(True)

    assert seen[0] == seen[1] != before


def test_the_review_holds_either_approval_folded_and_says_above_that_one_is_missing(
    client, thea, couple, prepared_plan
):
    client.force_login(thea)
    interviewed(couple.pair[1], by=thea, at=NOW + timedelta(minutes=1), fear="yes")

    page = client.get(reverse("planning:review", args=[prepared_plan.pk]))

    folded = FOLDED.findall(page.text)
    assert [summary for summary, _ in folded] == [
        "The approval of Alex, for clinicians",
        "The approval of Robin, for clinicians",
    ]
    assert ["Lapsed" in inside for _, inside in folded] == [False, True]
    assert "Lapsed" not in FOLDED.sub("", page.text)
    assert NOT_APPROVED in words(page)


@pytest.mark.parametrize("name", TOLD)
def test_both_records_are_named_where_the_reason_is_looked_up(name, client, thea, couple, plan):
    chosen(plan, by=thea, at=NOW)
    tell(couple, TOLD[name])
    client.force_login(thea)

    said = words(client.get(reverse("planning:fit", args=[plan.pk])))

    assert f"{TOLD_ALONE} For clinicians only." in said
    assert "Record of Alex Record of Robin" in said


@pytest.fixture
def against(couple, plan, thea):
    """A plan chosen against what both told alone, with a reason."""

    def choose(told):
        actions.record_facts(plan=plan, by=thea, at=NOW, **FACTS)
        tell(couple, told)
        return actions.choose(
            plan=Plan.objects.get(pk=plan.pk), approach="dual_psycholytic",
            reason="Spoken through.", by=thea, at=NOW,
        )  # fmt: skip

    return choose


FACTS = {
    "goals": ["emotional_expression"], "comfort": "yes", "reactivity": "low",
    "companion_need": "none", "stuck_pattern": False, "setting": "office",
    "third_sober_adult": True, "sober_a": True, "sober_b": True,
}  # fmt: skip


def on_paper(plan):
    on = facts.day_of(plan, NOW)
    return {paper.kind: paper.html for paper in source.write(plan, on=on) if not paper.partner}


def test_the_printed_plan_of_clinicians_names_nobody_either(couple, ready_plan, thea):
    tell(couple, TOLD["the other raised a concern"])
    Plan.objects.filter(pk=ready_plan.pk).update(
        chosen_fit=facts.kept_now(ready_plan, on=facts.day_of(ready_plan, NOW)),
        choice_reason="Spoken through.",
    )

    papers = on_paper(source.plans().get(pk=ready_plan.pk))

    assert any(TOLD_ALONE in html for html in papers.values())
    assert [kind for kind, html in papers.items() if NAMES.search(html)] == []


def test_whoever_signs_reads_what_it_was(client, paul, couple, against, thea):
    plan = against(TOLD["the other raised a concern"])
    Plan.objects.filter(pk=plan.pk).update(
        stage="with_prescriber", submitted_by=thea, submitted_at=NOW - timedelta(hours=1),
        starts_at=NOW + timedelta(days=8), minutes=150, therapist=thea,
    )  # fmt: skip
    client.force_login(paul)

    said = words(client.get(reverse("signoff:answer", args=[plan.pk])))

    assert "Robin's private interview raised a concern" in said


def test_what_changed_between_two_revisions_names_nobody(couple, against):
    plan = against(TOLD["one was not asked yet"])
    on = facts.day_of(plan, NOW)
    before = content(plan, on=on)
    tell(couple, TOLD["both, and everything"])
    Plan.objects.filter(pk=plan.pk).update(
        chosen_fit=facts.kept_now(Plan.objects.get(pk=plan.pk), on=on)
    )

    found = differences(before, content(Plan.objects.get(pk=plan.pk), on=on))

    assert [sentence for sentence in found if "AD" in sentence or "private" in sentence] == []


def test_another_concern_after_the_choice_is_weighed_anew_though_the_page_names_none(
    couple, against
):
    plan = against(TOLD["one raised a concern"])
    on = facts.day_of(plan, NOW)
    before = facts.gate_facts(plan, on=on).overridden

    tell(couple, TOLD["the other raised a concern"])

    after = facts.gate_facts(Plan.objects.get(pk=plan.pk), on=on).overridden
    assert (before, after) == (True, False)
