from crispy_forms.layout import Row
from django import forms

from ...people.forms import frame

NOW = "now"


class Compare(forms.Form):
    """Two states of one plan to lay side by side; the plan as it stands is one of them."""

    before = forms.ChoiceField(label="From")
    after = forms.ChoiceField(label="To")

    def __init__(self, *args, states, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = states
        self.helper = frame(Row("before", "after"), submit="Compare")
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
