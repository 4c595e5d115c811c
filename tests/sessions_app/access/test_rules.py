from datetime import timedelta

import pytest

from sessions_app.access.rules import BUDGETS, is_over, same_account, same_network
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
    }
