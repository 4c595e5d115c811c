from datetime import date, timedelta

import pytest

from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.screening import actions
from sessions_app.screening.models import Interview
from sessions_app.screening.rules import Experience, first_time_fits
from tests.factories.couples import PartnerFactory, couple_of
from tests.factories.planning import NOW
from tests.factories.screening import InterviewFactory
from tests.sessions_app.refusals import refused
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
ANSWERS = {
    "first_ketamine": True,
    "experience": "none",
    "safety": "concern",
    "acute_risk_open": True,
    "note": "ZEBRA told me alone.",
}
TODAY = date(2027, 3, 1)


@pytest.fixture
def alex(clinic, thea, paul):
    return couple_of(clinic=clinic, lead=thea, team=[paul]).pair[0]


def told(partner):
    return Interview.objects.filter(partner=partner).values(*ANSWERS, "alone_on").get()


def test_what_one_partner_told_alone_is_kept_with_that_partner(alex, thea):
    robin = alex.couple.pair[1]

    interview = actions.record_interview(partner=alex, by=thea, at=NOW, alone_on=TODAY, **ANSWERS)

    assert told(alex) == ANSWERS | {"alone_on": TODAY}
    assert (interview.recorded_by, interview.recorded_at) == (thea, NOW)
    assert not Interview.objects.filter(partner=robin).exists()


def test_the_trail_says_that_it_was_done_and_never_what_was_said(alex, thea):
    actions.record_interview(partner=alex, by=thea, at=NOW, alone_on=TODAY, **ANSWERS)

    assert newest() == [row("interview recorded", alex, thea, NOW)]


def test_a_second_interview_takes_the_place_of_the_first(alex, thea):
    before = InterviewFactory(partner=alex)

    actions.record_interview(partner=alex, by=thea, at=NOW, alone_on=TODAY, **ANSWERS)

    assert Interview.objects.get().pk == before.pk
    assert told(alex) == ANSWERS | {"alone_on": TODAY}


def test_an_interview_cannot_be_on_a_day_that_has_not_come_in_the_clinic(alex, thea):
    # In UTC it is the second of March already, in Denver still the first.
    late = NOW + timedelta(hours=9)

    with pytest.raises(actions.NotYetAsked) as refusal:
        actions.record_interview(
            partner=alex, by=thea, at=late, alone_on=date(2027, 3, 2), **ANSWERS
        )

    assert str(refusal.value) == "The interview cannot be on a day that has not come yet."
    assert not Interview.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_records_it(who, alex, request):
    somebody = request.getfixturevalue(who)

    with pytest.raises(NotYourDeed) as refusal:
        actions.record_interview(partner=alex, by=somebody, at=NOW, alone_on=TODAY, **ANSWERS)

    assert str(refusal.value) == "Your role cannot do this. A therapist of your clinic can."
    assert not Interview.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("first_ketamine", [True, False])
@pytest.mark.parametrize("experience", Experience)
def test_the_database_knows_the_same_rule_about_a_first_time(first_ketamine, experience):
    answers = {"first_ketamine": first_ketamine, "experience": experience.value}

    if first_time_fits(**answers):
        assert InterviewFactory(**answers)
    else:
        with refused("interview_first_time_fits_experience"):
            InterviewFactory(**answers)


def test_each_partner_has_one_interview():
    interview = InterviewFactory(partner=PartnerFactory(name="Alex Moreno"))

    with refused("sessions_app_interview_partner_id_key"):
        InterviewFactory(partner=interview.partner)

    assert str(interview) == "Interview with Alex Moreno"
