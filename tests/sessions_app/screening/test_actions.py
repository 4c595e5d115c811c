from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.screening import actions
from sessions_app.screening.models import Conversation, Flag, HealthForm, Interview, MedicineList
from tests.factories.planning import NOW
from tests.factories.screening import NOTHING_RAISED
from tests.sessions_app.screening.deeds import (
    ALL_NO,
    TODAY,
    asked_about_health,
    closed,
    interviewed,
    open_flags,
    standing,
)
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_what_one_partner_told_alone_is_kept_with_that_partner(alex, robin, thea):
    interviewed(alex, by=thea, note="ZEBRA told me alone.", fear="yes")

    assert Conversation.objects.values(
        "partner", "alone", "alone_on", "limits_told", "answers", "note", "recorded_by"
    ).get() == {
        "partner": alex.pk,
        "alone": True,
        "alone_on": TODAY,
        "limits_told": True,
        "answers": NOTHING_RAISED | {"fear": "yes"},
        "note": "ZEBRA told me alone.",
        "recorded_by": thea.pk,
    }
    assert standing(alex) == ("concern", False, False)
    assert not Interview.objects.filter(partner=robin).exists()


def test_the_trail_says_that_it_was_done_and_never_what_was_said(alex, thea):
    interviewed(alex, by=thea, fear="yes", self_harm="yes")

    assert newest(2) == [row("interview recorded", alex, thea, NOW)]


def test_a_second_interview_is_what_planning_reads_and_the_first_is_kept(alex, thea):
    first = interviewed(alex, by=thea, first_ketamine=True, experience="none", note="Before.")

    second = interviewed(alex, by=thea, at=LATER, note="Now.")

    assert second.pk == first.pk
    assert (second.first_ketamine, second.experience, second.note) == (False, "some", "Now.")
    assert [each.note for each in Conversation.objects.all()] == ["Now.", "Before."]


def test_a_question_left_out_leaves_safety_not_asked(alex, thea):
    interviewed(alex, by=thea, fear="unasked")
    assert standing(alex) == ("not_done", False, False)

    interviewed(alex, by=thea)
    assert standing(alex) == ("no_concern", False, False)


def test_a_no_after_a_yes_closes_nothing(alex, thea):
    interviewed(alex, by=thea, threats="yes", weapons="yes")

    interviewed(alex, by=thea, at=LATER)

    assert open_flags(alex) == [("safety", "threats"), ("safety", "weapons")]
    assert standing(alex) == ("concern", False, False)


def test_what_is_only_to_be_looked_at_is_no_concern(alex, thea):
    interviewed(alex, by=thea, separation_talk="yes", weapons="yes")

    assert open_flags(alex) == [("safety", "separation_talk"), ("safety", "weapons")]
    assert standing(alex) == ("no_concern", False, False)


def test_an_interview_cannot_be_on_a_day_that_has_not_come_in_the_clinic(alex, thea):
    # In UTC it is the second of March already, in Denver still the first.
    with pytest.raises(actions.NotYetAsked) as refusal:
        interviewed(alex, by=thea, at=NOW + timedelta(hours=9), alone_on=date(2027, 3, 2))

    assert str(refusal.value) == "The interview cannot be on a day that has not come yet."
    assert not Conversation.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("missing", ["alone", "limits_told"])
def test_only_what_was_asked_alone_with_the_limits_told_is_kept(missing, alex, thea):
    with pytest.raises(actions.LimitsNotTold) as refusal:
        interviewed(alex, by=thea, **{missing: False})

    assert str(refusal.value) == (
        "Tell the limits of confidentiality first, and ask alone. Then record it."
    )
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_records_it(who, alex, request):
    somebody = request.getfixturevalue(who)

    with pytest.raises(NotYourDeed) as refusal:
        interviewed(alex, by=somebody)

    assert str(refusal.value) == "Your role cannot do this. A therapist of your clinic can."
    assert not Interview.objects.exists()
    assert not Event.objects.exists()


