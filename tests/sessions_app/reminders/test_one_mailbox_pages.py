"""What the pages say where two share a mailbox or a telephone, and what they never tell."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from sessions_app.couples import actions as couples
from sessions_app.couples.models import Couple, Partner
from sessions_app.people.rules import Role
from sessions_app.reminders.models import Letter
from sessions_app.rights.own import own
from tests.factories.people import colleague
from tests.factories.planning import NOW
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen", "awake", "one_mailbox")

HOME, QUIET = "home@mail.example", "quiet@mail.example"
ONCE = re.compile(r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')
SHOWN = ("planned", "sending", "sent", "uncertain", "failed", "skipped", "calls", "every")
ONE_MAILBOX = (
    "These two share an e-mail address, and both know it. What would arrive there twice word for "
    "word is sent there once, and stands here at both."
)
ONE_PHONE = (
    "Both know that they share the telephone number. Say only “Elm Appointments” and ask for Alex; "
    "tell nobody else what it is about."
)
MAY = (
    "A message may be left, for both allow it: no more than that name and the number to call back."
)
MAY_NOT = "Leave no message: both would have to allow it."


@pytest.fixture
def page(client):
    def seen_by(account, address):
        client.force_login(account)
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer

    return seen_by


@pytest.fixture
def failed(letter_of):
    return letter_of(failed_at=NOW, failed_why="No.")


def voicemail(couple, alex, robin):
    for side, allowed in (("a", alex), ("b", robin)):
        Partner.objects.filter(couple=couple, side=side).update(voicemail=allowed)


def test_the_page_of_letters_tells_both_rows_that_left_as_one(
    page, ada, post_office, planned, sweep, due
):
    sweep(due)

    said = words(page(ada, "/letters/?show=sent"))

    for name in ("Alex Moreno", "Robin Hale"):
        assert (
            f"{name} 3 hours before the meeting, Tue 2 March 2027, 10:00 (Denver) "
            f"Sent Tue 2 March 2027, 07:00 (Denver) {ONE_MAILBOX}"
        ) in said
    assert said.count(ONE_MAILBOX) == 2
    assert "No such letters" in words(page(ada, "/letters/?show=skipped"))


@pytest.mark.parametrize(
    ("side", "facts"),
    [("b", {"email": "own@mail.example"}), ("a", {"email": "own@mail.example"})],
)
def test_a_shared_telephone_alone_says_nothing_of_a_mailbox(
    page, ada, thea, alex_and_robin, planned, side, facts
):
    one = alex_and_robin.partners.get(side=side)
    couples.correct_partner(partner=one, by=thea, at=NOW, **facts)

    said = words(page(ada, "/letters/"))

    assert "Robin Hale" in said
    assert "share" not in said
    assert Couple.objects.get().shared_contact_why == "One home."


def test_two_addresses_and_two_numbers_are_nothing_to_speak_of(
    page, ada, thea, alex_and_robin, failed
):
    Partner.objects.filter(side="b").update(email="robin@mail.example", phone="303-555-0152")

    calls = words(page(ada, "/letters/?show=calls"))
    settle = words(page(ada, reverse("reminders:settle", args=[failed.pk])))

    assert "Alex Moreno" in calls
    assert "share" not in calls + settle
    assert "Telephone 303-555-0151 Leave no message." in settle


@pytest.mark.parametrize(
    ("alex", "robin", "message"),
    [(True, True, MAY), (True, False, MAY_NOT), (False, True, MAY_NOT), (False, False, MAY_NOT)],
)
def test_whoever_calls_a_shared_number_is_told_how(
    page, clinic, ada, thea, alex_and_robin, failed, alex, robin, message
):
    voicemail(alex_and_robin, alex, robin)
    desk = colleague(clinic, Role.FRONT_DESK)
    settle = reverse("reminders:settle", args=[failed.pk])
    record = reverse("desk:record", args=[failed.partner_id])

    for account in (ada, desk, thea):
        assert f"Telephone 303-555-0151 {ONE_PHONE} {message} Meeting" in words(
            page(account, settle)
        )
        assert f"No. Please call. {ONE_PHONE} {message}" in words(
            page(account, "/letters/?show=calls")
        )
    said = words(page(thea, record))
    assert f"Shared phone. {ONE_PHONE} {message}" in said
    assert "Voicemail" not in said


@pytest.mark.parametrize(
    ("allowed", "says"), [(True, "A message may be left."), (False, "Leave no message.")]
)
def test_a_number_of_ones_own_is_said_with_ones_own_wish(
    page, ada, thea, alex_and_robin, failed, allowed, says
):
    Partner.objects.filter(side="b").update(phone="303-555-0152")
    voicemail(alex_and_robin, allowed, not allowed)

    said = words(page(ada, reverse("reminders:settle", args=[failed.pk])))

    assert f"Telephone 303-555-0151 {says} Meeting" in said
    assert f"Voicemail {says[:-1]} " in words(
        page(thea, reverse("desk:record", args=[failed.partner_id]))
    )


def test_without_a_number_nobody_is_told_how_to_call(page, ada, failed):
    Partner.objects.update(phone="")

    assert "Telephone None on record Meeting" in words(
        page(ada, reverse("reminders:settle", args=[failed.pk]))
    )


def test_a_confidential_number_is_told_in_its_own_record_alone(page, ada, thea, failed):
    alex = failed.partner
    couples.note_contact(partner=alex, quiet_phone="720-555-0142", voicemail=True, by=thea, at=NOW)
    settle = reverse("reminders:settle", args=[failed.pk])
    places = [settle, "/letters/?show=every", reverse("desk:folder", args=[alex.couple_id])]
    robin = alex.couple.partners.get(side="b")

    seen = [page(ada, place) for place in places]
    seen.append(page(thea, reverse("desk:record", args=[robin.pk])))

    assert "Confidential phone 720-555-0142 A message may be left there." in words(
        page(thea, reverse("desk:record", args=[alex.pk]))
    )
    assert f"Telephone 303-555-0151 {ONE_PHONE} {MAY_NOT}" in words(seen[0])
    assert not any("0142" in each.text or "onfidential" in each.text for each in seen)


def test_a_confidential_address_changes_nothing_that_anybody_else_reads(
    page, ada, thea, alex_and_robin, post_office, planned, sweep, due
):
    """Two mails leave instead of one, and neither page, copy nor mailbox of the other shows it."""
    alex, robin = alex_and_robin.pair

    def world(**quiet):
        post_office.letters.clear()
        seen = {}
        with transaction.atomic():
            couples.note_contact(partner=alex, by=thea, at=NOW, **quiet)
            seen["planned"] = ONCE.sub("", page(ada, "/letters/").text)
            sweep(due)
            pages = [(ada, f"/letters/?show={show}") for show in SHOWN]
            pages += [(thea, "/letters/?show=every"), (thea, f"/folders/{robin.couple_id}/")]
            pages += [(thea, f"/records/{robin.pk}/"), (ada, "/trail/"), (ada, "/")]
            for who, address in pages:
                seen[who.name, address] = ONCE.sub("", page(who, address).text)
            seen["copy"] = own(robin, at=NOW)
            seen["sent"] = list(Letter.objects.filter(partner=robin).values("sent_at", "address"))
            seen["mailbox"] = [
                (one.address, one.message["Subject"], one.message.get_content())
                for one in post_office.letters
                if one.address == HOME
            ]
            transaction.set_rollback(True)
        return seen, post_office.addresses

    usual, one_mail = world()
    quietly, two_mails = world(quiet_email=QUIET)

    assert (one_mail, two_mails) == ([HOME], [HOME, QUIET])
    assert [where for where in usual if usual[where] != quietly[where]] == []
    assert len(usual["mailbox"]) == 1
    assert usual["copy"]["letters"] == [
        {"for_the_meeting_at": "2027-03-02T17:00+00:00", "sent_at": "2027-03-02T14:00+00:00"}
    ]


def test_each_of_two_mails_is_silent_about_the_other(
    thea, alex_and_robin, post_office, planned, sweep, due
):
    alex, robin = alex_and_robin.pair
    couples.note_contact(partner=robin, quiet_email=QUIET, by=thea, at=NOW)

    sweep(due)

    mails = {one.address: one for one in post_office.letters}
    assert sorted(mails) == [HOME, QUIET]
    assert b"quiet" not in mails[HOME].raw.lower()
    assert b"home" not in mails[QUIET].raw.lower()
    assert mails[HOME].message.get_content() == mails[QUIET].message.get_content()
    sent = Letter.objects.order_by("partner__side").values_list("partner", "address")
    assert list(sent) == [(alex.pk, HOME), (robin.pk, QUIET)]
