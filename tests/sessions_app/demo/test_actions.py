"""The demo fills an empty database, once, and stays away from real records."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from protocols.models import ProtocolVersion
from sessions_app.audit.models import Event
from sessions_app.couples.models import Partner
from sessions_app.demo import actions, words
from sessions_app.people.models import Account, Clinic, Licence
from sessions_app.people.rules import Role
from sessions_app.planning import facts
from sessions_app.planning.models import Meeting, Plan
from sessions_app.planning.rules.gates import hard, open_gates
from sessions_app.screening.models import DayCheck
from sessions_app.signoff.models import SignOff
from tests.factories.people import AccountFactory, ClinicFactory

# A working morning, two hours of an afternoon, the small hours, late in the evening, and a day on
# which clocks change.
HOURS = [
    datetime(2027, 3, 1, 17, 20, tzinfo=UTC),
    datetime(2027, 3, 1, 21, 15, tzinfo=UTC),
    datetime(2027, 3, 2, 0, 55, tzinfo=UTC),
    datetime(2027, 3, 2, 9, 3, tzinfo=UTC),
    datetime(2027, 3, 2, 5, 40, 17, tzinfo=UTC),
    datetime(2027, 11, 7, 7, 30, tzinfo=UTC),
]
NOW = HOURS[0]
STORY = {
    ("Alex and Robin", 1): ("held", "dual_psycholytic", 1),
    ("Alex and Robin", 2): ("cleared", "extended_discussion", 1),
    ("Maya and Jonah", 1): ("cleared", "solo", 1),
    ("Noor and Sam", 1): ("withdrawn", "extended_discussion", 1),
    ("Noor and Sam", 2): ("with_prescriber", "extended_discussion", 1),
    ("Iris and Theo", 1): ("draft", "dual_psychedelic", 2),
}

pytestmark = pytest.mark.usefixtures("protocols")


def tables():
    """Row count and digest of every table of ours."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in ("sessions_app", "protocols"):
                cursor.execute(f'select t::text from "{model._meta.db_table}" t order by 1')
                rows = [row for (row,) in cursor.fetchall()]
                found[model.__name__] = len(rows), sha256("\n".join(rows).encode()).hexdigest()
    return found


def nothing_loaded():
    return not (Account.objects.exists() or Plan.objects.exists() or Event.objects.exists())


@pytest.mark.parametrize("at", HOURS, ids=str)
def test_at_whatever_hour_it_tells_a_plan_at_every_stage_and_a_letter_due_at_once(at):
    loaded = actions.load(by=None, at=at)

    plans = {
        (str(plan.couple), plan.number): (plan.stage, plan.approach, plan.revision)
        for plan in Plan.objects.all()
    }
    due = sorted(
        (meeting.starts_at - timedelta(minutes=lead), meeting.kind, str(meeting.plan.couple))
        for meeting in Meeting.objects.standing().exclude(plan__stage="draft")
        for lead in meeting.leads
    )
    held = Plan.objects.get(stage="held")
    assert loaded is True
    assert plans == STORY
    assert not Event.objects.filter(at__gt=at).exists()
    assert held.starts_at < held.held_at <= at
    assert [
        (check.partner.side, check.as_asked, check.checked_on == facts.day_of(held, held.starts_at))
        for check in DayCheck.objects.order_by("partner__side")
    ] == [("a", True, True), ("b", True, True)]
    assert due[0][1:] == ("next_day", "Alex and Robin")
    assert at <= due[0][0] < at + timedelta(minutes=1)


def test_its_signatures_stand_its_people_can_sign_in_and_all_of_it_looks_made_up(client):
    actions.load(by=None, at=NOW)

    on = NOW.date()
    sent = Plan.objects.get(stage="with_prescriber")
    assert sorted((s.plan.stage, s.stands(on)) for s in SignOff.objects.standing()) == [
        ("cleared", True),
        ("cleared", True),
        ("held", True),
    ]
    assert hard(open_gates(facts.gate_facts(sent, on=on))) == []
    assert {
        line["email"]: client.login(username=line["email"], password=line["password"])
        for line in words.account_lines()
    } == dict.fromkeys(Account.objects.values_list("email", flat=True), True)
    assert set(Account.objects.values_list("memberships__role", flat=True)) == set(Role)
    assert [c.name for c in Clinic.objects.order_by("pk")] == [
        "Cedar House (demo)",
        "Harbor Rooms (demo)",
    ]
    for partner in Partner.objects.all():
        assert partner.email.endswith("@mail.example")
        assert partner.phone.startswith("303-555-01")