def test_each_yes_about_health_waits_for_the_prescriber(alex, robin, thea):
    vitals = {"measured_on": TODAY, "systolic": 128, "diastolic": 82, "heart_rate": 70}

    form = asked_about_health(alex, by=thea, vitals=vitals, liver="Since 2019.", pregnancy="")

    assert form.topics == ALL_NO | {
        "liver": {"answer": "yes", "words": "Since 2019."},
        "pregnancy": {"answer": "yes", "words": ""},
    }
    assert (form.systolic, form.diastolic, form.heart_rate, form.oxygen) == (128, 82, 70, None)
    assert open_flags(alex) == [("medical", "liver"), ("medical", "pregnancy")]
    assert standing(alex) == ("not_done", False, True)
    assert open_flags(robin) == []
    assert newest() == [row("health recorded", alex, thea, NOW)]


def test_a_plan_of_suicide_told_on_the_health_form_is_an_acute_risk(alex, paul):
    asked_about_health(alex, by=paul, suicidal_intent="")

    assert open_flags(alex) == [("acute", "suicidal_intent")]
    assert standing(alex) == ("not_done", True, False)


def test_the_same_yes_told_again_stays_closed_and_other_words_open_it(alex, thea, paul):
    asked_about_health(alex, by=thea, liver="Mild.")
    closed(Flag.objects.get(), by=paul)

    asked_about_health(alex, by=thea, at=LATER, liver="Mild.")
    assert open_flags(alex) == []

    asked_about_health(alex, by=thea, at=LATER, liver="Worse.")
    assert open_flags(alex) == [("medical", "liver")]
    assert HealthForm.objects.count() == 3


def test_vitals_without_their_day_are_not_kept(alex, thea):
    with pytest.raises(ValidationError) as refusal:
        asked_about_health(alex, by=thea, vitals={"systolic": 128, "diastolic": 82})

    assert refusal.value.messages == ["Baseline vitals have a day and a blood pressure."]
    assert not HealthForm.objects.exists()
    assert not Flag.objects.exists()


def test_the_list_is_kept_as_told_and_what_is_new_on_it_waits(alex, thea, paul):
    lines = ["Lamotrigine 100 mg", "something to sleep"]

    actions.record_medicines(
        partner=alex, lines=lines, groups=["lamotrigine", "benzodiazepines"], by=thea, at=NOW
    )

    assert MedicineList.objects.values("lines", "groups").get() == {
        "lines": lines,
        "groups": ["benzodiazepines", "lamotrigine"],
    }
    assert open_flags(alex) == [("medical", "benzodiazepines"), ("medical", "lamotrigine")]
    assert newest() == [row("medicines recorded", alex, thea, NOW)]


def test_an_unchanged_list_opens_nothing_again_and_a_changed_one_does(alex, thea, paul):
    told = {"partner": alex, "groups": ["naltrexone"], "by": thea, "at": NOW}
    actions.record_medicines(lines=["Naltrexone 50 mg"], **told)
    closed(Flag.objects.get(), by=paul)

    actions.record_medicines(lines=["Naltrexone 50 mg"], **told)
    assert open_flags(alex) == []

    actions.record_medicines(lines=["Naltrexone 100 mg"], **told)
    assert open_flags(alex) == [("medical", "naltrexone")]


@pytest.mark.parametrize("who", ["ada", "stranger"])
def test_health_is_recorded_by_clinicians_of_the_clinic(who, alex, request):
    somebody = request.getfixturevalue(who)

    with pytest.raises(NotYourDeed):
        asked_about_health(alex, by=somebody)
    with pytest.raises(NotYourDeed):
        actions.record_medicines(partner=alex, lines=[], groups=[], by=somebody, at=NOW)

    assert not HealthForm.objects.exists()
    assert not MedicineList.objects.exists()
