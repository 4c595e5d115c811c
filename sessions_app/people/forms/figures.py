"""Figures as they are typed.

A browser's own field for numbers drops the comma of “62,5” and keeps 625, changes a figure when
the page is scrolled over it, and steps it up and down. A figure that is signed is only ever typed.
"""

import re
from decimal import Decimal

from django import forms

from ..rules import plain_figures

# As they are written in a record: no sign, no exponent, no bare point.
PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
NOT_PLAIN = "Please write it in figures alone, with a point and no comma."


class Figures(forms.TextInput):
    """A line for figures: their own keys on a phone, and nothing the browser remembers."""

    def __init__(self, *, mode="numeric", **attrs):
        super().__init__(attrs={"inputmode": mode, "autocomplete": "off", "class": "w-xs"} | attrs)


class Amount(forms.DecimalField):
    """An amount with parts of one, kept as it was typed and shown without idle zeros."""

    default_error_messages = {"invalid": NOT_PLAIN}

    def __init__(self, **kwargs):
        super().__init__(widget=Figures(mode="decimal", **{"class": "w-s"}), **kwargs)

    def to_python(self, value):
        typed = str(value or "").strip()
        if typed and not PLAIN.fullmatch(typed):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(typed)

    def prepare_value(self, value):
        return plain_figures(value) if isinstance(value, Decimal) else value
