from django import forms

from ..people.forms import frame


class OpenRecord(forms.Form):
    reason = forms.CharField(
        label="Why can this not wait for the care team?",
        help_text="The care team reads it. It is erased with the record of either of the two.",
        max_length=500,
        error_messages={"required": "Please write why this cannot wait."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    helper = frame("reason", submit="Open this record for an hour")
