from django import forms

from ...people.forms import frame
from .asking import WRITE


class Withdraw(forms.Form):
    why = forms.CharField(
        label="Why is the plan withdrawn?",
        help_text="Kept with the plan, for clinicians only.",
        max_length=600,
        error_messages=WRITE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    helper = frame("why", submit="Withdraw the plan", danger=True)
