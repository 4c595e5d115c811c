from django import forms

from ..people.forms import frame
from ..planning.forms.station import seen


class Cancel(forms.Form):
    changes = seen()
    why = forms.CharField(
        label="Why is the meeting cancelled?",
        help_text="For clinicians only.",
        max_length=300,
        error_messages={"required": "Please write a word or two on why."},
    )

    helper = frame("changes", "why", submit="Cancel the meeting", danger=True)

    def __init__(self, sent=None, *, meeting):
        super().__init__(sent, initial={"changes": meeting.changes})


class Hold(forms.Form):
    note = forms.CharField(
        label="What they want to remember together",
        help_text="A joint note, for both. Nothing that only one of them told you.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    helper = frame("note", submit="The meeting took place")
