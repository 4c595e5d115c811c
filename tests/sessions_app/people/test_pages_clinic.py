"""How a clinic is run: who may say so, what is refused beside its field, what the trail keeps."""

from datetime import time

import pytest

from sessions_app.documents.rules import Kind
from sessions_app.documents.source import write
from sessions_app.people import actions
from sessions_app.people.mistakes import NOT_OFFERED
from sessions_app.people.models import Clinic
from sessions_app.people.rules import Role
from sessions_app.planning.models import Plan
from tests.factories.people import ClinicFactory, MembershipFactory
from tests.sessions_app.pages import beside, value, words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")
AS_IT_IS = {
    "name": "Elm House",
    "neutral_name": "Elm Appointments",
    "address": "3 Quay Street, Denver",
    "zone": "America/Denver",
    "phone": "303-555-0101",
    "prescriber_phone": "303-555-0102",
    "emergency_text": "",
    "letters_from": "",
    "letters_until": "",
    "secrets": "none",
    "home_sessions": "False",
    "approval_days": "180",
    "idle_days": "90",
    "paper": "letter",
}
LATER = "This has to be later than the time before it."
TOGETHER = "Give both times, or neither: then letters leave at any hour."
TELLS = (
    "This name tells what the clinic does, and every letter carries it. "
    "Choose one that says nothing, such as the house or the street."
)


def test_an_admin_reads_how_the_clinic_is_run(client, ada):
    client.force_login(ada)

    response = client.get("/clinic/")

    assert response.status_code == 200
    assert value(response, "neutral_name") == "Elm Appointments"
    assert "At home nobody clinical is watching" in beside(response, "home_sessions")


def test_what_an_admin_changes_is_kept_and_its_states_stand_in_the_trail(client, clinic, ada, NOW):
    client.force_login(ada)

    response = client.post(
        "/clinic/",
        AS_IT_IS
        | {
            "name": "Elm House on the Quay",
            "emergency_text": "Ring the bell of the house next door.",
            "letters_from": "09:00",
            "letters_until": "20:00",
            "letter_leads": ["1440", "4320"],
            "secrets": "limited",
            "home_sessions": "True",
            "approval_days": "90",
            "paper": "a4",
        },
    )

    kept = Clinic.objects.get(pk=clinic.pk)
    assert (response.status_code, response.url) == (302, "/clinic/")
    assert (kept.name, kept.emergency_text) == (
        "Elm House on the Quay",
        "Ring the bell of the house next door.",
    )
    assert (kept.letters_from, kept.letters_until, kept.letter_leads) == (
        time(9),
        time(20),
        [4320, 1440],
    )
    assert (kept.secrets, kept.home_sessions, kept.approval_days, kept.paper) == (
        "limited",
        True,
        90,
        "a4",
    )
    assert newest() == [
        row(
            "clinic changed",
            clinic,
            ada,
            NOW,
            fields=[
                "approval_days",
                "emergency_text",
                "home_sessions",
                "letter_leads",
                "letters_from",
                "letters_until",
                "name",
                "paper",
                "secrets",
            ],
            was={
                "approval_days": 180,
                "home_sessions": False,
                "letter_leads": [],
                "letters_from": None,
                "letters_until": None,
                "paper": "letter",
                "secrets": "none",
            },
            now={
                "approval_days": 90,
                "home_sessions": True,
                "letter_leads": [4320, 1440],
                "letters_from": "09:00:00",
                "letters_until": "20:00:00",
                "paper": "a4",
                "secrets": "limited",
            },
        )
    ]


def test_what_stays_as_it_is_leaves_no_trace(client, ada):
    client.force_login(ada)

    response = client.post("/clinic/", AS_IT_IS, follow=True)

    assert "Nothing was changed." in words(response)
    assert newest() == []


