"""What makes an approval lapse, as a rule and by itself."""

from datetime import date, timedelta

import pytest

from sessions_app.approvals import actions, facts, rules
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import Cause, Standing, lapse_cause
from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.screening import actions as screening
from tests.factories.approvals import ReadingFactory, approved
from tests.factories.couples import couple_of
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_actions import approve
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("approvals_by_hand")

DAY = timedelta(days=1)
ON = date(2027, 3, 1)
HOLDS = Standing(
    on=ON,
    valid_until=ON,
    sessions_used=1,
    sessions_approved=2,
    idle_since=ON - 90 * DAY,
    licence_until=ON,
)
CHANGES = {
    Cause.EXPIRED: {"valid_until": ON - DAY},
    Cause.USED_UP: {"sessions_used": 2},
    Cause.MEDICINES: {"same_medicines": False},
    Cause.SCREENING: {"same_screening": False},
    Cause.FLAG: {"flags": frozenset({"medical"})},
    Cause.ACUTE_RISK: {"flags": frozenset({"medical", "acute"})},
    Cause.LIMITS: {"outside_twice": True},
    Cause.PRESCRIBER: {"prescriber_here": False},
    Cause.LICENCE: {"licence_until": ON - DAY},
    Cause.IDLE: {"idle_since": ON - 91 * DAY},
}


def but(**changes):
    return Standing(**vars(HOLDS) | changes)


def test_an_approval_holds_to_its_last_day_session_licence_and_idle_day():
    assert lapse_cause(HOLDS) is None
    assert lapse_cause(but(licence_until=None)) is None


@pytest.mark.parametrize("cause", CHANGES)
def test_each_cause_alone_lets_it_lapse(cause):
    assert lapse_cause(but(**CHANGES[cause])) == cause


def test_of_several_causes_the_most_pressing_is_kept():
    everything = {name: value for change in CHANGES.values() for name, value in change.items()}

    assert lapse_cause(but(**everything)) == Cause.ACUTE_RISK


def test_every_cause_has_words_and_is_noticed_reported_or_the_prescribers():
    assert set(rules.CAUSES) == set(Cause)
    assert {*CHANGES, *rules.REPORTED, Cause.REVOKED, Cause.PARTED} == set(Cause)


@pytest.fixture
def approval(couple):
    approval = couple.pair[0].approvals.get()
    Approval.objects.filter(pk=approval.pk).update(**facts.looked_at(couple.pair[0]))
    return Approval.objects.get(pk=approval.pk)


def expired(approval):
    Approval.objects.filter(pk=approval.pk).update(valid_until=date(2027, 2, 28))


def new_medicine(approval, thea):
    screening.record_medicines(
        partner=approval.partner, lines=["Vitamin D"], groups=[], by=thea, at=NOW
    )


def test_a_sweep_leaves_alone_what_holds_and_ends_nothing_twice(approval, thea):
    other = approval.partner.couple.pair[1].approvals.get()
    expired(other)

    first, second = actions.sweep(at=NOW), actions.sweep(at=NOW + DAY)

    assert (first, second) == ([other.pk], [])
    assert Approval.objects.get(pk=approval.pk).ended == ""
    assert Event.objects.filter(deed="approval lapsed").count() == 1


def test_one_reading_outside_is_no_reason_and_neither_are_two_apart(approval):
    for hour, outside in ((3, True), (2, False), (1, True)):
        ReadingFactory(approval=approval, outside=outside, taken_at=NOW - timedelta(hours=hour))

    assert actions.sweep(at=NOW) == []


def test_the_same_answers_recorded_again_are_no_reason(approval, thea):
    new_medicine(approval, thea)
    looked_at = facts.looked_at(approval.partner)
    Approval.objects.filter(pk=approval.pk).update(**looked_at)

    new_medicine(approval, thea)

    assert actions.sweep(at=NOW) == []


@pytest.mark.parametrize(
    ("before", "now", "why"),
    [
        ("", "", ""),
        ("Latex.", "Latex.", ""),
        ("", "Latex.", Cause.SCREENING),
        ("Latex.", "Latex, bees.", Cause.SCREENING),
        ("Latex.", "", Cause.SCREENING),
    ],
)
def test_another_word_about_allergies_lets_it_lapse_as_other_answers_do(
    clinic, thea, paul, before, now, why
):
    partner = couple_of(clinic=clinic, lead=thea, team=[paul]).pair[0]
    health = {"partner": partner, "topics": {}, "by": thea, "at": NOW}
    screening.record_health(allergies=before, **health)
    approval = approved(partner, paul, **facts.looked_at(partner))

    screening.record_health(allergies=now, **health)
    actions.sweep(at=NOW)

    assert Approval.objects.get(pk=approval.pk).ended_why == why


