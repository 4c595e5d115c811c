"""Beside the form stands all that a signature rests on: no key of a digest is left unread."""

import pytest
from django.urls import reverse

from sessions_app.approvals import actions, facts
from sessions_app.approvals.rules import Cause
from sessions_app.screening import actions as screening
from sessions_app.screening import facts as leans
from sessions_app.screening.models import Flag
from sessions_app.screening.rules.health import TOPICS
from sessions_app.screening.rules.medicines import GROUPS
from tests.factories.planning import NOW
from tests.sessions_app.desk.private import told_everything
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")
WHO_AND_WHEN = "Thea Lindqvist, LMFT, Mon 1 March 2027, 10:00 (Denver)"
ANSWERED = {"yes": "Yes", "unknown": "Not known"}


def topics(told):
    """The words of each topic; where it was not a plain no, the answer with the partner's own."""
    return [
        f"{TOPICS[key].words} {ANSWERED[each['answer']]}: “{each['words']}”"
        if each["answer"] in ANSWERED
        else TOPICS[key].words
        for key, each in told.items()
    ]


# Every key that is digested, and how its value is told on the page.
SCREENING = {
    "first": lambda value: ["First ketamine session Yes"],
    "experience": lambda value: ["Experience None"],
    "topics": topics,
    "vitals": lambda value: [
        "Measured on Sun 28 February 2027",
        "Blood pressure 199/111 mmHg",
        "Heart rate 91 a minute",
        "Oxygen 93 %",
    ],
    "allergies": lambda value: [f"Allergies “{value}”"],
}
MEDICINES = {
    "lines": lambda value: value,
    "groups": lambda value: [f"{GROUPS[key].words} {GROUPS[key].why}" for key in value],
}


@pytest.fixture
def alex(couple, thea):
    """Everything alarms; one topic is not known, two were answered with no."""
    partner = couple.pair[0]
    told_everything(partner, by=thea)
    answers = ["unknown", "no", "no"]
    told = {key: {"answer": "yes", "words": f"ZEBRA {key}"} for key in TOPICS}
    for key, answer in zip(TOPICS, answers, strict=False):
        told[key] = {"answer": answer, "words": "" if answer == "no" else f"ZEBRA {key}"}
    screening.record_health(
        partner=partner, topics=told, allergies="ZEBRA pollen", measured_on="2027-02-28",
        systolic=199, diastolic=111, heart_rate=91, oxygen=93, by=thea, at=NOW,
    )  # fmt: skip
    return partner


@pytest.fixture
def said(client, paul, alex):
    client.force_login(paul)
    return words(client.get(reverse("approvals:approve", args=[alex.pk])))


def not_told(digested, told_as, said):
    assert set(digested) == set(told_as)
    told_words = {key: told_as[key](value) for key, value in digested.items()}
    assert all(told_words.values())
    return [each for every in told_words.values() for each in every if each not in said]


def test_every_key_of_the_screening_stands_beside_the_form(alex, said):
    assert not_told(leans._screening(alex), SCREENING, said) == []


def test_every_key_of_the_medicine_list_stands_beside_the_form(alex, said):
    assert not_told(leans._medicines(alex), MEDICINES, said) == []


def test_every_open_flag_stands_beside_the_form(alex, said):
    flags = Flag.objects.open().filter(partner=alex)

    assert flags.count() > len(GROUPS)
    assert [flag.words for flag in flags if f"{flag.words} " not in said] == []
    assert said.count("Since Mon 1 March 2027, 10:00 (Denver)") == flags.count()


def test_each_of_them_says_who_recorded_it_and_when(said):
    assert said.count(f"Recorded by {WHO_AND_WHEN}") == 2
    assert said.count(f"As told to {WHO_AND_WHEN}") == 1


def test_what_is_digested_of_the_former_approval_stands_above_the_form(alex, said):
    # Which it is, how it ended, and how often it was used.
    former = alex.approvals.get()

    assert (former.ended, former.ended_why, former.sessions_used) == ("lapsed", "acute_risk", 0)
    assert "Copied from the approval that Paul Adeyemi, MD gave for 3 February 2027 to" in said
    assert "you sign all of them. 0 of its 6 sessions were used." in said
    assert "It ended: An acute risk is open." in said


def test_where_nothing_is_recorded_it_says_so(client, couple, paul, clinic, thea):
    robin = couple.pair[1]
    actions.report(approval=robin.approvals.get(), why=Cause.PRODUCT, by=thea, at=NOW)
    client.force_login(paul)

    said = words(client.get(reverse("approvals:approve", args=[robin.pk])))

    assert facts.looked_at(robin)["med_list_hash"] == "nothing yet"
    assert "Nothing stands open that somebody has to look at." in said
    assert "Robin has not been asked about health yet." in said
    assert "Robin has not been asked yet which medicines they take." in said


def test_nothing_of_the_other_partner_stands_there(client, couple, paul, alex):
    client.force_login(paul)

    page = client.get(reverse("approvals:approve", args=[couple.pair[1].pk]))

    assert "ZEBRA" not in page.text
    assert Flag.objects.open().filter(partner=alex).exists()


def test_what_was_raised_and_closed_stands_there_with_its_reason(client, couple, paul, thea):
    alex = couple.pair[0]
    told_everything(alex, by=thea)
    flag = Flag.objects.get(partner=alex, topic="fear")
    told = {"seen": flag.state, "why": "ZEBRA moved out in May.", "by": thea, "at": NOW}
    screening.close_flag(flag=flag, **told)

    client.force_login(paul)
    said = words(client.get(reverse("approvals:approve", args=[alex.pk])))

    still_open, closed = said.split("Looked at and closed")
    assert "Is afraid of the partner" not in still_open
    assert closed.startswith(
        " Is afraid of the partner ZEBRA moved out in May. "
        f"Closed by {WHO_AND_WHEN} Safety. Since Mon 1 March 2027, 10:00 (Denver)"
    )
