from datetime import date

import pytest

from sessions_app.couples.rules import is_adult


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
