from django import forms

from ..people.forms import frame


class Cancel(forms.Form):
    why = forms.CharField(
        label="Why is the meeting cancelled?",
        help_text="For clinicians only.",
        max_length=300,
        error_messages={"required": "Please write a word or two on why."},
    )

    helper = frame("why", submit="Cancel the meeting", danger=True)


class Hold(forms.Form):
    note = forms.CharField(
        label="What they want to remember together",
        help_text="A joint note, for both. Nothing that only one of them told you.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    helper = frame("note", submit="The meeting took place")
