"""Sessions alone: whose turn it is, on the pages that plan one."""

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.approvals.models import Approval
from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from tests.factories.planning import NOW, chosen
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")


@pytest.fixture
def first(booked_as):
    """A session alone of partner A."""
    return booked_as(Approach.SOLO)


@pytest.fixture
def second(first, couple, thea):
    plan = actions.begin(couple=couple, by=thea, at=NOW)
    return chosen(plan, by=thea, at=NOW, approach=Approach.SOLO)


@pytest.fixture
def read(client, thea):
    def page(name, plan):
        client.force_login(thea)
        return words(client.get(reverse(f"planning:{name}", args=[plan.pk])))

    return page


def test_the_first_session_alone_has_no_turn(read, first):
    assert "turn." not in read("fit", first)


@pytest.mark.parametrize("name", ["fit", "roles"])
def test_whoever_plans_the_next_reads_whose_turn_it_is(name, read, second):
    said = read(name, second)

    assert (
        "Sessions alone so far, planned ones counted: Alex 1, Robin 0. It is Robin’s turn." in said
    )


def test_without_both_approvals_there_are_no_turns(read, second):
    Approval.objects.filter(partner__side="b").update(approved_approaches=["dual_psycholytic"])

    said = read("fit", second)

    assert "planned ones counted: Alex 1, Robin 0." in said
    assert "turn." not in said


def test_where_solo_fits_both_alike_the_count_is_kept_even(first, second):
    doses = [
        {part.partner.side: part.doses for part in Plan.objects.get(pk=plan.pk).pair}
        for plan in (first, second)
    ]

    assert doses == [{"a": True, "b": False}, {"a": False, "b": True}]


def test_two_of_one_name_are_told_apart_in_the_count(client, thea, couple, second):
    couple.partners.update(preferred_name="Sam")
    client.force_login(thea)

    said = words(client.get(reverse("desk:folder", args=[couple.pk])))

    assert "Sam (A) 1, Sam (B) 1. They are even." in said
