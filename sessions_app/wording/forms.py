"""One page a section: its texts, or its rows with their order. Nothing is kept here."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from protocols.models import ProtocolVersion
from protocols.models.bases import KINDS
from protocols.models.words import FOR_PROMPTS, FOR_QUESTIONS, FOR_STARTERS
from protocols.rules import CODES, digest
from protocols.rules.plain import what_is_odd
from protocols.rules.sections import free_keys, own_texts, rows_of, with_rows
from protocols.rules.templates import LETTERS, TEXTS, faults, placed_flow_faults, spoken
from protocols.rules.times import LeadNotUnderstood, lead_words, leads_from

from ..people.forms import frame

MOST_ROWS = 60
EMPTY = {"required": "Write a few words here."}
TOO_LONG = "Use at most %(limit_value)d signs; these are %(show_value)d."
NUMBER = {"required": "Type a number of minutes.", "invalid": "Type a whole number of minutes."}


def check_plain(text):
    if odd := what_is_odd(text):
        raise ValidationError(odd)


class Plain(forms.CharField):
    """Plain words of a limited length."""

    def __init__(self, *, rows=2, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(widget=widget, validators=[check_plain], error_messages=EMPTY, **kwargs)
        for validator in self.validators:
            if validator.__class__.__name__ == "MaxLengthValidator":
                validator.message = TOO_LONG
        # The browser would cut off what is too long, and say nothing.
        self.widget.attrs.pop("maxlength", None)


class Minutes(forms.IntegerField):
    def __init__(self, *, low, high, **kwargs):
        between = f"Type a number from {low} to {high}."
        super().__init__(
            min_value=low,
            max_value=high,
            error_messages=NUMBER | {"min_value": between, "max_value": between},
            widget=forms.NumberInput(attrs={"class": "w-xs"}),
            **kwargs,
        )


class Texts(forms.Form):
    """The texts of a version that a clinic may word."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, version, **kwargs):
        names = own_texts(TEXTS)
        texts = {name: getattr(version, name) for name in TEXTS if name in names}
        super().__init__(*args, initial=texts | {"seen": digest(texts)}, **kwargs)
        for name in names:
            length = ProtocolVersion._meta.get_field(name).max_length
            self.fields[name] = Plain(
                label=spoken(name).capitalize(),
                max_length=length,
                rows=3 if length > 200 else 0,
            )
        self.helper = frame(Layout("seen", *names), submit="Keep these words")

    def texts(self):
        return {name: self.cleaned_data[name] for name in own_texts(TEXTS)}


class AnyRow(forms.Form):
    """One row; `was` names the row it was, so that its key and its source go with it."""

    WIDE = ("text", "follow_ups")

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def wide(self):
        return [field for field in self.visible_fields() if field.name in self.WIDE]

    def small(self):
        """What stands side by side where there is room."""
        return [field for field in self.visible_fields() if field.name not in self.WIDE]


class Row(AnyRow):
    text = Plain(label="Words", max_length=1000)


class QuestionRow(Row):
    audience = forms.ChoiceField(label="For", choices=FOR_QUESTIONS, initial="each")
    private = forms.BooleanField(label="The answer stays private", required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("private") and cleaned.get("audience") == "both":
            self.add_error("private", "A question to both together cannot be private.")
        return cleaned


class TopicRow(AnyRow):
    WIDE = ("title", "follow_ups")

    title = Plain(label="Title", max_length=200, rows=0)
    follow_ups = Plain(
        label="Follow-up questions", help_text="One a line.", max_length=4000, rows=4
    )

    def clean_follow_ups(self):
        lines = [line.strip() for line in self.cleaned_data["follow_ups"].splitlines()]
        asked = [line for line in lines if line]
        if long := next((line for line in asked if len(line) > 400), None):
            raise ValidationError(f"A line is longer than 400 signs: “{long[:40]}…”.")
        return asked


class StarterRow(Row):
    audience = forms.ChoiceField(label="For", choices=FOR_STARTERS, initial="any")


class PromptRow(Row):
    when = forms.ChoiceField(label="When", choices=KINDS, initial="next_day")
    audience = forms.ChoiceField(label="For", choices=FOR_PROMPTS, initial="all")


class StepRow(Row):
    when = Plain(label="When", max_length=60, rows=0, required=False)
    owner = Plain(label="Who sees to it", max_length=40, rows=0, required=False)


class PhaseRow(Row):
    starts = Minutes(label="Begins, in minutes from the dose", low=-240, high=600)
    ends = Minutes(label="Ends (the last one stays open)", low=-240, high=600, required=False)
    title = Plain(label="Short title", max_length=40, rows=0)
    nondosing_title = Plain(
        label="Title for the sober partner", max_length=40, rows=0, required=False
    )
    therapist_title = Plain(label="Title for the therapist", max_length=40, rows=0, required=False)

    field_order = ["was", "starts", "ends", "title", "nondosing_title", "therapist_title", "text"]


class MeetingRow(Row):
    minutes = Minutes(label="Shortest, in minutes", low=1, high=480)
    minutes_max = Minutes(label="Longest, in minutes", low=1, high=480)
    leads = forms.CharField(
        label="Letters leave before it",
        help_text="For example: 3 days, 24 hours.",
        required=False,
        max_length=200,
    )

    def clean_leads(self):
        try:
            return leads_from(self.cleaned_data["leads"])
        except LeadNotUnderstood as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self):
        cleaned = super().clean()
        shortest, longest = cleaned.get("minutes"), cleaned.get("minutes_max")
        if shortest and longest and longest < shortest:
            self.add_error("minutes_max", "The longest is not under the shortest.")
        return cleaned


