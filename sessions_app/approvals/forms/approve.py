from decimal import Decimal

from crispy_forms.bootstrap import AppendedText
from crispy_forms.layout import HTML, Row
from django import forms

from protocols.rules import LABELS, Approach

from ...people.forms import Amount, Figures, chapter, frame
from ...signing.forms import Confirmation, Confirmed
from .. import rules
from ..models import Approval

SIGNATURE = """
<p class="words">{{ meaning }}</p>
<p class="hint">Your signature is tied to everything above, for this partner alone.</p>
"""
NOT_COMING_OUT = (
    "{} does not come out in the smallest exact parts. Please untick it, or check those."
)
DAYS = ("reviewed_on", "prescribed_on", "valid_from", "valid_until")
ONE_SESSION = """
<p class="hint">Both for one session: the dose as prescribed, and the most that may be taken
with any booster.</p>
"""


def _several(label, choices, **kwargs):
    widget = forms.CheckboxSelectMultiple(attrs={"class": "columns"})
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, **kwargs)


def _whole(label, name):
    low, high = rules.BOUNDS[name]
    said = dict.fromkeys(
        ("min_value", "max_value", "invalid"), f"Please write a whole number from {low} to {high}."
    )
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, error_messages=said, widget=Figures()
    )


def _milligrams(label, **kwargs):
    said = {"min_value": "Please write more than nothing."}
    return Amount(
        label=label,
        min_value=Decimal("0.01"),
        max_digits=7,
        decimal_places=2,
        error_messages=said,
        **kwargs,
    )


def _hours(label, name):
    low, high = rules.BOUNDS[name]
    said = dict.fromkeys(("min_value", "max_value"), f"Please write {low} to {high} hours.")
    return Amount(
        label=label,
        min_value=low,
        max_value=high,
        max_digits=3,
        decimal_places=1,
        error_messages=said,
    )


