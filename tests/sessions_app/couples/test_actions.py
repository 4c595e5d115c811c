from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sessions_app.audit.models import Event
from sessions_app.couples import actions
from sessions_app.couples.models import CareTeamMember, Couple, Partner
from sessions_app.people.actions import NotYourDeed
from tests.factories.couples import couple_of
from tests.factories.planning import NOW
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db
ALEX = {
    "name": "Alexandra Moreno",
    "preferred_name": "Alex",
    "pronouns": "she/her",
    "born_on": date(1984, 3, 2),
    "email": "alex@mail.example",
    "phone": "303-555-0151",
    "zone": "",
    "wants_letters": True,
}
ROBIN = ALEX | {
    "name": "Robin Hale",
    "preferred_name": "",
    "email": "robin@mail.example",
    "phone": "303-555-0152",
    "zone": "America/New_York",
    "wants_letters": False,
}


def open_couple(clinic, by, *, lead=None, team=(), a=ALEX, b=ROBIN, **more):
    return actions.open_couple(
        clinic=clinic, lead=lead or by, team=team, partner_a=a, partner_b=b, by=by, at=NOW, **more
    )


def facts(partner):
    return Partner.objects.filter(pk=partner.pk).values(*ALEX).get()


@pytest.fixture
def couple(clinic, thea, paul):
    return couple_of(
        clinic=clinic,
        lead=thea,
        team=[paul],
        a={"email": "a@x.example"},
        b={"email": "b@x.example"},
    )


def test_opening_a_couple_keeps_both_partners_apart_and_who_cares_for_them(clinic, thea, paul):
    couple = open_couple(clinic, thea, team=[paul])

    assert (couple.clinic, couple.lead) == (clinic, thea)
    assert (couple.opened_by, couple.opened_at) == (thea, NOW)
    assert [(partner.side, facts(partner)) for partner in couple.pair] == [
        ("a", ALEX),
        ("b", ROBIN),
    ]
    assert set(couple.team.values_list("account", "joined_at")) == {
        (thea.pk, NOW),
        (paul.pk, NOW),
    }
    assert newest(2) == [row("couple opened", couple, thea, NOW)]


def test_who_is_named_twice_joins_the_team_once(clinic, thea, paul):
    couple = open_couple(clinic, thea, team=[thea, paul, paul])

    assert couple.team.count() == 2


SAME = [
    ({"email": "alex@mail.example"}, "e-mail address"),
    ({"email": "ALEX@Mail.Example"}, "e-mail address"),
    ({"phone": "(303) 555 0151"}, "telephone number"),
    ({"email": "alex@mail.example", "phone": "3035550151"}, "e-mail address and telephone number"),
]


@pytest.mark.parametrize(("contact", "what"), SAME)
def test_two_partners_share_a_contact_only_knowingly(contact, what, clinic, thea):
    with pytest.raises(actions.SharedContact) as refusal:
        open_couple(clinic, thea, b=ROBIN | contact)

    assert str(refusal.value) == (
        f"Both would have the same {what}, so each could read what the other gets. "
        "Ask for another one, or say below that both know it and want it."
    )
    assert not Couple.objects.exists()


@pytest.mark.parametrize(("contact", "what"), SAME)
def test_a_contact_shared_on_purpose_is_kept_with_who_when_and_why(contact, what, clinic, thea):
    couple = open_couple(clinic, thea, b=ROBIN | contact, shared_why=" One mailbox at home. ")

    assert (couple.shared_contact_why, couple.shared_contact_by, couple.shared_contact_at) == (
        "One mailbox at home.",
        thea,
        NOW,
    )
    assert newest() == [row("shared contact noted", couple, thea, NOW)]


def test_a_reason_without_anything_shared_is_not_kept(clinic, thea):
    couple = open_couple(clinic, thea, shared_why="One mailbox at home.")

    assert (couple.shared_contact_why, couple.shared_contact_at) == ("", None)


def test_who_shares_a_mailbox_knowingly_is_asked_again_before_sharing_a_telephone(clinic, thea):
    couple = open_couple(clinic, thea, b=ROBIN | {"email": "alex@mail.example"}, shared_why="One.")
    told = {"partner": couple.pair[1], "by": thea, "at": NOW}

    with pytest.raises(actions.SharedContact) as refusal:
        actions.correct_partner(**told, phone="(303) 555 0151")
    actions.correct_partner(**told, pronouns="they")
    actions.correct_partner(**told, phone="(303) 555 0151", shared_why="One telephone too.")
    actions.correct_partner(**told, pronouns="he")

    assert str(refusal.value).startswith("Both would have the same telephone number, so each")
    couple.refresh_from_db()
    assert couple.shared_contact_why == "One telephone too."
    assert couple.pair[1].phone == "(303) 555 0151"