ROWS = {
    "questions": QuestionRow,
    "topics": TopicRow,
    "starters": StarterRow,
    "prompts": PromptRow,
    "steps": StepRow,
    "phases": PhaseRow,
    "meetings": MeetingRow,
}
# What a new row holds beside its own fields.
NEW = {
    "steps": {"common": False},
    "items": {"common": False},
}
FIXED = {"meetings"}


class Rows(BaseFormSet):
    """The rows of one section, with two empty ones below for what is added."""

    def __init__(self, *args, content, section, **kwargs):
        self.content, self.section = content, section
        rows = rows_of(content, section)
        self.now, self.seen = {digest(row): row for row in rows}, digest(rows)
        initial = [_shown(row) | {"was": digest(row)} for row in rows]
        super().__init__(*args, initial=initial, prefix="row", **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = "Place"
            form.fields["ORDER"].widget.attrs["class"] = "w-xs"
            form.fields["ORDER"].error_messages["invalid"] = "Type a whole number as its place."
            form.fields["DELETE"].label = "Remove it"

    def rows(self):
        """The rows as they are to be kept, in their order."""
        return [row for _, row in self._kept()]

    def _kept(self):
        forms_now = self.ordered_forms if self.can_order else self.forms
        taken = {row.get("key") for row in self.content[self.section.part]}
        letter = LETTERS.get(self.section.part)
        fresh = free_keys(CODES[self.content["approach"]], letter, taken) if letter else None
        return [(form, self._row(form.cleaned_data, fresh)) for form in forms_now]

    def _row(self, cleaned, fresh):
        typed = {
            name: value for name, value in cleaned.items() if name not in ("was", "ORDER", "DELETE")
        }
        if was := self.now.get(cleaned["was"]):
            return was | typed
        new = {"seed": ""} | NEW.get(self.section.part, {})
        if self.section.of:
            new |= dict([self.section.of])
        if fresh:
            new["key"] = next(fresh)
        return new | typed

    def clean(self):
        """What only shows in the whole: said at its field where there is one."""
        if any(self.errors):
            return
        kept = self._kept()
        rows = [row for _, row in kept]
        if self.section.part == "phases" and rows:
            for place, sentence in placed_flow_faults(rows):
                kept[place][0].add_error("starts", sentence)
            return
        whole = with_rows(self.content, self.section, rows)
        found = [fault.sentence for fault in faults(whole) if fault.section == self.section.key]
        if found:
            raise ValidationError(found)


def _shown(row):
    shown = dict(row)
    if "follow_ups" in row:
        shown["follow_ups"] = "\n".join(row["follow_ups"])
    if "leads" in row:
        shown["leads"] = ", ".join(lead_words(minutes) for minutes in row["leads"])
    return shown


def rows_form(section):
    """The form of a section's rows."""
    fixed = section.part in FIXED
    return formset_factory(
        ROWS.get(section.part, Row),
        formset=Rows,
        extra=0 if fixed else 2,
        can_order=not fixed,
        can_delete=not fixed,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
