"""A request that is not read says why, keeps nothing and logs nothing of it."""

import pytest
from django.urls import reverse

from sessions_app.couples.models import Couple
from tests.mistakes.sending import kept
from tests.sessions_app.pages import words

pytestmark = pytest.mark.django_db

TOO_LARGE = (
    "That is more than this page takes Nothing was kept of it. What you typed is still there when "
    "you go back in your browser: make the longest text shorter, then send it again. Go to today"
)


@pytest.fixture
def asking(signed_in):
    signed_in.raise_request_exception = False
    return signed_in


@pytest.mark.parametrize(
    "sent",
    [{"a_name": "Q" * 3_000_000}, {f"more-{each}": "" for each in range(1_100)}],
    ids=["three million letters", "more than a thousand fields"],
)
def test_what_is_too_large_is_refused_in_words_and_nothing_is_kept(asking, sent, caplog):
    before = kept()

    answer = asking.post(reverse("couples:open"), sent)

    assert answer.status_code == 413
    assert TOO_LARGE in words(answer)
    assert (kept(), Couple.objects.count()) == (before, 0)
    assert "QQQ" not in caplog.text


def test_what_is_just_small_enough_is_read_and_shown_again(asking):
    answer = asking.post(reverse("couples:open"), {"a_name": "Q" * 2_600_000})

    assert answer.status_code == 422
    assert "Q" * 2_600_000 in answer.text


def test_an_address_that_is_none_is_refused_in_words(asking):
    answer = asking.get("/", headers={"Host": "somebody.else.example"})

    assert answer.status_code == 400
    assert "That request could not be read" in words(answer)
