from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

from sessions_app.access import guesses
from sessions_app.access.rules import Guess


def taken(times, **whose):
    """How many of so many tries were let through."""
    through = 0
    for _ in range(times):
        try:
            guesses.take(Guess.FIRST_FACTOR, **whose)
        except guesses.TooManyTries:
            continue
        through += 1
    return through


def test_ten_tries_are_evaluated_and_no_more():
    assert taken(50, account="thea@elm.example") == 10


def test_fifty_tries_at_once_are_counted_like_fifty_in_a_row():
    with ThreadPoolExecutor(25) as pool:
        through = list(pool.map(lambda _: taken(1, account="thea@elm.example"), range(50)))

    assert sum(through) == 10


def test_another_address_buys_no_further_tries_for_one_account():
    tries = [
        taken(1, account="thea@elm.example", address=f"198.51.100.{number}") for number in range(50)
    ]

    assert sum(tries) == 10


def test_one_address_does_not_try_every_account():
    tries = [
        taken(1, account=f"person{number}@elm.example", address="198.51.100.7")
        for number in range(100)
    ]

    assert sum(tries) == 60


def test_a_right_answer_gives_its_place_back():
    for _ in range(50):
        guesses.take(Guess.FIRST_FACTOR, account="thea@elm.example", address="::1").was_right()

    assert taken(50, account="thea@elm.example") == 10


def test_one_kind_of_guess_does_not_use_up_another():
    taken(50, account="thea@elm.example")

    assert guesses.take(Guess.SECOND_FACTOR, account="thea@elm.example")
    assert guesses.take(Guess.FIRST_FACTOR, account="paul@elm.example")


def test_each_place_comes_free_fifteen_minutes_after_it_was_taken_and_names_nobody(monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "add", lambda key, value, lasts: not kept.update({key: lasts}))

    guesses.take(Guess.FIRST_FACTOR, account="thea@elm.example", address="198.51.100.7")

    assert list(kept.values()) == [900, 900]
    assert [key for key in kept if "thea" in key or "198.51" in key] == []


def test_when_nobody_counts_nothing_is_tried(no_redis):
    with pytest.raises(guesses.CannotCheckNow) as refusal:
        guesses.take(Guess.FIRST_FACTOR, account="thea@elm.example")

    assert str(refusal.value) == (
        "This cannot be checked at the moment. Please try again in a minute."
    )


def test_a_right_answer_stays_right_when_the_counter_falls_silent(no_redis_after):
    tried = guesses.take(Guess.FIRST_FACTOR, account="thea@elm.example")
    no_redis_after()

    assert tried.was_right() is None
