"""No form of the app speaks Django’s stock sentences, and none lets words in without a measure."""

import ast
import re
from pathlib import Path

import django
import pytest
from django import forms
from django.core import validators

from sessions_app.people import mistakes
from tests.doors.naming import every_form
from tests.house.code import sources

SOURCES = (
    "forms/fields.py",
    "forms/models.py",
    "core/validators.py",
    "db/models/fields/__init__.py",
)
MARKED = {"_", "ngettext_lazy"}
FIGURE = forms.DecimalField(max_digits=4, decimal_places=1)
UNKEPT = "There is a sign in it that cannot be kept. Please type it again."
UNREAD = "There is a sign in it that could not be read. Please type it again."
TURNED = "There is an unseen sign in it that turns words around. Please type it by hand."


def stock():
    """What Django would say beside a field, each as a pattern; read from its own sources."""
    root = Path(django.__file__).parent
    for source in SOURCES:
        for node in ast.walk(ast.parse((root / source).read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKED:
                for each in node.args[:2]:
                    if isinstance(each, ast.Constant) and " " in str(each.value):
                        yield re.compile(
                            re.sub(r"%\\?\(\w+\\?\)[sdr]", ".+", re.escape(each.value))
                        )


STOCK = list(stock())


def is_stock(sentence):
    return any(pattern.fullmatch(sentence) for pattern in STOCK)


def said_by(field):
    """Every sentence that may come to stand beside this field."""
    yield from field.error_messages.values()
    for check in field.validators:
        message = getattr(check, "message", None)
        yield from getattr(check, "messages", {}).values() if message is None else [message]


def fields():
    return {
        (form.__name__, name): field
        for form in every_form()
        for name, field in form.base_fields.items()
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "This field is required.",
        "Enter a valid email address.",
        "Ensure this value has at most 5 characters (it has 6).",
        "Select a valid choice. blue is not one of the available choices.",
        "Ensure that there are no more than 2 decimal places.",
    ],
)
def test_a_stock_sentence_is_known_as_one(sentence):
    assert is_stock(sentence)


def test_no_view_takes_an_empty_form_for_none_at_all():
    assert [path.name for path in sources() if "request.POST or" in path.read_text()] == []


def test_no_field_of_any_form_says_a_stock_sentence():
    said = {(at, str(words)) for at, field in fields().items() for words in said_by(field)}

    assert len(said) > 300
    assert [each for each in said if is_stock(each[1])] == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "Please fill this in."),
        (forms.CharField(max_length=3), "four", "Use at most 3 signs; these are 4."),
        (forms.CharField(), "a\x00b", UNKEPT),
        (forms.CharField(), "a\ufffdb", UNREAD),
        (forms.CharField(), "a\u202eb", TURNED),
        (forms.CharField(), "a\u2067b", TURNED),
        (forms.EmailField(), "a\u202e@b.example", TURNED),
        (forms.EmailField(), "nowhere", "Please write an e-mail address, like name@mail.example."),
        (forms.BooleanField(), "", "Please tick this, or go back."),
        (forms.ChoiceField(choices=[("a", "A")]), "", "Please choose one."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", mistakes.NOT_OFFERED),
        (forms.MultipleChoiceField(choices=[("a", "A")]), [], "Please choose at least one."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], mistakes.NOT_OFFERED),
        (forms.IntegerField(), "1.5", "Please write a whole number in digits, like 12."),
        (forms.IntegerField(min_value=1), "0", "Please write a number of 1 or more."),
        (forms.IntegerField(max_value=9), "10", "Please write a number of 9 or less."),
        (forms.DecimalField(), "Infinity", "Please write a number in digits, like 12.5."),
        (FIGURE, "1.25", "Digits after the point: 1 at most."),
        (FIGURE, "1000", "Digits before the point: 3 at most."),
        (FIGURE, "1e400", "Digits in all: 4 at most."),
        (forms.DateField(), "2027-02-31", mistakes.DAY),
        (forms.DateField(), "0001-01-01", "Please check the year."),
        (forms.DateField(), "2200-01-01", "Please check the year."),
        (forms.TimeField(), "25:00", "Please write a time of day, like 14:30."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_our_own_words(field, typed, said):
    with pytest.raises(forms.ValidationError) as refusal:
        field.clean(typed)

    assert said in refusal.value.messages


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (forms.CharField(), "\u200f\u05de\u05d9\u05db\u05dc\u200f and \U0001f468\u200d\U0001f467"),
        (forms.DateField(), "1900-01-01"),
        (forms.DateField(), "2199-12-31"),
    ],
)
def test_what_can_be_is_taken_as_it_is(field, typed):
    assert str(field.clean(typed)) == typed


def test_every_visible_text_has_a_measure_and_the_browser_cuts_nothing_off():
    texts = {
        at: field
        for at, field in fields().items()
        if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.HiddenInput)
    }

    unmeasured = {at for at, field in texts.items() if not field.max_length}
    cut = {at for at, field in texts.items() if "maxlength" in field.widget.attrs}

    assert len(texts) > 80
    assert (unmeasured, cut) == (set(), set())


def test_every_day_of_every_form_is_one_that_calendars_reckon_with():
    days = {at: field for at, field in fields().items() if isinstance(field, forms.DateField)}

    taken = set()
    for at, field in days.items():
        for year in ("0001-01-01", "9999-12-31"):
            try:
                field.clean(year)
            except forms.ValidationError as refusal:
                if refusal.messages == ["Please check the year."]:
                    continue
            taken.add((at, year))

    assert len(days) > 15
    assert taken == set()


def test_no_check_of_djangos_own_keeps_its_words():
    mute = {
        name
        for name, check in vars(validators).items()
        if isinstance(check, type) and is_stock(str(getattr(check, "message", "")))
    }

    # Of these the app has none; whoever uses one gives it words.
    assert mute == {
        "BaseValidator",
        "DomainNameValidator",
        "FileExtensionValidator",
        "URLValidator",
    }
