"""What every form of the app says beside a field, and what no field of it takes.

Django asks the class of a field for its words and checks, and the class of a check for its words.
They are set here once, before any form is made (`apps.py`), so a field that says nothing of its
own speaks like all others. What is known better beside one field is still said there.
"""

import unicodedata

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError

NOT_OFFERED = "This cannot be chosen here. Please choose from the list."
DAY = "Please write a day that is in the calendar, like 2027-03-31."
TIME = "Please write a time of day, like 14:30."
WORDS = {
    forms.Field: {"required": "Please fill this in."},
    forms.BooleanField: {"required": "Please tick this, or go back."},
    forms.ChoiceField: {"required": "Please choose one.", "invalid_choice": NOT_OFFERED},
    forms.ModelChoiceField: {"required": "Please choose one.", "invalid_choice": NOT_OFFERED},
    forms.MultipleChoiceField: {
        "required": "Please choose at least one.",
        "invalid_choice": NOT_OFFERED,
        "invalid_list": NOT_OFFERED,
    },
    forms.ModelMultipleChoiceField: {
        "required": "Please choose at least one.",
        "invalid_choice": NOT_OFFERED,
        "invalid_list": NOT_OFFERED,
        "invalid_pk_value": NOT_OFFERED,
    },
    forms.IntegerField: {"invalid": "Please write a whole number in digits, like 12."},
    forms.DecimalField: {"invalid": "Please write a number in digits, like 12.5."},
    forms.FloatField: {"invalid": "Please write a number in digits, like 12.5."},
    forms.DateField: {"invalid": DAY},
    forms.TimeField: {"invalid": TIME},
    forms.DateTimeField: {"invalid": f"{DAY[:-1]} 14:30."},
    forms.SplitDateTimeField: {"invalid_date": DAY, "invalid_time": TIME},
    forms.MultiValueField: {
        "invalid": "Please fill in each part.",
        "incomplete": "Please fill in each part.",
    },
}
CHECKS = {
    validators.MaxLengthValidator: "Use at most %(limit_value)d signs; these are %(show_value)d.",
    validators.MinLengthValidator: "Use at least %(limit_value)d signs; these are %(show_value)d.",
    validators.MaxValueValidator: "Please write a number of %(limit_value)s or less.",
    validators.MinValueValidator: "Please write a number of %(limit_value)s or more.",
    validators.StepValueValidator: "Please write a multiple of %(limit_value)s.",
    validators.EmailValidator: "Please write an e-mail address, like name@mail.example.",
    validators.RegexValidator: "This is not written as it is asked for. Please type it again.",
    validators.ProhibitNullCharactersValidator: (
        "There is a sign in it that cannot be kept. Please type it again."
    ),
}
FIGURES = {
    "invalid": "Please write a number in digits, like 12.5.",
    "max_digits": "Digits in all: %(max)s at most.",
    "max_decimal_places": "Digits after the point: %(max)s at most.",
    "max_whole_digits": "Digits before the point: %(max)s at most.",
}
# What is left of bytes that were no text: nobody can tell any more what was meant.
BROKEN = "\N{REPLACEMENT CHARACTER}"
# They show words in another order than they are kept in. Marks that only say which way a letter
# is read, as names in Hebrew or Arabic carry them, are none of these.
TURNING = {*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069"}
# Signs that are kept and never seen: marks of form, and letters that are blank.
BLANK = {*"\u115f\u1160\u2800\u3164\uffa0"}
YEARS = range(1900, 2200)


def check_readable(text):
    """Refuse words that would be read otherwise than they were written."""
    if BROKEN in text:
        raise ValidationError("There is a sign in it that could not be read. Please type it again.")
    if TURNING & set(text):
        raise ValidationError(
            "There is an unseen sign in it that turns words around. Please type it by hand."
        )
    if text.strip() and not any(map(_is_seen, text)):
        raise ValidationError("Nothing in it can be seen. Please type it again.")


def _is_seen(sign):
    return sign not in BLANK and unicodedata.category(sign)[0] not in "CZ"


def check_year(day):
    """Refuse a slip of the finger, and days that no calendar can reckon with."""
    if day.year not in YEARS:
        raise ValidationError("Please check the year.")


def in_our_words():
    """Give Django's fields and checks the words and checks above."""
    for field, words in WORDS.items():
        field.default_error_messages = field.__dict__.get("default_error_messages", {}) | words
    for check, words in CHECKS.items():
        check.message = words
    validators.DecimalValidator.messages = FIGURES
    forms.CharField.default_validators = [check_readable]
    forms.EmailField.default_validators = [check_readable, validators.validate_email]
    forms.DateField.default_validators = [check_year]
    # With a length of its own the browser cuts off what is too long, and says nothing.
    forms.CharField.widget_attrs = forms.Field.widget_attrs
