"""What a letter says, and that nothing else can get into it."""

import email
import re
from datetime import UTC, datetime, timedelta
from email.policy import default
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from hypothesis import given
from hypothesis import strategies as st

from sessions_app.people.rules import Role
from sessions_app.post import writing
from sessions_app.post.rules import tells
from sessions_app.reminders import letters
from sessions_app.reminders.models import Letter
from tests.factories.couples import couple_of
from tests.factories.people import ClinicFactory, colleague
from tests.factories.planning import NOW, MeetingFactory, PartFactory, PlanFactory

MEETING = datetime(2027, 3, 10, 17, tzinfo=UTC)


def letter(
    *, neutral_name="Elm Appointments", phone="303-555-0101", zone="America/Denver", **facts
):
    """As much of a letter as its text needs."""
    clinic = SimpleNamespace(neutral_name=neutral_name, phone=phone, zone="America/Denver")
    partner = SimpleNamespace(couple=SimpleNamespace(clinic=clinic), local_zone=zone)
    usual = {
        "pk": 7,
        "address": "alex@mail.example",
        "claim": UUID(int=11),
        "meeting_starts_at": MEETING,
    }
    return SimpleNamespace(partner=partner, **usual | facts)


def written(**facts):
    raw = letters.mail_of(letter(**facts), sender="post@elm.example", at=MEETING)
    return raw, email.message_from_bytes(raw, policy=default)


def test_a_letter_reads_like_this():
    text = letters.text_of(letter())

    assert text.subject == "Your appointment on Wed 10 March"
    assert text.body == (
        "You have an appointment with Elm Appointments on Wed 10 March 2027 at 10:00 (Denver).\n"
        "\n"
        "Details are on your sheet. Questions: 303-555-0101.\n"
        "\n"
        "To end these messages, call that number, or reply STOP.\n"
    )


def test_the_time_is_that_of_the_readers_own_clock():
    text = letters.text_of(letter(zone="Asia/Kolkata"))

    assert text.subject == "Your appointment on Wed 10 March"
    assert "at 22:30 (Kolkata)" in text.body


def test_the_day_is_that_of_the_readers_own_calendar():
    text = letters.text_of(letter(zone="Pacific/Auckland"))

    assert text.subject == "Your appointment on Thu 11 March"
    assert "on Thu 11 March 2027 at 06:00 (Auckland)" in text.body


