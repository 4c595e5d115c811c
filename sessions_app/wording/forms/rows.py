"""One row of a section. What it is about stays; its words are the clinic's."""

from django import forms
from django.core.exceptions import ValidationError

from protocols.models.bases import KINDS
from protocols.models.words import FOR_PROMPTS, FOR_QUESTIONS, FOR_STARTERS
from protocols.rules.times import LeadNotUnderstood, leads_from

from .fields import Minutes, Plain


class AnyRow(forms.Form):
    """One row; `was` names the row it was, so that its key and its source go with it."""

    WIDE = ("text", "follow_ups")
    # Whether it is about a step of the approach, so that it is reworded and not removed.
    stays = False

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def wide(self):
        return [field for field in self.visible_fields() if field.name in self.WIDE]

    def small(self):
        """What stands side by side where there is room; its place has a row of its own."""
        apart = (*self.WIDE, "ORDER")
        return [field for field in self.visible_fields() if field.name not in apart]

    def place(self):
        return self["ORDER"] if "ORDER" in self.fields else None


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


OF_PARTS = {
    "questions": QuestionRow,
    "topics": TopicRow,
    "starters": StarterRow,
    "prompts": PromptRow,
    "steps": StepRow,
    "phases": PhaseRow,
    "meetings": MeetingRow,
}