def test_an_approval_from_before_digests_were_kept_is_not_held_against_them(approval, thea):
    Approval.objects.filter(pk=approval.pk).update(med_list_hash="", screening_hash="")
    new_medicine(approval, thea)

    assert actions.sweep(at=NOW) == []


@pytest.mark.parametrize("why", rules.REPORTED)
def test_what_somebody_of_the_team_reports_ends_it_at_once(why, approval, thea):
    actions.report(approval=approval, why=why, note=" Told on the phone. ", by=thea, at=NOW)

    kept = Approval.objects.get(pk=approval.pk)
    assert (kept.ended, kept.ended_why, kept.ended_note) == ("lapsed", why, "Told on the phone.")
    assert (kept.ended_by, kept.ended_at) == (thea, NOW)
    assert newest() == [row("approval lapsed", kept, thea, NOW)]


def test_what_follows_from_the_records_is_not_reported(approval, thea, ada):
    with pytest.raises(actions.NotReported):
        actions.report(approval=approval, why=Cause.EXPIRED, by=thea, at=NOW)
    with pytest.raises(NotYourDeed):
        actions.report(approval=approval, why=Cause.EMERGENCY, by=ada, at=NOW)

    assert Approval.objects.get(pk=approval.pk).ended == ""


def test_two_readings_outside_the_limits_lapse_it_by_themselves(approval, thea):
    high = {"systolic": 150, "diastolic": 90, "heart_rate": 80, "oxygen": 97}
    actions.read(approval=approval, by=thea, at=NOW, **high)
    once = Approval.objects.get(pk=approval.pk).ended

    actions.read(approval=approval, by=thea, at=NOW + timedelta(minutes=20), **high)

    kept = Approval.objects.get(pk=approval.pk)
    assert (once, kept.ended, kept.ended_why) == ("", "lapsed", "limits")
    with pytest.raises(actions.NothingToEnd):
        actions.read(approval=approval, by=thea, at=NOW + DAY, **high)


@pytest.mark.parametrize(
    ("change", "outside"),
    [
        ({}, []),
        ({"systolic": 140, "diastolic": 90, "heart_rate": 100, "oxygen": 94}, []),
        ({"systolic": 141}, ["Systolic pressure"]),
        ({"diastolic": 91, "heart_rate": 101}, ["Diastolic pressure", "Heart rate"]),
        ({"oxygen": 93}, ["Oxygen saturation"]),
        ({"oxygen": None}, []),
    ],
)
def test_readings_are_compared_with_the_prescribers_limits(change, outside):
    readings = {"systolic": 120, "diastolic": 80, "heart_rate": 70, "oxygen": 98} | change
    limits = {
        "bp_max_start_sys": 140, "bp_max_start_dia": 90, "hr_max_start": 100, "spo2_min": 94
    }  # fmt: skip

    assert rules.outside_limits(readings=readings, limits=limits) == outside


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2027, 2, 3), date(2027, 8, 3)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 8, 30), date(2027, 2, 28)),
        (date(2027, 12, 31), date(2028, 6, 30)),
        (date(2027, 6, 15), date(2027, 12, 15)),
        (date(2027, 7, 1), date(2028, 1, 1)),
    ],
)
def test_a_prescription_runs_out_after_six_months(day, last):
    assert rules.six_months_after(day) == last
    assert (last - day).days <= 184


def test_days_without_a_session_are_counted_from_a_signature_that_came_after_its_first_day(
    clinic, thea, paul
):
    clinic.idle_days = 30
    clinic.save()
    couple = couple_of(clinic=clinic, lead=thea, team=[paul])
    began = NOW.date() - 120 * DAY
    days = {"prescribed_on": began, "valid_from": began, "valid_until": NOW.date() + 40 * DAY}
    approval = approve(couple.pair[0], paul, **days)

    assert actions.look_again(couple=couple, at=NOW + 30 * DAY) == []
    assert actions.look_again(couple=couple, at=NOW + 31 * DAY) == [approval]
    assert Approval.objects.get(pk=approval.pk).ended_why == Cause.IDLE
