from django import forms

from ..people.forms import frame
from . import rules


class Erase(forms.Form):
    """The name typed by hand, so that nobody erases by a slip of the hand."""

    typed = forms.CharField(
        label="Type the full name to erase this record",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-m"}),
        error_messages={"required": "Please type the name."},
    )

    helper = frame("typed", submit="Erase this record for good", danger=True)

    def __init__(self, *args, name, **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name

    def clean_typed(self):
        typed = self.cleaned_data["typed"]
        if not rules.same_name(typed, self.name):
            raise forms.ValidationError("This is not the full name in the record.")
        return typed
