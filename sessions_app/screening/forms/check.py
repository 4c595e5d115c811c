from django import forms

from ...people.forms import chapter, frame, in_order
from ..rules import check


class CheckAlone(forms.Form):
    """What is asked of a partner who doses before anything is taken, line by line."""

    checked_on = forms.DateField(
        label="Asked alone on",
        help_text="On the day of the session, half an hour before the dose.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    alone = forms.BooleanField(
        label="Nobody else was in the room or on the call",
        error_messages={"required": "Ask again alone, in private. Then record it."},
    )
    taken_by = forms.CharField(
        label="Who takes them home",
        required=False,
        max_length=200,
        help_text="Name and phone.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label="Private note",
        required=False,
        max_length=2000,
        help_text=(
            "What it was, and what the prescriber said on the phone. Only this partner’s care team "
            "reads it; it is printed nowhere."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for line, words in check.LINES.items():
            self.fields[line] = forms.ChoiceField(
                label=words,
                choices=[(found.value, said) for found, said in check.FOUND.items()],
                error_messages={"required": "Please choose one; “Not known” is an answer too."},
                widget=forms.RadioSelect(attrs={"class": "choice"}),
            )
        self.helper = frame(
            chapter("The conversation", "checked_on", "alone"),
            chapter("What was found", *check.LINES, "taken_by"),
            chapter("In their words or yours", "note"),
            submit="Keep in this record",
        )
        in_order(self)

    def clean(self):
        cleaned = super().clean()
        if "taken_by" in cleaned and check.needs_a_name(
            home=cleaned.get("home"), taken_by=cleaned["taken_by"]
        ):
            self.add_error(
                "taken_by", "Please write down who takes them home, and their phone number."
            )
        return cleaned
