"""From a letter handed to the mail sink to the page that shows it."""

import smtplib
import socket
import sys
import time
from email.message import EmailMessage
from http import HTTPStatus

import pytest
from django.urls import reverse

from kapcouples.tryout.children import Child
from tests.sessions_app.pages import words


@pytest.fixture
def folder(tmp_path, settings):
    settings.MAIL_FOLDER = tmp_path / "mail"
    return settings.MAIL_FOLDER


@pytest.fixture
def sink(folder, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["-m", "kapcouples.tryout.mailsink", str(port), folder]
    child = Child("mail sink", [sys.executable, *words], log=tmp_path / "log")
    child.start()
    yield port
    child.stop()


def letter(subject, body="You have something coming up."):
    message = EmailMessage()
    message["From"] = "Elm Appointments <letters@elm.example>"
    message["To"] = "alex@mail.example"
    message["Subject"] = subject
    message.set_content(body)
    return message


def keep(folder, moment, message):
    folder.mkdir(exist_ok=True)
    folder.joinpath(f"{moment}-0.eml").write_bytes(bytes(message))


def hand_over(port, *messages):
    with _opened(port) as line:
        for message in messages:
            line.send_message(message)


def _opened(port):
    for _ in range(200):
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=10)
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError("The mail sink did not open.")


def read(signed_in, page=""):
    return signed_in.get(reverse("tryout:mails") + page)


def test_letters_that_left_stand_on_the_page_newest_first(signed_in, sink):
    hand_over(sink, letter("First letter"), letter("Second letter"))

    text = words(read(signed_in))

    assert text.index("Second letter") < text.index("First letter")
    for said in ("alex@mail.example", "letters@elm.example", "You have something coming up."):
        assert text.count(said) == 2


def test_before_the_first_letter_the_page_says_what_it_is_for(signed_in, folder):
    text = words(read(signed_in))

    assert "No letter has left yet" in text
    assert "load this page again in two minutes" in text


def test_a_letter_stays_text(signed_in, folder):
    hostile = '<script>alert(1)</script> & "quoted" {{ nav }}'
    keep(folder, 1, letter(hostile, body=hostile))

    response = read(signed_in)

    assert words(response).count(hostile) == 2
    assert "<script>alert" not in response.text


def test_a_letter_says_when_it_left_in_the_clinics_time(signed_in, folder):
    keep(folder, 1_804_000_000_000_000_000, letter("Something is coming up"))

    assert "Tue 2 March 2027, 08:06 (Denver)" in words(read(signed_in))


def test_twenty_letters_make_a_page(signed_in, folder):
    for number in range(1, 22):
        keep(folder, number, letter(f"Letter {number}."))

    newest, oldest = words(read(signed_in)), words(read(signed_in, "?page=2"))

    assert newest.count("Letter ") == 20
    assert "Letter 1." not in newest
    assert oldest.count("Letter ") == 1
    assert "Letter 1." in oldest


def test_a_mail_without_plain_text_is_shown_by_its_subject(signed_in, folder):
    message = EmailMessage()
    message["Subject"] = "Only a picture"
    message.set_content("<p>seen</p>", subtype="html")
    keep(folder, 1, message)

    text = words(read(signed_in))

    assert "Only a picture" in text
    assert "seen" not in text


def test_the_page_is_for_people_who_are_signed_in(client, folder, db):
    keep(folder, 1, letter("Something is coming up"))

    response = read(client)

    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith(reverse("access:sign_in"))


def test_the_page_only_reads(signed_in, folder):
    response = signed_in.post(reverse("tryout:mails"))

    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
