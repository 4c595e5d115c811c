from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse

from protocols.rules import LABELS, Approach

from ...people.forms import frame
from .. import rules


class Prepare(forms.Form):
    """What a prescriber is asked to look at. No dose and no limit is typed here."""

    approaches = forms.MultipleChoiceField(
        label="Approaches that are thought of",
        choices=[(approach.value, LABELS[approach]) for approach in Approach],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    settings = forms.MultipleChoiceField(
        label="Places that are thought of",
        choices=list(rules.SETTING_LABELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    wish = forms.CharField(
        label="What the prescriber should know before looking",
        help_text="Private to this partner and the care team. The prescriber types all figures.",
        max_length=1000,
        error_messages={"required": "Please write what this is asked for."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    helper = frame("approaches", "settings", "wish", submit="Keep it")


class SendBack(forms.Form):
    reason = forms.CharField(
        label="What is missing, or why not?",
        help_text="Whoever prepared it reads it in this record.",
        max_length=1000,
        error_messages={"required": "Please write what is missing, or why not."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame("reason", submit="Ask for changes")
        self.helper.form_action = reverse("approvals:ask_for_changes", args=[request.pk])
        elsewhere = reverse("approvals:decline", args=[request.pk])
        self.helper.add_input(Submit("", "Decline", css_class="btn-danger", formaction=elsewhere))
