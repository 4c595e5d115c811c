"""Nothing that is kept about one partner is left out of their copy without a reason."""

import json
from datetime import date
from decimal import Decimal

import pytest

from sessions_app.approvals.models import Approval, Reading, Request
from sessions_app.couples.models import Partner
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Part
from sessions_app.rights.own import own
from sessions_app.rights.reading import chapters
from sessions_app.screening.models import (
    Conversation,
    DayCheck,
    DayQuestion,
    Flag,
    HealthForm,
    MedicineList,
)
from sessions_app.screening.rules.check import LINES
from tests.factories.approvals import ReadingFactory, RequestFactory
from tests.factories.couples import couple_of
from tests.factories.planning import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "approvals_by_hand")]
# Who the row belongs to, and numbers that only order rows.
ROW = {"id", "partner", "couple", "plan", "approval", "side"}
# Columns whose words come under another name, or are in the copy by what they make.
SAID = {
    Partner: {"erased_by", "erased_at", "mail_risk_told_on", "goes_on_as"},
    Approval: {
        "approved_fractions", "approved_approaches", "approved_settings", "review_modality",
        "ended_why", "ended_note", "ended_by",
        # What was looked at is in the copy itself; these are its digests, and numbers of flags.
        "med_list_hash", "screening_hash", "flags_seen",
    },
    Reading: {"systolic", "diastolic", "outside", "taken_at"},
    Request: {"settings", "submitted_by", "taken_by", "taken_at"},
    Part: {
        "doses", "fraction", "nondosing_role", "support_styles", "touch", "private_intention",
        "agrees_joint", "agreed_at", "booster",
    },
    Conversation: {"alone", "alone_on", "limits_told", "first_ketamine", "recorded_by",
                   "recorded_at"},
    DayQuestion: {"alone", "asked_on", "worry", "recorded_by", "recorded_at"},
    DayCheck: {"alone", "checked_on", "taken_by", "recorded_by", "recorded_at", *LINES},
    HealthForm: {"measured_on", "systolic", "diastolic", "heart_rate", "oxygen", "recorded_by"},
    MedicineList: {"groups", "recorded_by"},
    Flag: {"kind", "topic", "raised_by", "assessed_by", "assessed_at", "assessed_why",
           "closed_why"},
}  # fmt: skip
PLACES = {
    Partner: "personal", Approval: "approvals", Request: "requests", Part: "plans",
    Conversation: "told_alone", DayQuestion: "before_sessions", DayCheck: "before_doses",
    HealthForm: "health", MedicineList: "medicines", Flag: "looked_at",
}  # fmt: skip


@pytest.fixture
def whole(pair, paul):
    """The copy of a partner of whom there is a row in every table."""
    alex = pair[0]
    approval = alex.approvals.first()
    ReadingFactory(approval=approval, systolic=131, diastolic=83, oxygen=97, outside=True)
    RequestFactory(partner=alex, state="declined", wish="ZEBRAA wish", answer="ZEBRAA not yet",
                   answered_by=paul, answered_at=NOW, taken_by=paul, taken_at=NOW,
                   submitted_by=paul, submitted_at=NOW)  # fmt: skip
    return own(alex, at=NOW)


@pytest.mark.parametrize("table", PLACES, ids=lambda table: table.__name__)
def test_every_column_is_in_the_copy_or_known_under_another_name(table, whole):
    place = whole[PLACES[table]]
    rows = place if isinstance(place, list) else [place]
    columns = {field.name for field in table._meta.concrete_fields} - ROW

    assert rows != []
    assert columns - SAID[table] - set(rows[0]) == set()


def test_every_column_of_a_reading_is_known():
    columns = {field.name for field in Reading._meta.concrete_fields} - ROW

    assert columns == SAID[Reading] | {"heart_rate", "oxygen", "taken_by"}


def test_an_approval_is_told_with_its_figures_its_end_and_its_readings(pair, whole, paul):
    told = whole["approvals"][0]

    assert (told["ended"], told["ended_at"]) == ("Lapsed", NOW.isoformat(timespec="minutes"))
    assert told["ended_because"] == "An acute risk is open."
    assert told["approved_parts"] == ["the full dose", "about half", "about a quarter"]
    assert told["approved_places"] == ["Office"]
    assert (told["valid_from"], told["bp_max_start_sys"]) == ("2027-02-03", 140)
    assert told["readings"] == [
        {
            "at": "2027-02-03T16:00+00:00",
            "pressure": "131/83 mmHg",
            "heart_rate": "heart rate 71",
            "oxygen": "oxygen 97 %",
            "limits": "outside the limits",
            "taken_by": f"taken by {Reading.objects.get().taken_by}",
        }
    ]


def test_what_a_prescriber_answered_is_told_in_the_words_it_was_said_in(whole, paul):
    told = whole["requests"][0]

    assert (told["state"], told["answer"], told["answered_by"]) == (
        "Declined", "ZEBRAA not yet", str(paul),
    )  # fmt: skip


def test_it_is_plain_values_and_stands_on_paper_in_full(whole):
    json.dumps(whole)
    lines = [line for _, records in chapters(whole, zone="America/Denver") for each in records
             for line in each]  # fmt: skip

    assert ("Ended because", "An acute risk is open.") in lines
    assert any("131/83 mmHg" in words and "3 February 2027, 09:00 (Denver)" in words
               for name, words in lines if name == "Readings")  # fmt: skip
    assert ("Upper pressure before the dose, at most", "140") in lines


def test_no_word_of_the_other_is_in_it(pair, whole):
    ReadingFactory(approval=pair[1].approvals.first(), systolic=199, diastolic=101)
    Approval.objects.filter(partner=pair[1]).update(
        approved_dose_mg=Decimal("177"), session_max_mg=Decimal("177"),
        valid_from=date(2027, 2, 13),
    )  # fmt: skip

    said = json.dumps(own(pair[0], at=NOW))

    assert [word for word in ("ZEBRAB", "199/101", "177.00", "2027-02-13") if word in said] == []


def test_what_a_double_folder_kept_of_a_person_is_in_their_copy(clinic, pair, thea):
    alex, robin = pair
    double = couple_of(
        clinic=clinic,
        lead=thea,
        a={"quiet_address": "ZEBRA Box 9", "goes_on_as": alex},
        b={"quiet_address": "ZEBRA Box 10", "goes_on_as": robin},
    )
    planning.begin(couple=double, by=thea, at=NOW)
    Part.objects.filter(partner=double.pair[0]).update(private_intention="ZEBRA alone")
    Part.objects.filter(partner=double.pair[1]).update(private_intention="ZEBRA of the other")

    before, copy = own(robin, at=NOW), own(alex, at=NOW)

    kept = copy["personal_in_a_double_folder"]
    assert [each["quiet_address"] for each in kept] == ["ZEBRA Box 9"]
    assert "ZEBRA alone" in [each["own_intention"] for each in copy["plans"]]
    assert "ZEBRA of the other" in str(before)
    assert "ZEBRA of the other" not in str(copy)
    assert "ZEBRA Box 10" not in str(copy)
