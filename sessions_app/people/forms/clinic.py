from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import Row
from django import forms

from ...post.rules import tells
from .. import rules
from ..actions import NameTells
from ..models import Clinic
from .frame import chapter, frame

HALF_A_YEAR = f"Give a number of days from 1 to {rules.LONGEST_APPROVAL}."
NO_NUMBER = "Write a telephone number, like 303-555-0142 or 303-555-0142 ext. 4."
HOURS_TOGETHER = "Give both times, or neither: then letters leave at any hour."
LEADS = (
    (10080, "One week before"),
    (4320, "Three days before"),
    (2880, "Two days before"),
    (1440, "One day before"),
    (180, "Three hours before"),
    (60, "One hour before"),
)
CHOICE = {"class": "choice"}


def _clock():
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _line(**attrs):
    return forms.TextInput(attrs={"autocomplete": "off", "class": "w-m"} | attrs)


class ClinicSettings(forms.ModelForm):
    """How a clinic is run. Cleans only: the deed writes it down."""

    letter_leads = forms.TypedMultipleChoiceField(
        label="When letters leave",
        help_text="At most three, for meetings booked from now on. None ticked: as each protocol "
        "says. The meeting on the next day always keeps what its protocol says.",
        choices=LEADS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    home_sessions = forms.TypedChoiceField(
        label="Sessions at home",
        help_text="At home nobody clinical is watching, so plans offer it only when this says so.",
        choices=((False, "Not offered"), (True, "Offered")),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect(attrs=CHOICE),
    )
    secrets = forms.ChoiceField(
        label="What one partner tells alone",
        help_text="Shown to the therapist before the first private talk, to be said aloud.",
        choices=[(one.value, words) for one, words in rules.SECRETS_WORDS.items()],
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )
    approval_days = forms.IntegerField(
        label="An approval is proposed for",
        help_text="Prescribers may choose a shorter time. Half a year at most.",
        min_value=1,
        max_value=rules.LONGEST_APPROVAL,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), HALF_A_YEAR),
        widget=forms.NumberInput(attrs={"class": "w-xs"}),
    )
    idle_days = forms.IntegerField(
        label="An approval lapses without a session for",
        help_text="Counted from its last session, or from the day it was signed.",
        min_value=1,
        max_value=rules.LONGEST_APPROVAL,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), HALF_A_YEAR),
        widget=forms.NumberInput(attrs={"class": "w-xs"}),
    )
    paper = forms.ChoiceField(
        label="Paper",
        help_text="The size on which everything is printed.",
        choices=(("letter", "Letter"), ("a4", "A4")),
        widget=forms.RadioSelect(attrs=CHOICE),
    )

    class Meta:
        model = Clinic
        fields = [
            "name", "neutral_name", "address", "zone", "phone", "prescriber_phone",
            "emergency_text", "letters_from", "letters_until", "letter_leads", "secrets",
            "home_sessions", "approval_days", "idle_days", "paper",
        ]  # fmt: skip
        labels = {
            "neutral_name": "Name on letters",
            "zone": "Time zone",
            "phone": "Therapist line",
            "prescriber_phone": "Prescriber line",
            "emergency_text": "In an emergency",
            "letters_from": "Letters leave from",
            "letters_until": "Letters leave until",
        }
        error_messages = {"name": {"unique": "Another clinic has this name already."}}
        help_texts = {
            "name": "On pages and on papers that stay with you or your patients.",
            "neutral_name": "A letter may be read over a shoulder: this name must not tell what "
            "the clinic does.",
            "address": "Proposed as the place of each session, and printed on sheets.",
            "zone": "Written like America/Denver. Times on pages and papers are told in it.",
            "phone": "On every letter and every sheet.",
            "prescriber_phone": "On the papers of the care team.",
            "emergency_text": "Printed on every couple’s sheet, under the telephone numbers.",
            "letters_from": "In the reader’s zone. Left empty, letters leave at any hour.",
            "letters_until": "A letter due later waits until the next morning.",
        }
        widgets = {
            "name": _line(),
            "neutral_name": _line(),
            "address": _line(**{"class": "w-l"}),
            "zone": _line(list="zones"),
            "phone": _line(type="tel"),
            "prescriber_phone": _line(type="tel"),
            "emergency_text": forms.Textarea(attrs={"rows": 2}),
            "letters_from": _clock(),
            "letters_until": _clock(),
        }

    helper = frame(
        chapter("Who you are", "name", "neutral_name", "address", "zone"),
        chapter("Telephones", Row("phone", "prescriber_phone"), "emergency_text"),
        chapter("Letters", Row("letters_from", "letters_until", css_class="fit"), "letter_leads"),
        chapter(
            "How you work",
            "secrets",
            "home_sessions",
            AppendedText("approval_days", "days"),
            AppendedText("idle_days", "days"),
            "paper",
        ),
        submit="Keep these settings",
    )

    def clean_neutral_name(self):
        name = self.cleaned_data["neutral_name"]
        if tells(name):
            raise forms.ValidationError(str(NameTells()))
        return name

    def clean_phone(self):
        return self._number("phone")

    def clean_prescriber_phone(self):
        return self._number("prescriber_phone")

    def _number(self, field):
        if not rules.can_be_called(self.cleaned_data[field]):
            raise forms.ValidationError(NO_NUMBER)
        return self.cleaned_data[field]

    def clean_letter_leads(self):
        leads = self.cleaned_data["letter_leads"]
        if len(leads) > 3:
            raise forms.ValidationError("Choose three at most, so that nobody is written to often.")
        return sorted(leads, reverse=True)

    def clean(self):
        cleaned = super().clean()
        if {"letters_from", "letters_until"} <= set(cleaned):
            earliest, latest = cleaned["letters_from"], cleaned["letters_until"]
            if (earliest is None) != (latest is None):
                self.add_error("letters_until", HOURS_TOGETHER)
            elif earliest and earliest >= latest:
                self.add_error("letters_until", "This has to be later than the time before it.")
        return cleaned
