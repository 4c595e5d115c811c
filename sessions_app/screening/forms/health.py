from crispy_forms.layout import Row
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from ...couples.forms import SeenFields
from ...people.forms import Figures, chapter, frame
from ..rules import health, medicines

VITALS = ("measured_on", "systolic", "diastolic", "heart_rate", "oxygen")


def _figure(label, low, high, unit):
    # A validator puts its own values into the sentence, and so reads a single percent sign.
    said = unit.replace("%", "%%")
    return forms.IntegerField(
        label=f"{label}, {unit}",
        required=False,
        validators=[
            MinValueValidator(low, f"Please check the figure: at least {low} {said}."),
            MaxValueValidator(high, f"Please check the figure: at most {high} {said}."),
        ],
        widget=Figures(),
    )


class Health(SeenFields):
    """Each health topic and every allergy in the partner's own words, and the first vitals."""

    allergies = forms.CharField(
        label="Allergies, in their own words",
        required=False,
        max_length=300,
        help_text=(
            "To a medicine, latex, a food, anything, and what happened then. "
            "Left empty, it says that none was told."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    measured_on = forms.DateField(
        label="Measured on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    systolic = _figure("Upper pressure", 50, 260, "mmHg")
    diastolic = _figure("Lower pressure", 30, 160, "mmHg")
    heart_rate = _figure("Heart rate", 30, 220, "a minute")
    oxygen = _figure("Oxygen", 60, 100, "%")

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        for key, topic in health.TOPICS.items():
            self._ask(key, topic)
        self.order_fields(
            [f"{key}_{part}" for key in health.TOPICS for part in ("answer", "words")]
        )
        self.helper = frame(
            "seen",
            chapter(
                "Has or had",
                *[Row(f"{key}_answer", f"{key}_words") for key in health.TOPICS],
            ),
            chapter("Allergies", "allergies"),
            chapter(
                "Baseline vitals",
                "measured_on",
                Row("systolic", "diastolic"),
                Row("heart_rate", "oxygen"),
            ),
            submit="Keep in this record",
        )

    def _ask(self, key, topic):
        self.fields[f"{key}_answer"] = forms.ChoiceField(
            label=topic.words,
            choices=list(health.ANSWERS.items()),
            error_messages={"required": "Please choose one; “Not known” is an answer too."},
            widget=forms.RadioSelect(attrs={"class": "choice"}),
        )
        self.fields[f"{key}_words"] = forms.CharField(
            label="In their own words",
            required=False,
            max_length=300,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def topics(self):
        return {
            key: {part: self.cleaned_data[f"{key}_{part}"] for part in ("answer", "words")}
            for key in health.TOPICS
        }

    def told(self):
        """The cleaned answers by the names of the deed."""
        vitals = {name: self.cleaned_data[name] for name in ("allergies", "seen", *VITALS)}
        return {"topics": self.topics(), **vitals}

    def clean(self):
        cleaned = super().clean()
        measured = [name for name in VITALS[1:] if cleaned.get(name) is not None]
        day = cleaned.get("measured_on")
        if day and day > self.on:
            self.add_error("measured_on", "This day has not come yet. Please check it.")
        if measured and not day and "measured_on" not in self.errors:
            self.add_error("measured_on", "Please say on which day this was measured.")
        self._check_pressure(cleaned, wanted=bool(measured or day))
        return cleaned

    def _check_pressure(self, cleaned, *, wanted):
        if {"systolic", "diastolic"} & self.errors.keys() or not wanted:
            return
        upper, lower = cleaned.get("systolic"), cleaned.get("diastolic")
        for name, value in (("systolic", upper), ("diastolic", lower)):
            if value is None:
                self.add_error(name, "Baseline vitals have a blood pressure. Please fill this in.")
        if upper is not None and lower is not None and upper <= lower:
            self.add_error("systolic", "The upper pressure is above the lower one.")


class Medicines(SeenFields):
    """Everything the partner takes, one a line, and what of it a prescriber looks at."""

    lines = forms.CharField(
        label="Everything they take",
        required=False,
        max_length=6000,
        help_text=(
            "One a line, as they say it: name, amount, how often. Also what needs no prescription. "
            "Left empty, it says that they take nothing."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    groups = forms.MultipleChoiceField(
        label="Any of these among them?",
        required=False,
        help_text="Each one asks the prescriber to look before anything else.",
        choices=[(key, group.words) for key, group in medicines.GROUPS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    helper = frame("seen", "lines", "groups", submit="Keep in this record")

    def typed(self):
        return super().typed() | {"lines": "\n".join(self.cleaned_data["lines"])}

    def clean_lines(self):
        lines = medicines.tidy(self.cleaned_data["lines"])
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("One of the lines is longer than 200 characters.")
        return lines

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("groups") and cleaned.get("lines") == []:
            self.add_error("lines", "Something is ticked below. Please write down what it is.")
        return cleaned
