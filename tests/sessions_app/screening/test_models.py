import pytest

from sessions_app.screening.rules import Experience, first_time_fits
from tests.factories.couples import PartnerFactory
from tests.factories.screening import (
    ConversationFactory,
    FlagFactory,
    HealthFormFactory,
    InterviewFactory,
    MedicineListFactory,
)
from tests.sessions_app.refusals import refused
from tests.sessions_app.screening.deeds import TODAY

pytestmark = pytest.mark.django_db


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


def test_without_a_conversation_there_is_no_absence_of_concern():
    with refused("interview_no_concern_only_when_asked"):
        InterviewFactory(alone_on=None)

    assert InterviewFactory(alone_on=None, safety="not_done")


@pytest.mark.parametrize("missing", ["alone", "limits_told"])
def test_a_conversation_is_alone_and_begins_with_its_limits(missing):
    with refused("conversation_alone_and_limits_told"):
        ConversationFactory(**{missing: False})


@pytest.mark.parametrize(
    ("vitals", "constraint"),
    [
        ({"heart_rate": 70}, "health_vitals_with_their_day"),
        ({"measured_on": TODAY}, "health_vitals_with_their_day"),
        ({"measured_on": TODAY, "systolic": 120}, "health_vitals_with_their_day"),
        ({"measured_on": TODAY, "systolic": 80, "diastolic": 80}, "health_pressure_in_order"),
    ],
)
def test_vitals_are_whole_and_in_order(vitals, constraint):
    with refused(constraint):
        HealthFormFactory(**vitals)


def test_vitals_are_told_only_when_there_are_some():
    measured = HealthFormFactory(measured_on=TODAY, systolic=128, diastolic=82, oxygen=97)

    assert HealthFormFactory().vitals == {}
    assert measured.vitals == {
        "on": "2027-03-01",
        "systolic": 128,
        "diastolic": 82,
        "heart_rate": None,
        "oxygen": 97,
    }


def test_a_group_of_medicines_comes_with_a_medicine():
    with refused("medicine_group_comes_with_a_line"):
        MedicineListFactory(groups=["maoi"])


@pytest.mark.parametrize(
    ("topic", "words", "hint"),
    [
        ("liver", "Severe liver disease", "Usual reading: contraindicated, or treated first."),
        ("naltrexone", "Naltrexone", "May weaken the effect; disputed."),
        ("fear", "Is afraid of the partner", ""),
        ("earlier_risk", "An acute risk from before each answer was kept", ""),
        ("gone", "gone", ""),
    ],
)
def test_a_flag_says_what_it_is_about(topic, words, hint):
    flag = FlagFactory.build(topic=topic)

    assert (flag.words, flag.hint) == (words, hint)


def test_rows_are_named_without_a_word_of_what_was_told():
    alex = PartnerFactory(name="Alex Moreno")
    told = {"partner": alex}

    assert [str(make(**told)) for make in (
        ConversationFactory, HealthFormFactory, MedicineListFactory, FlagFactory
    )] == [
        "Conversation with Alex Moreno", "Health of Alex Moreno",
        "Medicines of Alex Moreno", "Flag of Alex Moreno",
    ]  # fmt: skip
