from datetime import timedelta

import pytest

from sessions_app.access.rules import (
    BUDGETS,
    device_of,
    easy_to_guess,
    is_over,
    same_account,
    same_network,
)
from tests.factories.planning import NOW

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("lasted", "idle", "over"),
    [
        (timedelta(), timedelta(), False),
        (14 * MINUTE, 14 * MINUTE, False),
        (15 * MINUTE - timedelta(seconds=1), 15 * MINUTE - timedelta(seconds=1), False),
        (15 * MINUTE, 15 * MINUTE, True),
        (11 * HOUR, MINUTE, False),
        (12 * HOUR - timedelta(seconds=1), MINUTE, False),
        (12 * HOUR, timedelta(), True),
        (30 * HOUR, MINUTE, True),
    ],
)
def test_a_sign_in_ends_after_15_idle_minutes_and_after_12_hours_in_any_case(lasted, idle, over):
    assert is_over(began_at=NOW - lasted, seen_at=NOW - idle, now=NOW) is over


@pytest.mark.parametrize("typed", ["thea@elm.example", " Thea@ELM.example ", "THEA@ELM.EXAMPLE"])
def test_an_address_is_one_account_however_it_is_typed(typed):
    assert same_account(typed) == "thea@elm.example"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        (" 203.0.113.9 ", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("", "unknown"),
        ("evil\r\nheader", "unknown"),
    ],
)
def test_an_address_is_one_guesser_however_many_numbers_it_holds(address, network):
    assert same_network(address) == network


def test_ten_guesses_an_account_at_the_most():
    assert {guess.value: budget.of_account for guess, budget in BUDGETS.items()} == {
        "first factor": 10,
        "second factor": 10,
        "reset": 3,
        # No guess: how often calendar programs may read one secret address.
        "calendar address": 30,
    }


@pytest.mark.parametrize(
    ("password", "easy"),
    [
        ("aaaaaaaaaaaaaaaa", True),
        ("abababababab", True),
        ("123456789012", True),
        ("098765432109", True),
        ("abcdefghijkl", True),
        ("112211221122", True),
        ("password1234", True),
        ("P@ssw0rd P@ssw0rd", True),
        ("Kapcouples 2027", True),
        ("ketamine-clinic", True),
        ("four quiet rooms", False),
        ("a long walk home", False),
        ("the clinic under seven oaks", False),
        ("829174650381", False),
        ("7284-9926-47-q", False),
        ("dobré ráno všem", False),
    ],
)
def test_which_passwords_are_tried_first(password, easy):
    assert easy_to_guess(password) is easy


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari/537", "Chrome on Android"),
        ("", "A browser on an unknown device"),
        ("<script>alert(1)</script>", "A browser on an unknown device"),
    ],
)
def test_a_device_is_called_as_people_would(user_agent, device):
    assert device_of(user_agent) == device