def _day():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Approve(Confirmed, forms.ModelForm):
    """Everything a prescriber approves for one partner. No figure here is proposed by us."""

    form = forms.ChoiceField(
        label="Form of the medicine",
        choices=[
            ("", "Choose"),
            *((form.value, words) for form, words in rules.FORM_LABELS.items()),
        ],
        widget=forms.Select(attrs={"class": "w-m"}),
    )
    review_modality = forms.ChoiceField(
        label="How",
        choices=(("in_person", "In person"), ("video", "By video")),
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    approved_fractions = _several(
        "Parts of the dose that may be planned",
        [(key, words.capitalize()) for key, words in rules.FRACTION_LABELS.items()],
        help_text="Always of this partner’s own approved dose. None for esketamine.",
    )
    approved_approaches = _several(
        "Approaches", [(approach.value, LABELS[approach]) for approach in Approach]
    )
    approved_settings = _several(
        "Places",
        list(rules.SETTING_LABELS.items()),
        help_text="At home nobody clinical is watching.",
    )

    approved_dose_mg = _milligrams("Approved dose")
    session_max_mg = _milligrams("Approved at most")
    dose_unit_mg = _milligrams(
        "Smallest exact part", help_text="One unit as dispensed, or one marked part."
    )
    sessions_approved = _whole("Sessions", "sessions_approved")
    min_days_between = _whole("Pause between, at least", "min_days_between")
    bp_max_start_sys = _whole("Systolic pressure up to", "bp_max_start_sys")
    bp_max_start_dia = _whole("Diastolic pressure up to", "bp_max_start_dia")
    hr_max_start = _whole("Heart rate up to", "hr_max_start")
    spo2_min = _whole("Oxygen saturation from", "spo2_min")
    fast_solids_h = _hours("No solid food for", "fast_solids_h")
    fast_clear_h = _hours("Clear liquids until", "fast_clear_h")

    # What was read beside the form; the deed refuses another.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Approval
        # In the order of the page, which the list of mistakes follows.
        fields = [
            "medicine", "form", "approved_dose_mg", "session_max_mg", "dose_unit_mg", "may_split",
            "approved_fractions", "approved_approaches", "approved_settings",
            "sessions_approved", "min_days_between", "reviewed_on", "review_modality",
            "conditions", "rx_reference", "prescribed_on", "valid_from", "valid_until",
            "bp_max_start_sys", "bp_max_start_dia", "hr_max_start", "spo2_min", "fast_solids_h",
            "fast_clear_h", "monitoring",
        ]  # fmt: skip
        labels = {
            "may_split": "A lozenge or tablet may be split",
            "reviewed_on": "Risks reviewed on",
            "prescribed_on": "Date of the prescription",
            "valid_from": "Valid from",
            "valid_until": "Valid until",
            "monitoring": "Monitoring: who, what, how often",
            "conditions": "Conditions",
            "rx_reference": "Number of the prescription",
        }
        help_texts = {
            "valid_until": "Proposed as the clinic wishes. Left empty, it is the day the "
            "prescription runs out, six months after its date.",
            "conditions": "Private to this partner and the care team.",
            "reviewed_on": "With this partner, without the other.",
            "rx_reference": "The real prescription is kept elsewhere.",
        }
        widgets = {name: _day() for name in DAYS} | {
            "conditions": forms.Textarea(attrs={"rows": 3}),
            "monitoring": forms.Textarea(attrs={"rows": 2}),
            "rx_reference": forms.TextInput(attrs={"class": "w-m"}),
        }

    helper = frame(
        "seen",
        chapter(
            "The medicine",
            "medicine",
            "form",
            HTML(ONE_SESSION),
            Row(
                AppendedText("approved_dose_mg", "mg"),
                AppendedText("session_max_mg", "mg"),
            ),
            AppendedText("dose_unit_mg", "mg"),
            "may_split",
        ),
        chapter(
            "What may be planned with it",
            "approved_fractions",
            "approved_approaches",
            "approved_settings",
            Row("sessions_approved", AppendedText("min_days_between", "days")),
        ),
        chapter(
            "The review",
            "reviewed_on",
            "review_modality",
            "conditions",
            "rx_reference",
            "prescribed_on",
            Row("valid_from", "valid_until"),
        ),
        chapter(
            "Limits and care on the day",
            Row(AppendedText("bp_max_start_sys", "mmHg"), AppendedText("bp_max_start_dia", "mmHg")),
            Row(AppendedText("hr_max_start", "a minute"), AppendedText("spo2_min", "%")),
            Row(
                AppendedText("fast_solids_h", "hours"),
                AppendedText("fast_clear_h", "hours before"),
            ),
            "monitoring",
        ),
        chapter("Your signature", HTML(SIGNATURE), Confirmation()),
        submit="Sign this approval",
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        # Without one it runs out with its prescription.
        self.fields["valid_until"].required = False
        if not rules.carries_fractions(self.data.get("form", "")):
            self.fields["approved_fractions"].required = False

    def clean(self):
        cleaned = super().clean()
        for field, sentence in self._problems(cleaned):
            self.add_error(field, sentence)
        return cleaned

    def _problems(self, said):
        """What the figures say against each other, each beside the field to be looked at."""
        if self._below("session_max_mg", "approved_dose_mg", said):
            yield "session_max_mg", "This is at least the approved dose."
        else:
            yield from self._parts_that_do_not_come_out(said)
        if self._below("valid_until", "valid_from", said):
            yield "valid_until", "The last day comes after the first."
        elif said.get("valid_until") and said["valid_until"] < self.on:
            yield "valid_until", "This day has already passed."
        yield from self._beyond_the_prescription(said)
        if said.get("reviewed_on") and said["reviewed_on"] > self.on:
            yield "reviewed_on", "The review comes before the signature. Please check the day."
        if self._below("bp_max_start_sys", "bp_max_start_dia", said, or_same=True):
            yield "bp_max_start_dia", "The lower pressure is below the upper one."
        if said.get("approved_fractions") and not rules.carries_fractions(said.get("form", "")):
            yield "approved_fractions", "Esketamine is a fixed device; choose no parts for it."

    def _beyond_the_prescription(self, said):
        prescribed, until = said.get("prescribed_on"), said.get("valid_until")
        if not prescribed:
            return
        last = rules.six_months_after(prescribed)
        runs_out = f"The prescription runs out on {last.day} {last:%B %Y}."
        if prescribed > self.on:
            yield "prescribed_on", "The prescription comes first. Please check the day."
        elif last < self.on:
            yield "prescribed_on", f"{runs_out} Please check the day."
        elif until and until > last:
            yield "valid_until", runs_out
        elif said.get("valid_from") and said["valid_from"] > last:
            yield "valid_from", f"{runs_out} Please choose a day before."
        elif said.get("valid_from") and said["valid_from"] < prescribed:
            yield "valid_from", "This day is before the prescription. Please check both."

    def _parts_that_do_not_come_out(self, said):
        """What could never be planned is asked about here, and not when a plan stands still."""
        figures = [
            said.get(name) for name in ("approved_dose_mg", "session_max_mg", "dose_unit_mg")
        ]
        if not all(figures) or not rules.carries_fractions(said.get("form", "")):
            return
        told = dict(zip(("dose_mg", "session_max_mg", "unit_mg"), figures, strict=True))
        for part in said.get("approved_fractions", []):
            if rules.planned_mg(**told, fraction=part, may_split=said["may_split"]) is None:
                words = rules.FRACTION_LABELS[part].capitalize()
                yield "approved_fractions", NOT_COMING_OUT.format(words)

    @staticmethod
    def _below(first, second, said, *, or_same=False):
        a, b = said.get(first), said.get(second)
        return a is not None and b is not None and (a < b or (or_same and a == b))
