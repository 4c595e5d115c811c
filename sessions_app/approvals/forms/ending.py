from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import HTML, Row
from django import forms

from ...people.forms import Figures, frame
from ...signing.forms import Confirmation, Confirmed
from .. import rules

SIGNATURE = """<p class="words">{{ meaning }}</p>"""


def _note(label):
    return forms.CharField(
        label=label,
        required=False,
        help_text="Private to this partner and the care team.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Revoke(Confirmed, forms.Form):
    reason = forms.CharField(
        label="Why it ends",
        help_text="Private to this partner and the care team. It is signed with your name.",
        max_length=1000,
        error_messages={"required": "Please write why you end it."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    helper = frame(
        "reason", HTML(SIGNATURE), Confirmation(), submit="End this approval", danger=True
    )


class Report(forms.Form):
    """Something was heard that ends an approval at once."""

    why = forms.ChoiceField(
        label="What happened?",
        choices=[(cause.value, rules.CAUSES[cause]) for cause in rules.REPORTED],
        error_messages={"required": "Please choose what happened."},
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )
    note = _note("What was said")

    helper = frame("why", "note", submit="End this approval", danger=True)


def _measured(label, high):
    return forms.IntegerField(label=label, min_value=1, max_value=high, widget=Figures())


class Read(forms.Form):
    """What was measured before a dose. It is compared with the limits and nothing more."""

    systolic = _measured("Systolic pressure", 300)
    diastolic = _measured("Diastolic pressure", 200)
    heart_rate = _measured("Heart rate", 300)
    oxygen = _measured("Oxygen saturation", 100)

    helper = frame(
        Row(AppendedText("systolic", "mmHg"), AppendedText("diastolic", "mmHg")),
        Row(AppendedText("heart_rate", "a minute"), AppendedText("oxygen", "%")),
        submit="Keep these readings",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oxygen"].required = False

    def clean(self):
        said = super().clean()
        upper, lower = said.get("systolic"), said.get("diastolic")
        if upper is not None and lower is not None and upper <= lower:
            self.add_error("diastolic", "The lower pressure is below the upper one.")
        return said