def test_a_letter_has_these_headers_and_no_others():
    _, message = written()

    assert dict(message.items()) == {
        "From": "Elm Appointments <post@elm.example>",
        "To": "alex@mail.example",
        "Subject": "Your appointment on Wed 10 March",
        "Date": "Wed, 10 Mar 2027 17:00:00 +0000",
        "Message-ID": message["Message-ID"],
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert re.fullmatch(r"<[0-9a-f]{32}@elm\.example>", message["Message-ID"])


def test_each_letter_and_each_claim_has_a_message_id_of_its_own():
    ids = {written(pk=pk, claim=UUID(int=n))[1]["Message-ID"] for pk in (1, 2) for n in (1, 2)}

    assert len(ids) == 4


def test_a_name_in_any_script_arrives_whole():
    _, message = written(neutral_name="Zdrój Życia 木")

    assert message["From"].addresses[0].display_name == "Zdrój Życia 木"


EVIL = [
    "Elm\r\nBcc: x@evil.example",
    "Elm\nBcc: x@evil.example",
    "Elm\rBcc: x@evil.example",
    "Elm\x00\x0b\x0c\x1c\x85\u2028\u2029Bcc: x@evil.example",
    "Elm <x@evil.example>, Mallory",
    '"; Bcc: x@evil.example',
    "\u202eelm\u2066",
    "=?utf-8?q?=0d=0aBcc:_x@evil.example?=",
    "==?\u200b?utf-8?b?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "Elm\r\n.\r\nMAIL FROM:<x@evil.example>",
]


@pytest.mark.parametrize("evil", EVIL)
def test_no_name_and_no_telephone_can_add_a_header_or_another_reader(evil):
    raw, message = written(neutral_name=evil, phone=evil)

    assert message.keys() == written()[1].keys()
    assert [str(one.addr_spec) for one in message["From"].addresses] == ["post@elm.example"]
    assert [one.addr_spec for one in message["To"].addresses] == ["alex@mail.example"]
    assert len(message.get_content().splitlines()) == 5
    assert raw.isascii()


tricky = st.text(alphabet='=?utf-8qb_0dDaA\r\n\u200b:<>@,;" x', max_size=80)


@given(st.text(max_size=80) | tricky, st.text(max_size=40) | tricky)
def test_whatever_a_clinic_is_called_its_letter_can_be_written(name, phone):
    raw, message = written(neutral_name=name, phone=phone)

    assert message.keys() == written()[1].keys()
    assert len(message.get_content().splitlines()) == 5
    assert raw.isascii()


def is_an_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


@given(st.emails().filter(is_an_address))
def test_every_address_a_partner_may_have_can_be_written_on_a_letter(address):
    _, message = written(address=address)

    assert [one.addr_spec.lower() for one in message["To"].addresses] == [address.lower()]


def test_an_address_in_an_international_domain_is_written_as_mail_servers_do():
    assert writing.envelope("alex@zdrój.example") == "alex@xn--zdrj-sqa.example"


@pytest.mark.parametrize(
    "address",
    [
        "alex",
        "@mail.example",
        "alex@",
        "älex@mail.example",
        "alex@mail..example",
        "a b@mail.example",
        "alex@mail.example>\r\nRCPT TO:<x@evil.example",
        "alex@mail.example\n",
        "alex,robin@mail.example",
    ],
)
def test_an_address_that_cannot_be_written_is_refused_in_plain_words(address):
    with pytest.raises(writing.AddressCannotBeUsed) as refusal:
        written(address=address)

    assert str(refusal.value) == (
        "The e-mail address cannot be written on a letter. Please correct it."
    )


def zebra(model):
    """Every text field of a model's table that has room for the word."""
    return {
        field.name: "ZEBRA"
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField")
        and not field.choices
        and "zone" not in field.name
    }


@pytest.fixture
def zebras(db):
    """A clinic, a therapist, a couple and a plan whose every word is ZEBRA, and their letters."""
    names = ("neutral_name", "phone")
    clinic = ClinicFactory(
        **{k: v for k, v in zebra(ClinicFactory._meta.model).items() if k not in names},
        neutral_name="Elm Appointments",
    )
    thea = colleague(clinic, Role.THERAPIST, name="ZEBRA", credentials="ZEBRA")
    facts = {"name": "ZEBRA", "preferred_name": "ZEBRA", "pronouns": "ZEBRA", "phone": "ZEBRA"}
    couple = couple_of(
        clinic=clinic,
        lead=thea,
        a=facts | {"email": "a@mail.example"},
        b=facts | {"email": "b@mail.example"},
    )
    plan = PlanFactory(couple=couple, begun_by=thea, **zebra(PlanFactory._meta.model))
    for partner in couple.pair:
        PartFactory(plan=plan, partner=partner, private_intention="ZEBRA")
    MeetingFactory(
        plan=plan, starts_at=NOW + timedelta(hours=3), leads=[180], place="ZEBRA", booked_by=thea
    )


def test_nothing_of_a_couple_is_in_its_letters_but_the_time(post_office, zebras, sweep):
    sweep(NOW - timedelta(minutes=1))
    sweep(NOW)

    assert post_office.addresses == ["a@mail.example", "b@mail.example"]
    for arrived in post_office.letters:
        seen = "\n".join([*map(str, arrived.message.values()), arrived.message.get_content()])
        assert "zebra" not in seen.lower()
        assert b"zebra" not in arrived.raw.lower()
        assert not tells(seen)
        assert not re.search("kap|couple|partner|elm house", seen, re.IGNORECASE)


def test_the_two_letters_of_a_couple_differ_only_in_reader_and_message_id(
    post_office, planned, sweep, due
):
    sweep(due)

    alex, robin = sorted(post_office.letters, key=lambda one: one.address)
    differing = {name for name in alex.message if alex.message[name] != robin.message[name]}
    assert differing == {"To", "Message-ID"}
    assert alex.message.get_content() == robin.message.get_content()
    assert b"robin" not in alex.raw.lower()
    assert b"alex" not in robin.raw.lower()
    assert {one.sender for one in (alex, robin)} == {"appointments@cedarhouse.example"}


def test_what_the_page_shows_beforehand_is_what_arrives(post_office, planned, sweep, due):
    shown = [letters.text_of(one) for one in Letter.objects.whole().order_by("partner__side")]

    sweep(due)

    arrived = sorted(post_office.letters, key=lambda one: one.address)
    assert [one.message["Subject"] for one in arrived] == [text.subject for text in shown]
    assert [one.message.get_content().splitlines() for one in arrived] == [
        text.body.splitlines() for text in shown
    ]
