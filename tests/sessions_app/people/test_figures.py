"""Figures are taken as they were typed or not at all."""

from decimal import Decimal

import pytest
from django import forms

from sessions_app.people.forms import Amount
from sessions_app.people.rules import plain_figures

NOT_PLAIN = "Please write it in figures alone, with a point and no comma."


@pytest.fixture
def amount():
    return Amount(label="Amount", max_digits=7, decimal_places=2)


@pytest.mark.parametrize(
    "typed",
    ["62,5", "1,000", "1e2", "1E2", "1_00", "+5", "-5", ".5", "5.", "6 2", "\u0665\u0660",
     "\uff15\uff10", "NaN", "Infinity", "0x10", "½", "5 mg"],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_asked_about(amount, typed):
    with pytest.raises(forms.ValidationError) as refusal:
        amount.clean(typed)

    assert refusal.value.messages == [NOT_PLAIN]


@pytest.mark.parametrize("typed", ["62.5", "62.50", "0.25", "7", " 7 ", "00007"])
def test_what_is_plain_is_taken(amount, typed):
    assert amount.clean(typed) == Decimal(typed.strip())


def test_nothing_typed_is_missing_and_not_zero(amount):
    with pytest.raises(forms.ValidationError) as refusal:
        amount.clean(" ")

    assert refusal.value.messages == ["Please fill this in."]


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("200.00", "200"), ("62.50", "62.5"), ("0.01", "0.01"), ("1000.00", "1000"), ("0.00", "0")],
)
def test_no_zero_stands_after_the_last_figure_that_counts(kept, shown):
    assert plain_figures(Decimal(kept)) == shown
    assert Amount().prepare_value(Decimal(kept)) == shown