def test_one_choice_stands_against_safety_advice_with_its_reason_and_acknowledgement():
    actions.load(by=None, at=NOW)

    plan = Plan.objects.get(stage="cleared", version__approach="extended_discussion")
    signed = SignOff.objects.standing().get(plan=plan)
    assert plan.choice_reason == words.AGAINST_ADVICE
    assert [each["id"] for each in plan.chosen_fit["fired"] if each["acknowledge"]] == ["AD5"]
    assert [each["id"] for each in signed.acknowledged] == ["AD5"]


def test_one_approach_is_in_the_clinics_own_words_and_plans_before_it_keep_theirs():
    actions.load(by=None, at=NOW)

    own = ProtocolVersion.objects.get(owner__isnull=False)
    texts = [row["text"] for part in ("questions", "steps") for row in own.content()[part]]
    made_from = Plan.objects.filter(version__approach=own.approach).values_list(
        "version__owner", flat=True
    )
    assert (own.published_by, own.is_published) == ("Dr Paul Adeyemi", True)
    assert {*words.OWN_QUESTION.values(), *words.OWN_STEP.values()} <= set(texts)
    assert set(made_from) == {None, own.owner}


def test_one_prescriber_works_in_both_clinics_and_sees_one_at_a_time(client):
    actions.load(by=None, at=NOW)
    paul = Account.objects.get(email=words.PAUL[0])
    harbor = Clinic.objects.get(name=words.HARBOR["name"])
    client.force_login(paul)

    before = client.get("/folders/").text
    client.post(f"/clinics/{harbor.pk}/switch/")
    after = client.get("/folders/").text

    assert "Work in Harbor Rooms (demo)" in before
    assert ("Noor and Sam" in before, "Lena and Ruth" in before) == (True, False)
    assert "Work in Cedar House (demo)" in after
    assert ("Noor and Sam" in after, "Lena and Ruth" in after) == (False, True)


def test_every_clinician_has_a_licence_in_each_clinic_and_one_runs_out_soon():
    actions.load(by=None, at=NOW)

    assert sorted(
        (row.clinic.name[:6], row.account.name.split()[-1], (row.expires_on - NOW.date()).days)
        for row in Licence.objects.all()
    ) == [
        ("Cedar ", "Adeyemi", 520),
        ("Cedar ", "Brandt", 40),
        ("Cedar ", "Lindqvist", 400),
        ("Harbor", "Adeyemi", 200),
        ("Harbor", "Farrow", 300),
    ]


def test_loading_it_a_second_time_changes_no_row_of_any_table():
    actions.load(by=None, at=NOW)
    before = tables()

    again = actions.load(by=None, at=NOW + timedelta(days=2))

    assert again is False
    assert tables() == before
    assert before["Couple"][0] == 6


@pytest.mark.parametrize(
    "real",
    [
        lambda: ClinicFactory(name="Elm House"),
        lambda: AccountFactory(),
        lambda: (ClinicFactory(name=words.CLINIC["name"]), ClinicFactory(name="Elm House")),
    ],
    ids=["a clinic", "an account", "a clinic beside the demo"],
)
def test_it_is_not_loaded_beside_real_records(real):
    real()
    before = tables()

    with pytest.raises(actions.RealRecordsAreHere) as refusal:
        actions.load(by=None, at=NOW)

    assert str(refusal.value).endswith("Use an empty database for the demo.")
    assert tables() == before


def test_the_command_names_every_account_and_says_whether_it_was_new(capsys):
    call_command("demo")
    first = capsys.readouterr().out.splitlines()
    call_command("demo")
    second = capsys.readouterr().out.splitlines()

    assert first[0] == "The demo clinic is loaded."
    assert second[0] == "The demo clinic is here already."
    assert first[1:] == second[1:]
    assert first[1].startswith("account: Thea Lindqvist, therapist · thea@cedarhouse.example · ")
    assert len(first) == 8


def test_the_command_refuses_in_a_sentence():
    ClinicFactory(name="Elm House")

    with pytest.raises(CommandError) as refusal:
        call_command("demo")

    assert str(refusal.value) == (
        "This database holds records that are not the demo's, so nothing was loaded. "
        "Use an empty database for the demo."
    )
    assert nothing_loaded()


def test_without_protocols_nothing_is_loaded_and_the_command_says_what_to_do(capsys):
    ProtocolVersion.objects.update(retired_at=NOW)

    with pytest.raises(CommandError) as refusal:
        call_command("demo")

    assert str(refusal.value) == (
        "There are no protocols yet, so nothing was loaded. Run load_protocols first."
    )
    assert nothing_loaded()
