from django import forms

from ..people.forms import chapter, frame
from . import rules


class Record(forms.Form):
    """What one partner told alone. The words of the note stay in this partner's record."""

    alone_on = forms.DateField(
        label="Asked alone on",
        help_text="In private, with nobody else in the room or on the call.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
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
    safety = forms.ChoiceField(
        label="Safety in the relationship",
        help_text=(
            "Your judgement after the conversation. Any yes to physical harm, forced sex, threats, "
            "fear, or control of money, phone or medicine is a concern, whatever a score says."
        ),
        choices=[(each.value, words) for each, words in rules.SAFETY.items()],
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    acute_risk_open = forms.BooleanField(
        label="An acute risk is open, such as thoughts of suicide",
        help_text="A clinical assessment on the same day comes first.",
        required=False,
    )
    note = forms.CharField(
        label="Private note",
        required=False,
        max_length=4000,
        help_text="Only this partner’s care team reads it. It is printed nowhere.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    helper = frame(
        chapter("The conversation", "alone_on"),
        chapter("What they know of the medicine", "first_ketamine", "experience"),
        chapter("Safety", "safety", "acute_risk_open"),
        chapter("In their words or yours", "note"),
        submit="Keep in this record",
    )

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
