from datetime import date

import pytest

from sessions_app.couples.rules import age, contacts, is_adult


@pytest.mark.parametrize(
    ("born_on", "on", "expected"),
    [
        (date(2009, 3, 1), date(2027, 3, 1), True),
        (date(2009, 3, 2), date(2027, 3, 1), False),
        (date(2009, 2, 28), date(2027, 3, 1), True),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(1950, 12, 31), date(2027, 1, 1), True),
        (date(2030, 1, 1), date(2027, 1, 1), False),
    ],
)
def test_a_partner_is_of_age_on_the_eighteenth_birthday(born_on, on, expected):
    assert is_adult(born_on=born_on, on=on) is expected


@pytest.mark.parametrize(
    ("born_on", "on", "years"),
    [
        (date(2008, 2, 29), date(2027, 2, 28), 18),
        (date(2008, 2, 29), date(2027, 3, 1), 19),
        (date(1917, 3, 1), date(2027, 3, 1), 110),
        (date(1916, 3, 1), date(2027, 2, 28), 110),
        (date(1916, 3, 1), date(2027, 3, 1), 111),
    ],
)
def test_an_age_is_in_whole_years(born_on, on, years):
    assert age(born_on=born_on, on=on) == years


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("303-555-0151", True),
        ("+290 22345", True),
        ("911", True),
        ("\u0663\u0660\u0663 \u0665\u0665\u0665", True),
        ("after five", False),
        ("ext. 12", False),
        ("none", False),
    ],
)
def test_a_number_that_can_be_called_has_digits(written, expected):
    assert contacts.can_be_called(written) is expected
