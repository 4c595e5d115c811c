from crispy_forms.layout import Row
from django import forms

from ...people.forms import chapter, frame
from ..models import Partner
from ..rules import contacts
from .seen import SeenFields

CONTACT_FIELDS = [
    "mail_risk_told_on", "voicemail", "contact_wishes",
    "quiet_email", "quiet_phone", "quiet_address",
    "emergency_name", "emergency_relation", "emergency_phone",
]  # fmt: skip
QUIET = CONTACT_FIELDS[3:6]
OFF = {"autocomplete": "off"}


def check_number(written):
    """A word in the place of a number would be found out when somebody has to be called."""
    if not contacts.can_be_called(written):
        raise forms.ValidationError("Please write a number that can be called, in digits.")


class Contact(SeenFields, forms.ModelForm):
    """How one partner wants to be reached. Cleans only."""

    class Meta:
        model = Partner
        fields = CONTACT_FIELDS
        labels = {
            "mail_risk_told_on": "Told that e-mail is not sealed, on",
            "voicemail": "A message may be left on voicemail",
            "contact_wishes": "Other wishes",
            "quiet_email": "Confidential e-mail address",
            "quiet_phone": "Confidential phone",
            "quiet_address": "Confidential postal address",
            "emergency_name": "Name",
            "emergency_relation": "Relation",
            "emergency_phone": "Phone",
        }
        help_texts = {
            "mail_risk_told_on": "Others could read it on the way, and it is wanted all the same.",
            "voicemail": "At a number that both share, only if the other allows it too.",
            "contact_wishes": "Days and hours to call, whom not to talk to.",
            "quiet_email": "Letters go here instead. Do not ask why.",
        }
        widgets = {
            "mail_risk_told_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "contact_wishes": forms.Textarea(attrs={"rows": 3}),
            "quiet_email": forms.EmailInput(attrs=OFF),
            "quiet_phone": forms.TextInput(attrs=OFF | {"type": "tel", "class": "w-m"}),
            "quiet_address": forms.TextInput(attrs=OFF),
            "emergency_name": forms.TextInput(attrs=OFF),
            "emergency_phone": forms.TextInput(attrs=OFF | {"type": "tel", "class": "w-m"}),
        }

    helper = frame(
        "seen",
        chapter("Letters and calls", "mail_risk_told_on", "voicemail", "contact_wishes"),
        chapter("Only if wanted; used without a word", *QUIET),
        chapter("In an emergency", Row("emergency_name", "emergency_relation"), "emergency_phone"),
        submit="Save",
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        for name in ("quiet_phone", "emergency_phone"):
            self.fields[name].validators.append(check_number)

    def clean_mail_risk_told_on(self):
        day = self.cleaned_data["mail_risk_told_on"]
        if day and day > self.on:
            raise forms.ValidationError("This day has not come yet. Please check it.")
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("emergency_name") and cleaned.get("emergency_phone") == "":
            self.add_error("emergency_phone", "Please write a number at which they can be called.")
        return cleaned
