"""What the form of a new couple knows that the tables do not: who may be chosen."""

from datetime import date

import pytest

from sessions_app.couples import forms
from sessions_app.people.rules import Role
from tests.factories.people import AccountFactory, ClinicFactory, MembershipFactory, colleague
from tests.factories.planning import NOW

PARTNER = {
    "name": "Alex Moreno",
    "born_on": "1984-03-02",
    "email": "alex@mail.example",
    "wants_letters": "on",
}


def filled(lead, team, **changes):
    robin = PARTNER | {"name": "Robin Hale", "email": "robin@mail.example"}
    sides = {"a": PARTNER, "b": robin}
    typed = {f"{side}_{name}": words for side in sides for name, words in sides[side].items()}
    return typed | {"lead": lead.pk, "team": [account.pk for account in team]} | changes


@pytest.fixture
def others(clinic, ada):
    """People nobody may choose here: another clinic's, gone, asleep, of another role."""
    elsewhere = ClinicFactory()
    gone = AccountFactory()
    found = [ada, gone]
    for role in (Role.THERAPIST, Role.PRESCRIBER):
        MembershipFactory(account=gone, clinic=clinic, role=role.value, ended_at=NOW)
        found += [colleague(elsewhere, role), colleague(clinic, role, is_active=False)]
    return found


def test_a_lead_and_a_team_are_chosen_among_the_clinicians_of_the_clinic(
    clinic, thea, paul, others
):
    form = forms.Open(clinic=clinic, on=date(2027, 3, 1))

    assert list(form.fields["lead"].queryset) == [thea]
    assert list(form.fields["team"].queryset) == [paul]


def test_a_person_with_two_roles_is_offered_once(clinic, thea):
    MembershipFactory(account=thea, clinic=clinic, role=Role.PRESCRIBER.value)
    MembershipFactory(account=thea, clinic=ClinicFactory(), role=Role.PRESCRIBER.value)

    form = forms.Open(clinic=clinic, on=date(2027, 3, 1))

    assert list(form.fields["lead"].queryset) == list(form.fields["team"].queryset) == [thea]


def test_nobody_else_is_accepted_by_number(clinic, thea, paul, others):
    for somebody in others:
        as_lead = forms.Open(filled(somebody, [paul]), clinic=clinic, on=date(2027, 3, 1))
        as_team = forms.Open(filled(thea, [paul, somebody]), clinic=clinic, on=date(2027, 3, 1))
        assert set(as_lead.errors) == {"lead"}
        assert set(as_team.errors) == {"team"}


def test_both_partners_come_out_by_the_names_of_the_table(clinic, thea, paul):
    form = forms.Open(filled(thea, [paul], b_zone="Asia/Tokyo"), clinic=clinic, on=date(2027, 3, 1))

    assert form.is_valid(), form.errors
    assert form.partner("a")["name"] == "Alex Moreno"
    assert form.partner("b")["zone"] == "Asia/Tokyo"
    assert set(form.partner("a")) == set(forms.PARTNER_FIELDS)


OWN = "This is partner A’s too. Ask for another one, or say below that both want it so."


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"b_email": "alex@mail.example"}, "b_email"),
        ({"b_email": "Alex@Mail.example"}, "b_email"),
        ({"a_phone": "303-555-0151", "b_phone": "(303) 5550151"}, "b_phone"),
    ],
)
def test_a_shared_contact_is_told_at_the_second_field(typed, field, clinic, thea, paul):
    form = forms.Open(filled(thea, [paul], **typed), clinic=clinic, on=date(2027, 3, 1))

    assert form.errors == {field: [OWN]}


def test_a_contact_shared_on_purpose_needs_its_reason(clinic, thea, paul):
    typed = {"b_email": "alex@mail.example", "shared": "on"}
    without = forms.Open(filled(thea, [paul], **typed), clinic=clinic, on=date(2027, 3, 1))
    typed["shared_why"] = "One mailbox."
    whole = forms.Open(filled(thea, [paul], **typed), clinic=clinic, on=date(2027, 3, 1))

    assert without.errors == {"shared_why": ["Please write why, in a few words."]}
    assert whole.is_valid(), whole.errors
    assert whole.shared_words() == "One mailbox."


TOLD = (
    "Whatever goes there is then read by both. Where both would get the same letter, one is sent. "
    "Who calls says only the clinic’s neutral name and asks for the person; a message is left only "
    "if both allow it."
)


def test_whoever_ticks_that_a_contact_is_shared_is_told_what_it_changes(clinic, alex):
    on = date(2027, 3, 1)
    told = [
        form.fields["shared"].help_text
        for form in (forms.Open(clinic=clinic, on=on), forms.Correct(instance=alex, on=on))
    ]

    assert told == [TOLD, TOLD]


def test_a_folder_without_a_prescriber_is_not_opened(clinic, thea):
    form = forms.Open(filled(thea, []), clinic=clinic, on=date(2027, 3, 1))

    assert form.errors == {"team": ["Choose at least one prescriber, who will sign."]}


AGAIN = "This is partner A again: the same name and the same date of birth. Please check both."


def test_one_person_written_down_twice_is_told_at_the_second_name(clinic, thea, paul):
    twice = {"b_name": " alex  MORENO", "b_born_on": "1984-03-02"}
    namesake = twice | {"b_born_on": "1985-03-02"}
    found = [
        forms.Open(filled(thea, [paul], **typed), clinic=clinic, on=date(2027, 3, 1)).errors
        for typed in (twice, namesake)
    ]

    assert found == [{"b_name": [AGAIN]}, {}]


def test_a_birthday_of_nobody_alive_is_told_with_the_years_it_makes(clinic, thea, paul):
    said = "That would make them 111 years old. Please check the year."
    found = [
        forms.Open(
            filled(thea, [paul], a_born_on=born_on), clinic=clinic, on=date(2027, 3, 1)
        ).errors
        for born_on in ("1916-03-01", "1916-03-02", "2008-02-29")
    ]

    assert found == [{"a_born_on": [said]}, {}, {}]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "america/denver", "localtime", "../UTC"])
def test_a_zone_that_no_clock_knows_is_told_at_its_field_before_anything_is_opened(
    zone, clinic, thea, paul
):
    form = forms.Open(filled(thea, [paul], b_zone=zone), clinic=clinic, on=date(2027, 3, 1))

    assert form.errors == {
        "b_zone": [f"“{zone}” is not a time zone. Write it like America/Denver."]
    }
