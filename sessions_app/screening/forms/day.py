from django import forms

from ...people.forms import frame
from ..rules import day


class AskAlone(forms.Form):
    """The one question before a session, and what came with the answer."""

    asked_on = forms.DateField(
        label="Asked alone on",
        help_text="On the day of the session, or on the day before it.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    alone = forms.BooleanField(
        label="Nobody else was in the room or on the call",
        error_messages={"required": "Ask again alone, in private. Then record it."},
    )
    wish = forms.ChoiceField(
        label="Do you want this session?",
        choices=[(wish.value, words) for wish, words in day.WISHES.items()],
        error_messages={"required": "Please choose one; to say nothing is an answer too."},
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    worry = forms.BooleanField(
        label="Something at home has to be looked at first",
        required=False,
    )
    note = forms.CharField(
        label="Private note",
        required=False,
        max_length=2000,
        help_text="Only this partner’s care team reads it. It is printed nowhere.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    helper = frame("asked_on", "alone", "wish", "worry", "note", submit="Keep in this record")