@pytest.mark.parametrize(
    ("field", "change", "said"),
    [
        ("neutral_name", {"neutral_name": "Elm Ketamine Clinic"}, TELLS),
        ("neutral_name", {"neutral_name": "Couples at Elm"}, TELLS),
        ("zone", {"zone": "Denver"}, "“Denver” is not a time zone. Write it like America/Denver."),
        ("letters_until", {"letters_from": "09:00"}, TOGETHER),
        ("letters_until", {"letters_until": "09:00"}, TOGETHER),
        ("letters_until", {"letters_from": "20:00", "letters_until": "09:00"}, LATER),
        ("letters_until", {"letters_from": "09:00", "letters_until": "09:00"}, LATER),
        (
            "letter_leads",
            {"letter_leads": ["10080", "4320", "1440", "60"]},
            "Choose three at most, so that nobody is written to often.",
        ),
        ("letter_leads", {"letter_leads": ["7"]}, NOT_OFFERED),
        ("approval_days", {"approval_days": "185"}, "Give a number of days from 1 to 184."),
        ("approval_days", {"approval_days": "0"}, "Give a number of days from 1 to 184."),
        ("name", {"name": "Oak House"}, "Another clinic has this name already."),
        ("phone", {"phone": ""}, "Please fill this in."),
        ("phone", {"phone": "ask at the desk"}, "Write a telephone number, like 303-555-0142"),
        ("prescriber_phone", {"prescriber_phone": "12"}, "Write a telephone number"),
        ("neutral_name", {"neutral_name": ""}, "Please fill this in."),
        ("name", {"name": "x" * 121}, "Use at most 120 signs; these are 121."),
        ("emergency_text", {"emergency_text": "x" * 401}, "Use at most 400 signs; these are 401."),
        ("home_sessions", {"home_sessions": "perhaps"}, NOT_OFFERED),
        ("paper", {"paper": "a5"}, NOT_OFFERED),
        ("approval_days", {"approval_days": "many"}, "Give a number of days from 1 to 184."),
        ("secrets", {"secrets": "some"}, NOT_OFFERED),
    ],
)
def test_a_value_that_cannot_be_is_refused_beside_its_field(
    field, change, said, client, clinic, ada
):
    ClinicFactory(name="Oak House")
    client.force_login(ada)

    response = client.post("/clinic/", AS_IT_IS | {"address": "7 New Street"} | change)

    assert response.status_code == 422
    assert said in beside(response, field)
    assert value(response, "address") == "7 New Street"
    assert Clinic.objects.get(pk=clinic.pk).address == "3 Quay Street, Denver"
    assert newest() == []


def test_every_setting_says_what_it_is_for(client, ada):
    client.force_login(ada)

    form = client.get("/clinic/").context["form"]

    unsaid = [n for n, field in form.fields.items() if not (field.label and field.help_text)]
    assert unsaid == []


@pytest.mark.parametrize("who", ["thea", "paul"])
def test_who_does_not_run_the_clinic_is_told_who_does(who, client, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get("/clinic/").status_code == 403
    assert client.post("/clinic/", AS_IT_IS).status_code == 403
    assert newest() == []


def test_an_admin_of_two_clinics_changes_only_the_one_they_work_in(client, clinic, ada):
    oak = ClinicFactory(name="Oak House")
    MembershipFactory(account=ada, clinic=oak, role=Role.ADMIN.value)
    client.force_login(ada)
    client.post(f"/clinics/{oak.pk}/switch/")

    client.post("/clinic/", AS_IT_IS | {"name": "Oak House", "paper": "a4"})

    assert dict(Clinic.objects.values_list("name", "paper")) == {
        "Elm House": "letter",
        "Oak House": "a4",
    }


def test_the_deed_itself_refuses_a_name_that_tells(clinic, ada, NOW):
    with pytest.raises(actions.NameTells):
        actions.change_clinic(clinic=clinic, neutral_name="Elm Therapy", by=ada, at=NOW)

    assert newest() == []


def test_what_the_clinic_says_is_found_where_it_counts(client, clinic, thea, paul, ready_plan, NOW):
    Clinic.objects.update(
        secrets="limited", approval_days=90, emergency_text="Ring the bell next door."
    )
    plan = Plan.objects.get(pk=ready_plan.pk)
    partner = plan.pair[0].partner
    client.force_login(thea)
    interview = client.get(f"/records/{partner.pk}/interview/")
    client.force_login(paul)
    approval = client.get(f"/records/{partner.pk}/approval/")

    assert "Limited secrets: what one partner tells alone may stay with the care team." in words(
        interview
    )
    assert value(approval, "valid_until") == "2027-05-30"
    sheets = [paper.html for paper in write(plan, on=NOW.date()) if paper.kind == Kind.SHEET]
    assert ["Ring the bell next door." in html for html in sheets] == [True, True]
