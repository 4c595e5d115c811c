"""Brief 4.3, row by row: what happens, that the approval ends by itself, and that it says why.

Everything happens by the deeds that people use. A change in the partner's own record ends the
approval in the same transaction; what the calendar or the staff list ends is found by the clock
within a minute, and before that by every deed that leans on the approval.
"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions_app.approvals import actions, rules
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import Cause, Status
from sessions_app.planning import actions as planning
from sessions_app.screening import actions as screening
from tests.factories.planning import NOW, booked, prepared
from tests.sessions_app.approvals.causes import (
    AT_ONCE,
    BY_THE_CLOCK,
    STOPS_THE_PLAN,
    THEN,
    Here,
    medicine_added,
    thoughts_of_suicide_told,
)
from tests.sessions_app.approvals.test_actions import approve
from tests.sessions_app.pages import words
from tests.sessions_app.screening.deeds import asked_about_health, interviewed
from tests.sessions_app.trail import newest, row


@pytest.fixture
def here(couple, thea, paul, ada):
    alex = couple.pair[0]
    asked_about_health(alex, by=thea)
    screening.record_medicines(partner=alex, lines=["Vitamin D"], groups=[], by=thea, at=NOW)
    return Here(approve(alex, paul), thea=thea, paul=paul, ada=ada)


def named(rows):
    return [
        f"{number}-{(cause or Status.SUPERSEDED).value}-{position}"
        for position, (number, _, cause, *_) in enumerate(rows)
    ]


def kept(here):
    return Approval.objects.get(pk=here.approval.pk)


def its_words(client, here, *, at=NOW):
    """The private record as the therapist reads it."""
    with time_machine.travel(at, tick=False):
        client.force_login(here.thea)
        return words(client.get(reverse("desk:record", args=[here.partner.pk])))


def test_every_row_of_the_brief_and_every_cause_is_tried():
    rows = {number for number, *_ in AT_ONCE + BY_THE_CLOCK}
    causes = {cause for _, _, cause, *_ in AT_ONCE + BY_THE_CLOCK}

    assert rows | {STOPS_THE_PLAN} == set(range(1, 13))
    assert causes - {None} == set(Cause)


@pytest.mark.parametrize(("number", "happens", "cause"), AT_ONCE, ids=named(AT_ONCE))
def test_what_happens_to_the_record_ends_it_in_the_same_deed(number, happens, cause, here, client):
    happens(here)

    ended = kept(here)
    assert ended.ended != ""
    assert ended.ended_why == (cause or "")
    assert ended.ended_at is not None
    page = its_words(client, here, at=THEN + timedelta(hours=1))
    assert rules.CAUSES.get(cause, "Replaced by a newer one") in page


@pytest.mark.parametrize(
    ("number", "happens", "cause", "at"), BY_THE_CLOCK, ids=named(BY_THE_CLOCK)
)
def test_what_the_calendar_or_the_staff_list_ends_is_found_by_the_clock(
    number, happens, cause, at, here, client
):
    happens(here)
    just_before = actions.sweep(at=at - timedelta(days=1)) if at != THEN else []

    actions.sweep(at=at)

    ended = kept(here)
    assert here.approval.pk not in just_before
    assert (ended.ended, ended.ended_why, ended.ended_by, ended.ended_at) == (
        "lapsed", cause, None, at,
    )  # fmt: skip
    assert row("approval lapsed", ended, None, at) in newest(3)
    assert rules.CAUSES[cause] in its_words(client, here, at=at + timedelta(hours=1))


@pytest.mark.parametrize(
    ("number", "happens", "cause", "at"), BY_THE_CLOCK, ids=named(BY_THE_CLOCK)
)
def test_until_the_clock_comes_by_a_deed_that_leans_on_it_finds_the_same(
    number, happens, cause, at, here
):
    happens(here)

    actions.look_again(couple=here.partner.couple, at=at)

    assert (kept(here).ended, kept(here).ended_why) == ("lapsed", cause)


def test_a_flag_raised_by_a_clock_that_is_behind_ends_it_too(here):
    interviewed(here.partner, by=here.thea, at=NOW - timedelta(minutes=1), fear="yes")

    assert (kept(here).ended, kept(here).ended_why) == ("lapsed", "flag")


def test_a_flag_its_prescriber_has_read_ends_nothing(here):
    asked_about_health(here.partner, by=here.thea, at=THEN, liver="Years ago")
    approval = approve(here.partner, here.paul, at=THEN)

    asked_about_health(here.partner, by=here.thea, at=THEN, liver="Years ago")

    assert Approval.objects.get(pk=approval.pk).ended == ""
    assert actions.sweep(at=THEN + timedelta(days=1)) == []


def test_what_one_partner_tells_ends_nothing_of_the_other(here, thea):
    robin = here.partner.couple.pair[1]

    medicine_added(here)
    thoughts_of_suicide_told(here)

    assert robin.approvals.get().ended == ""
    assert kept(here).ended_why == Cause.MEDICINES


def test_the_same_told_again_ends_nothing(here):
    asked_about_health(here.partner, by=here.thea)
    screening.record_medicines(
        partner=here.partner, lines=["Vitamin D"], groups=[], by=here.thea, at=NOW
    )

    assert kept(here).ended == ""


@pytest.mark.parametrize(
    "narrow",
    [
        {"approved_approaches": ["solo", "dual_psychedelic"]},
        {"approved_fractions": ["1/1", "1/4"]},
        {"approved_settings": ["remote_with_therapist"]},
    ],
    ids=["approach", "fraction", "setting"],
)
def test_a_plan_outside_of_what_was_approved_is_stopped_and_the_approval_stays(
    narrow, couple, plan, thea, paul
):
    plan = booked(prepared(plan, by=thea, at=NOW, approach="dual_psycholytic"), by=thea, at=NOW)
    narrowed = approve(couple.pair[0], paul, at=THEN, **narrow)

    with pytest.raises(planning.GatesAreOpen):
        planning.submit(plan=plan, by=thea, at=THEN)

    plan.refresh_from_db()
    assert (plan.stage, Approval.objects.get(pk=narrowed.pk).ended) == ("draft", "")
