"""What every form of a station carries, and what becomes of two people's words on one field."""

from django import forms

NOTHING = "Nothing"
THEIRS, MINE = "theirs", "mine"
# Travels with a form and belongs to no field of it.
CHOOSING = "choosing"


def seen():
    """The number the plan had when the page was shown; a later one means that it was changed."""
    return forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class StationForm(forms.Form):
    changes = seen()

    @property
    def seen(self):
        return self.cleaned_data.get("changes")


def differing(form):
    """Each field in which what was typed differs from what is saved, with both in words."""
    return [
        {
            "name": name,
            "label": form.fields[name].label,
            "theirs": shown(form.fields[name], form.get_initial_for_field(form.fields[name], name)),
            "mine": shown(form.fields[name], form[name].data),
            "kept": form.data.get(f"keep_{name}", ""),
        }
        for name in form.changed_data
        if name != "changes"
    ]


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


def settled(form, sent):
    """What was sent, with what is saved put in where the reader chose to keep it."""
    sent = sent.copy()
    for name, field in form.fields.items():
        if sent.get(f"keep_{name}") == THEIRS:
            _put(sent, name, field, form.get_initial_for_field(field, name))
    return sent


def _put(sent, name, field, value):
    if isinstance(field, forms.BooleanField):
        sent.pop(name, None)
        if value:
            sent[name] = "on"
    elif isinstance(field, forms.MultipleChoiceField):
        sent.setlist(name, [str(each) for each in value or []])
    else:
        value = field.prepare_value(value)
        sent[name] = "" if value is None else str(field.widget.format_value(value) or "")


def undecided(sent):
    """The fields for which both texts were shown and nothing was chosen."""
    return [name for name in sent.getlist(CHOOSING) if not sent.get(f"keep_{name}")]


def as_typed(form, kept):
    """The initial values of a form that brings back what was typed, whatever it was."""
    return {
        name: field.widget.value_from_datadict(kept, {}, name)
        for name, field in form.fields.items()
    }
