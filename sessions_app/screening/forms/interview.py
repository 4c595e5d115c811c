from django import forms

from ...people.forms import chapter, frame, in_order
from .. import rules
from ..rules import safety


class Record(forms.Form):
    """What one partner told alone. The words of the note stay in this partner's record."""

    alone_on = forms.DateField(
        label="Asked alone on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    alone = forms.BooleanField(
        label="Nobody else was in the room or on the call",
        error_messages={"required": "Ask again alone, in private. Then record it."},
    )
    limits_told = forms.BooleanField(
        label="The limits of confidentiality were told first",
        error_messages={"required": "Tell them first; only then do the answers count."},
    )
    first_ketamine = forms.TypedChoiceField(
        label="Would this be the first ketamine session?",
        choices=(("yes", "Yes"), ("no", "No")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    experience = forms.ChoiceField(
        label="Experience with ketamine or psychedelics",
        choices=[(each.value, words) for each, words in rules.EXPERIENCES.items()],
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    note = forms.CharField(
        label="Private note",
        required=False,
        max_length=4000,
        help_text="Only this partner’s care team reads it. It is printed nowhere.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, question in safety.QUESTIONS.items():
            self.fields[key] = forms.ChoiceField(
                label=question.words,
                choices=list(safety.ANSWERS.items()),
                error_messages={"required": "Please choose one; “Not asked” is an answer too."},
                widget=forms.RadioSelect(attrs={"class": "choice"}),
            )
        self.helper = frame(
            chapter("The conversation", "alone_on", "alone", "limits_told"),
            chapter("What they know of the medicine", "first_ketamine", "experience"),
            chapter("Safety", *safety.QUESTIONS),
            chapter("In their words or yours", "note"),
            submit="Keep in this record",
        )
        in_order(self)

    def told(self):
        """The cleaned answers by the names of the deed."""
        told = {
            name: value for name, value in self.cleaned_data.items() if name not in safety.QUESTIONS
        }
        return told | {"answers": {key: self.cleaned_data[key] for key in safety.QUESTIONS}}

    def clean(self):
        cleaned = super().clean()
        if {"first_ketamine", "experience"} <= cleaned.keys() and not rules.first_time_fits(
            first_ketamine=cleaned["first_ketamine"], experience=cleaned["experience"]
        ):
            self.add_error(
                "experience",
                "Somebody without experience has their first session before them. "
                "Please change one of the two answers.",
            )
        return cleaned
