"""What a field cannot take, by the kind of the field and the name of the mistake."""

from decimal import Decimal

from django import forms

HUGE = str(10**30)
# What only fields of such a name cannot take.
OF_A_KIND = {
    "zone": {"a place that has no clock": "Mars/Olympus"},
    "phone": {"words in the place of a number": "after five"},
    "born_on": {"a birthday of nobody alive": "1901-05-05"},
}
MEGABYTE = "Q" * 2**20
SIGNS = {
    "a NUL in it": "a\x00b",
    "half a sign in it": "a\ud800b",
    "bytes that are no text in it": b"a\xff\xfeb",
    "a sign in it that turns words around": "a\u202eb",
    "nothing in it that can be seen": "\u200b\u2060\u00ad\u3164",
}
NO_NUMBER = {
    "letters": "twelve",
    "a list in one place": "[1, 2]",
    "no number": "NaN",
    "without end": "Infinity",
    "beyond every number": "1e400",
    "far too great": HUGE,
    "below nought": "-1",
}
NO_DAY = {
    "a day that is in no calendar": "2027-02-31",
    "letters": "next Tuesday",
    "a list in one place": "['2027-02-01']",
    "the year 1": "0001-01-01",
    "the year 9999": "9999-12-31",
    "the year 10000": "10000-01-01",
    "far too great": HUGE,
}
NO_TIME = {
    "letters": "at noon",
    "a list in one place": "['09:00']",
    "an hour that no clock shows": "25:00",
    "far too great": HUGE,
    "below nought": "-1",
}
NOT_OFFERED = {
    "not offered": "nobody-offers-this",
    "a list in one place": "['yes', 'no']",
    "far too great": HUGE,
    "below nought": "-1",
    "an id that nobody has": "999999999",
    "letters": "twelve",
    "no number": "NaN",
}


def is_typed(field):
    """Whether it shows again whatever was typed; a choice shows only what is offered."""
    return not hasattr(field, "choices") and not isinstance(
        field, forms.BooleanField | forms.ModelChoiceField
    )


def mistakes(name, field, *, ahead=(), nought=()):
    """What this field cannot take: what is sent under its name, by the name of the mistake.

    `ahead` are days that may come after today, `nought` numbers that may be 0.
    """
    if isinstance(field.widget, forms.HiddenInput):
        return {}
    found = dict(_missing(field))
    if isinstance(field, forms.BooleanField):
        return found
    found |= {what: [words] for what, words in _wrong(field).items()}
    for kind, named in OF_A_KIND.items():
        found |= {what: [words] for what, words in named.items() if name.endswith(kind)}
    if isinstance(field, forms.IntegerField) and name not in nought:
        found["nought"] = ["0"]
    if isinstance(field, forms.DateField) and name not in ahead:
        found["a day that has not come"] = ["2027-03-02"]
    return found


def _missing(field):
    if field.required:
        yield "not sent", []
    if field.required and not isinstance(field, forms.BooleanField):
        yield "left empty", [""]
    # A password may be of spaces alone; that it is not the right one is said by the deed.
    words = isinstance(field, forms.CharField)
    if is_typed(field) and (field.required and field.strip if words else True):
        yield "only spaces", [" \t \u00a0"]


def _wrong(field):
    """Whatever is neither missing nor a matter of this one field."""
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return SIGNS | NOT_OFFERED
    if isinstance(field, forms.DateField):
        return SIGNS | NO_DAY
    if isinstance(field, forms.DecimalField):
        return SIGNS | NO_NUMBER | _beyond(field) | _figures(field)
    if isinstance(field, forms.TimeField):
        return SIGNS | NO_TIME
    if isinstance(field, forms.IntegerField):
        return SIGNS | NO_NUMBER | _beyond(field) | {"a part of a whole": "12.5"}
    found = SIGNS | {"one sign too long": "Q" * (field.max_length + 1)}
    if isinstance(field, forms.EmailField):
        found = {what: _in_an_address(words) for what, words in found.items()}
        found |= {"letters": "nowhere", "a list in one place": "['a@b.example']"}
    return found


def _beyond(field):
    most = field.max_value
    return {} if most is None else {"one too many": str(most + 1)}


def _figures(field):
    least = Decimal(1).scaleb(-field.decimal_places)
    return {
        "too many places": str(1 + least / 10),
        "too many digits": "1" * (field.max_digits - field.decimal_places + 1),
    }


def _in_an_address(words):
    return words + (b"@mail.example" if isinstance(words, bytes) else "@mail.example")


def huge(field):
    """A megabyte of what fits the field; None where nothing is written into it."""
    if isinstance(field, forms.BooleanField) or isinstance(field.widget, forms.HiddenInput):
        return None
    return "9" * 2**20 if isinstance(field, forms.IntegerField) else MEGABYTE
