from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions_app.approvals import rules
from sessions_app.approvals.rules import FRACTIONS, Form, Status, floor_to_unit, planned_mg, status

FROM, UNTIL = date(2027, 2, 3), date(2027, 7, 31)
DAY = timedelta(days=1)

milligrams = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
many = settings(max_examples=500, deadline=None)


def standing(**changes):
    facts = {
        "ended": "",
        "valid_from": FROM,
        "valid_until": UNTIL,
        "sessions_used": 0,
        "sessions_approved": 2,
        "on": FROM,
    }
    return status(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"on": FROM - DAY}, Status.UPCOMING),
        ({"on": FROM - DAY, "sessions_used": 2}, Status.LAPSED),
        ({"on": FROM - DAY, "ended": "revoked"}, Status.REVOKED),
        ({"on": FROM}, Status.ACTIVE),
        ({"on": UNTIL}, Status.ACTIVE),
        ({"on": UNTIL + DAY}, Status.LAPSED),
        ({"sessions_used": 1}, Status.ACTIVE),
        ({"sessions_used": 2}, Status.LAPSED),
        ({"sessions_used": 3}, Status.LAPSED),
        ({"ended": "revoked"}, Status.REVOKED),
        ({"ended": "superseded"}, Status.SUPERSEDED),
        ({"ended": "revoked", "on": UNTIL + DAY}, Status.REVOKED),
        ({"ended": "superseded", "sessions_used": 2}, Status.SUPERSEDED),
    ],
)
def test_where_an_approval_stands_on_a_day(changes, expected):
    assert standing(**changes) == expected


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 9),
    st.integers(1, 9),
    st.sampled_from(["", "revoked", "superseded"]),
)
def test_an_approval_is_active_only_when_nothing_speaks_against_it(on, used, approved, ended):
    found = standing(on=on, sessions_used=used, sessions_approved=approved, ended=ended)

    fine = not ended and FROM <= on <= UNTIL and used < approved
    assert (found == Status.ACTIVE) is fine


@many
@given(milligrams, milligrams)
def test_rounding_down_gives_a_multiple_of_the_unit_less_than_one_unit_below(amount, unit):
    floored = floor_to_unit(amount=amount, unit=unit)

    assert floored % unit == 0
    assert floored <= amount < floored + unit


@many
@given(milligrams, milligrams, milligrams, st.sampled_from(list(FRACTIONS)), st.booleans())
def test_a_planned_part_is_never_more_than_was_approved(dose, unit, most, fraction, may_split):
    planned = planned_mg(
        dose_mg=dose, fraction=fraction, unit_mg=unit, may_split=may_split, session_max_mg=most
    )

    exact = Fraction(dose) * FRACTIONS[fraction]
    whole_units = int(exact / Fraction(unit)) * Fraction(unit)
    comes_out = 0 < whole_units <= Fraction(most) and (may_split or whole_units == exact)
    assert planned is None if not comes_out else Fraction(planned) == whole_units


@many
@given(milligrams, milligrams, st.booleans())
def test_a_smaller_fraction_is_never_a_greater_amount(dose, unit, may_split):
    facts = {"dose_mg": dose, "unit_mg": unit, "may_split": may_split, "session_max_mg": dose}

    amounts = [planned_mg(fraction=fraction, **facts) or 0 for fraction in FRACTIONS]

    assert list(FRACTIONS) == ["1/1", "1/2", "1/4"]
    assert all(amount <= dose for amount in amounts)
    if may_split:
        assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize(
    ("dose", "fraction", "unit", "may_split", "most", "planned"),
    [
        ("200.00", "1/1", "50.00", True, "200.00", "200.00"),
        ("200.00", "1/2", "50.00", True, "200.00", "100.00"),
        ("200.00", "1/4", "50.00", False, "200.00", "50.00"),
        ("150.00", "1/2", "50.00", True, "150.00", "50.00"),
        ("150.00", "1/2", "50.00", False, "150.00", None),
        ("150.00", "1/4", "50.00", True, "150.00", None),
        ("0.10", "1/4", "0.01", True, "0.10", "0.02"),
        ("200.00", "1/1", "50.00", True, "199.99", None),
        ("100.00", "1/1", "30.00", True, "100.00", "90.00"),
    ],
)
def test_what_a_fraction_comes_to(dose, fraction, unit, may_split, most, planned):
    found = planned_mg(
        dose_mg=Decimal(dose),
        fraction=fraction,
        unit_mg=Decimal(unit),
        may_split=may_split,
        session_max_mg=Decimal(most),
    )

    assert found == (None if planned is None else Decimal(planned))


@pytest.mark.parametrize("form", Form)
def test_every_form_has_a_route_and_words_and_esketamine_alone_carries_no_fractions(form):
    assert rules.ROUTES[form] in {"sublingual", "im", "iv", "nasal"}
    assert rules.FORM_LABELS[form]
    assert rules.carries_fractions(form) is (form != Form.ESKETAMINE_REMS)
