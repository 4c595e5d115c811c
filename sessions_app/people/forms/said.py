"""A value of a form as words for somebody who never saw the form, and as a browser sends it."""

from django import forms

NOTHING = "Nothing"


def shown(field, value):
    """A value as somebody reads it who never saw the form."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value in (True, "on", "True", "true") else "No"
    if value in (None, "", []):
        return NOTHING
    if not hasattr(field, "choices"):
        return str(value)
    words = {str(key): str(label) for key, label in field.choices}
    return ", ".join(words.get(str(each), str(each)) for each in _several(value))


def _several(value):
    return value if isinstance(value, list | tuple | set) else [value]


def put(sent, name, field, value):
    """Write a value into what was sent, as if it had been typed."""
    if isinstance(field, forms.BooleanField):
        sent.pop(name, None)
        if value:
            sent[name] = "on"
    elif isinstance(field, forms.MultipleChoiceField):
        sent.setlist(name, [str(each) for each in value or []])
    else:
        value = field.prepare_value(value)
        sent[name] = "" if value is None else str(field.widget.format_value(value) or "")
