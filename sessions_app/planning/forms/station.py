"""What every form of a station carries, and what becomes of two people's words on one field."""

from django import forms

from ...people.forms.said import put, shown

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


def settled(form, sent):
    """What was sent, with what is saved put in where the reader chose to keep it."""
    sent = sent.copy()
    for name, field in form.fields.items():
        if sent.get(f"keep_{name}") == THEIRS:
            put(sent, name, field, form.get_initial_for_field(field, name))
    return sent


def undecided(sent):
    """The fields for which both texts were shown and nothing was chosen."""
    return [name for name in sent.getlist(CHOOSING) if not sent.get(f"keep_{name}")]


def as_typed(form, kept):
    """The initial values of a form that brings back what was typed, whatever it was."""
    return {
        name: field.widget.value_from_datadict(kept, {}, name)
        for name, field in form.fields.items()
    }
