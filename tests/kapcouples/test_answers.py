"""What every answer tells the browser."""

import contextlib
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.house.routes import address, routes

LOCKED_DOWN = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def policy(response):
    return dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )


@pytest.mark.parametrize("path", ["/", "/try-out/mails/", "/no/such/page/"])
def test_every_answer_is_locked_down_and_never_kept(signed_in, path):
    response = signed_in.get(path)

    assert {name: response[name] for name in LOCKED_DOWN} == LOCKED_DOWN
    assert policy(response) == POLICY


NAMES = {name: address(path) for name, path, _ in routes()}


@pytest.mark.parametrize("who", ["signed_in", "nobody"])
def test_every_address_answers_locked_down_and_is_never_kept(request, db, who):
    client = Client() if who == "nobody" else request.getfixturevalue("signed_in")

    answers = {
        (name, method): getattr(client, method)(target)
        for name, target in NAMES.items()
        for method in ("get", "post")
        # Signing out would end the walk; a paper is drawn by the browser's own reader.
        if name not in ("access:sign_out", "documents:pdf", "wording:paper")
    }

    loose = {
        where: {name: answer.get(name) for name in LOCKED_DOWN}
        for where, answer in answers.items()
        if {name: answer.get(name) for name in LOCKED_DOWN} != LOCKED_DOWN
    }
    assert loose == {}
    assert {where for where, answer in answers.items() if policy(answer) != POLICY} == set()


def test_the_sign_in_page_is_not_kept_either(client, db):
    assert client.get(reverse("access:sign_in"))["Cache-Control"] == "no-store"


def test_a_style_may_be_kept_for_it_is_nobodys_record(client, db):
    with contextlib.closing(client.get("/static/css/tokens.css")) as response:
        assert b"".join(response)

    assert response.status_code == HTTPStatus.OK
    assert "no-store" not in response.get("Cache-Control", "")


def test_over_https_a_clinic_tells_the_browser_to_stay_there(client, db, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    response = client.get(reverse("access:sign_in"), secure=True)

    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_clinic_sends_plain_http_to_https_but_answers_its_own_health_check(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/sign-in/")["Location"] == "https://testserver/sign-in/"
    assert client.get("/health/").status_code == HTTPStatus.OK
