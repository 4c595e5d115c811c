"""Brief 4.3, row by row: what happens, that the approval ends by itself, and that it says why.

Everything happens by the deeds that people use. A change in the partner's own record ends the
approval in the same transaction; what the calendar or the staff list ends is found by the clock
within a minute, and before that by every deed that leans on the approval.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions_app.approvals import actions, rules
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import Cause, Status
from sessions_app.people import actions as people
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.screening import actions as screening
from tests.factories.approvals import ENDS
from tests.factories.planning import NOW, booked, prepared
from tests.sessions_app.approvals.test_actions import approve
from tests.sessions_app.pages import words
from tests.sessions_app.screening.deeds import asked_about_health, interviewed
from tests.sessions_app.trail import newest, row

# Later than the signature, which is of NOW.
THEN = NOW + timedelta(hours=1)
HIGH = {"systolic": 150, "diastolic": 90, "heart_rate": 80, "oxygen": 97}


@dataclass(frozen=True)
class Here:
    """The approval this is about, and who is there."""

    approval: Approval
    thea: object
    paul: object
    ada: object

    @property
    def partner(self):
        return self.approval.partner

    @property
    def clinic(self):
        return self.partner.couple.clinic


@pytest.fixture
def here(couple, thea, paul, ada):
    alex = couple.pair[0]
    asked_about_health(alex, by=thea)
    screening.record_medicines(partner=alex, lines=["Vitamin D"], groups=[], by=thea, at=NOW)
    return Here(approve(alex, paul), thea=thea, paul=paul, ada=ada)


def nothing(here):
    """Time goes by."""


def every_session_used(here):
    for _ in range(here.approval.sessions_approved):
        actions.use_session(approval=here.approval, by=here.thea, at=THEN)


def reported(why):
    def happens(here):
        actions.report(approval=here.approval, why=why, by=here.thea, at=THEN)

    return happens


def typed_anew(here):
    approve(here.partner, here.paul, conditions="Weekly.", at=THEN)


def medicine_added(here):
    lines = ["Vitamin D", "Something new"]
    screening.record_medicines(partner=here.partner, lines=lines, groups=[], by=here.thea, at=THEN)


def medicine_of_a_flagged_group_added(here):
    lines = ["Vitamin D", "Lithium"]
    screening.record_medicines(
        partner=here.partner, lines=lines, groups=["lithium"], by=here.thea, at=THEN
    )


def vitals_changed(here):
    vitals = {"measured_on": date(2027, 3, 1), "systolic": 120, "diastolic": 80}
    asked_about_health(here.partner, by=here.thea, at=THEN, vitals=vitals)


def experience_changed(here):
    interviewed(here.partner, by=here.thea, at=THEN, experience="experienced")


def told(topic):
    def happens(here):
        asked_about_health(here.partner, by=here.thea, at=THEN, **{topic: "Since last week"})

    return happens


def safety_concern_told(here):
    interviewed(here.partner, by=here.thea, at=THEN, fear="yes")


def thoughts_of_suicide_told(here):
    interviewed(here.partner, by=here.thea, at=THEN, self_harm="yes")


def outside_the_limits_twice(here):
    for minutes in (0, 20):
        at = THEN + timedelta(minutes=minutes)
        actions.read(approval=here.approval, by=here.thea, at=at, **HIGH)


def licence_until(**days):
    def happens(here):
        until = {"expires_on": date(2028, 1, 1), "dea_expires_on": None} | days
        people.note_licence(
            account=here.paul, clinic=here.clinic, number="C-77", by=here.ada, at=THEN, **until
        )

    return happens


def prescriber_disabled(here):
    people.disable(account=here.paul, clinic=here.clinic, by=here.ada, at=THEN)


def prescriber_made_supervisor(here):
    people.change_roles(
        account=here.paul, clinic=here.clinic, roles=[Role.SUPERVISOR], by=here.ada, at=THEN
    )


def clinic_allows_days(idle_days):
    def happens(here):
        people.change_clinic(clinic=here.clinic, idle_days=idle_days, by=here.ada, at=THEN)

    return happens


def revoked(here):
    actions.revoke(**ENDS, approval=here.approval, by=here.paul, at=THEN)


def parted(here):
    planning.part_ways(couple=here.partner.couple, by=here.thea, at=THEN)


def later(year, month, day):
    return datetime(year, month, day, 17, tzinfo=UTC)


# (row of the brief, what happens, why it ended)
AT_ONCE = [
    (2, every_session_used, Cause.USED_UP),
    (3, reported(Cause.PRODUCT), Cause.PRODUCT),
    (4, typed_anew, None),
    (5, medicine_added, Cause.MEDICINES),
    (5, vitals_changed, Cause.SCREENING),
    (5, experience_changed, Cause.SCREENING),
    (6, medicine_of_a_flagged_group_added, Cause.FLAG),
    (6, told("liver"), Cause.FLAG),
    (6, told("pregnancy"), Cause.FLAG),
    (6, safety_concern_told, Cause.FLAG),
    (6, reported(Cause.PREGNANCY), Cause.PREGNANCY),
    (6, reported(Cause.ADVERSE_EVENT), Cause.ADVERSE_EVENT),
    (6, reported(Cause.EMERGENCY), Cause.EMERGENCY),
    (7, thoughts_of_suicide_told, Cause.ACUTE_RISK),
    (7, told("suicidal_intent"), Cause.ACUTE_RISK),
    (7, reported(Cause.ACUTE_RISK), Cause.ACUTE_RISK),
    (8, outside_the_limits_twice, Cause.LIMITS),
    (11, reported(Cause.PARTNER_WITHDREW), Cause.PARTNER_WITHDREW),
    (11, revoked, Cause.REVOKED),
    (11, parted, Cause.PARTED),
]
# (row of the brief, what happens, why it ends, when the clock finds it)
BY_THE_CLOCK = [
    (1, clinic_allows_days(180), Cause.EXPIRED, later(2027, 8, 1)),
    (9, licence_until(expires_on=date(2027, 3, 9)), Cause.LICENCE, later(2027, 3, 10)),
    (9, licence_until(dea_expires_on=date(2027, 3, 9)), Cause.LICENCE, later(2027, 3, 10)),
    (9, prescriber_disabled, Cause.PRESCRIBER, THEN),
    (9, prescriber_made_supervisor, Cause.PRESCRIBER, THEN),
    (10, nothing, Cause.IDLE, later(2027, 5, 5)),
    (10, clinic_allows_days(25), Cause.IDLE, THEN),
]
# Planned outside of what was approved: the plan is stopped, and the approval stays as it is.
STOPS_THE_PLAN = 12


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
