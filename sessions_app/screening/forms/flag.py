from django import forms

from ...people.forms import frame
from ..rules.flags import State

NOT_WHOLE = "This page did not arrive whole, so nothing was kept. Please open it once more."


class Close(forms.Form):
    """Why a flag may be closed; the state it was seen in goes along."""

    seen = forms.ChoiceField(
        choices=[(state.value, state.value) for state in State],
        widget=forms.HiddenInput,
        error_messages={"required": NOT_WHOLE, "invalid_choice": NOT_WHOLE},
    )
    why = forms.CharField(
        label="What did you find, and why is this enough?",
        max_length=1000,
        help_text="It stays in this partner’s record, with your name and the time.",
        error_messages={"required": "Please write why, in a sentence at least."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, submit, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame("seen", "why", submit=submit)
