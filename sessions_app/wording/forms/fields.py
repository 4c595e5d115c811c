"""The two kinds of fields a wording is typed into."""

from django import forms
from django.core.exceptions import ValidationError

from protocols.rules.plain import what_is_odd

EMPTY = {"required": "Write a few words here."}
NUMBER = {"required": "Type a number of minutes.", "invalid": "Type a whole number of minutes."}


def check_plain(text):
    if odd := what_is_odd(text):
        raise ValidationError(odd)


class Plain(forms.CharField):
    """Plain words of a limited length."""

    default_validators = [check_plain]

    def __init__(self, *, rows=2, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(widget=widget, error_messages=EMPTY, **kwargs)


class Minutes(forms.IntegerField):
    def __init__(self, *, low, high, **kwargs):
        between = f"Type a number from {low} to {high}."
        super().__init__(
            min_value=low,
            max_value=high,
            error_messages=NUMBER | {"min_value": between, "max_value": between},
            widget=forms.NumberInput(attrs={"class": "w-xs"}),
            **kwargs,
        )