def test_what_is_shared_no_longer_is_let_go(clinic, thea):
    couple = open_couple(clinic, thea, b=ROBIN | {"phone": "3035550151"}, shared_why="One phone.")

    actions.correct_partner(partner=couple.pair[0], by=thea, at=NOW, phone="303-555-0199")

    couple.refresh_from_db()
    assert (couple.shared_contact_why, couple.shared_contact_by, couple.shared_contact_at) == (
        "",
        None,
        None,
    )
    assert [each[0] for each in newest(2)] == ["partner corrected", "shared contact ended"]


@pytest.mark.parametrize(
    "change", [{"zone": "Denver"}, {"email": "nowhere"}, {"name": ""}], ids=str
)
def test_facts_that_cannot_be_open_no_couple(change, clinic, thea):
    with pytest.raises(ValidationError) as refusal:
        open_couple(clinic, thea, b=ROBIN | change)

    assert set(refusal.value.message_dict) == set(change)
    assert not Couple.objects.exists()
    assert not CareTeamMember.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_opens_or_corrects(who, clinic, couple, request):
    somebody = request.getfixturevalue(who)
    alex = couple.pair[0]
    before = facts(alex)

    for deed in (
        lambda: open_couple(clinic, somebody),
        lambda: actions.correct_partner(partner=alex, by=somebody, at=NOW, name="Other"),
    ):
        with pytest.raises(NotYourDeed) as refusal:
            deed()
        assert str(refusal.value) == "Your role cannot do this. A therapist of your clinic can."

    assert Couple.objects.count() == 1
    assert facts(alex) == before
    assert not Event.objects.exists()


def test_a_corrected_fact_is_kept_and_the_trail_names_the_field_and_not_the_words(couple, thea):
    alex, robin = couple.pair
    before, others = facts(alex), facts(robin)

    actions.correct_partner(
        partner=alex, by=thea, at=NOW, **before | {"name": "Alex Castellan", "phone": "1"}
    )

    assert facts(alex) == before | {"name": "Alex Castellan", "phone": "1"}
    assert facts(robin) == others
    assert newest() == [row("partner corrected", alex, thea, NOW, fields=["name", "phone"])]


@pytest.mark.parametrize("address", ["b@x.example", "B@X.example"])
def test_a_correction_never_gives_one_partner_the_others_mailbox(address, couple, thea):
    alex = couple.pair[0]

    with pytest.raises(actions.SharedContact):
        actions.correct_partner(partner=alex, by=thea, at=NOW, email=address)

    assert facts(alex)["email"] == "a@x.example"
    assert not Event.objects.exists()


def test_a_correction_that_cannot_be_changes_nothing(couple, thea):
    alex = couple.pair[0]

    with pytest.raises(ValidationError):
        actions.correct_partner(partner=alex, by=thea, at=NOW, zone="Denver")

    assert facts(alex)["zone"] == ""
    assert not Event.objects.exists()


class TestTellingTheTwoApart:
    SAID = (
        "Both would be called “{}”, and nobody could tell whose sheet a paper is. "
        "Write here what tells them apart."
    )

    @pytest.mark.parametrize(
        ("one", "other", "called"),
        [
            ({"name": "Alex Moreno"}, {"name": "Alex Hale"}, "Alex"),
            ({"name": "Alex Moreno"}, {"name": "Robin Hale", "preferred_name": " aLEX "}, " aLEX "),
        ],
    )
    def test_two_of_one_name_are_not_opened(self, one, other, called, clinic, thea):
        plain = {"preferred_name": ""}
        with pytest.raises(actions.CalledTheSame) as refusal:
            open_couple(clinic, thea, a=ALEX | plain | one, b=ROBIN | plain | other)

        assert str(refusal.value) == self.SAID.format(called)
        assert not Couple.objects.exists()

    def test_a_name_that_tells_them_apart_is_enough(self, clinic, thea):
        two = {"name": "Alex Hale", "preferred_name": "Lex"}
        one = {"name": "Alex Moreno", "preferred_name": ""}
        couple = open_couple(clinic, thea, a=ALEX | one, b=ROBIN | two)

        with pytest.raises(actions.CalledTheSame):
            actions.correct_partner(partner=couple.pair[1], by=thea, at=NOW, preferred_name="")
        assert [each.called for each in Partner.objects.order_by("side")] == ["Alex", "Lex"]

    def test_two_who_were_called_the_same_before_are_corrected_in_all_else(self, couple, thea):
        Partner.objects.filter(couple=couple).update(name="Alex Moreno", preferred_name="")

        actions.correct_partner(partner=couple.pair[0], by=thea, at=NOW, phone="303-555-0190")

        assert Partner.objects.get(pk=couple.pair[0].pk).phone == "303-555-0190"
