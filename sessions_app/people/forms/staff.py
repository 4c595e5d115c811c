from django import forms
from django.urls import reverse

from ..rules import ROLE_WORDS, Role
from .frame import frame

# What a role is for, in the words of those who choose it. The table of roles has every line.
ROLE_HINTS = {
    Role.THERAPIST: "plans sessions with the couples they care for",
    Role.PRESCRIBER: "approves medicine and signs plans",
    Role.ADMIN: "keeps the clinic running; reads no private word",
    Role.FRONT_DESK: "sees names, times and states; decides nothing",
    Role.SUPERVISOR: "reads along with the care teams they are on",
    Role.AUDITOR: "reads the trail, and no folder",
}


def roles_field(**kwargs):
    return forms.MultipleChoiceField(
        label="Roles in this clinic",
        choices=[
            (role.value, f"{words[0].upper()}{words[1:]}: {ROLE_HINTS[role]}")
            for role, words in ROLE_WORDS.items()
        ],
        error_messages={"required": "Choose at least one role."},
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


class Roles(forms.Form):
    roles = roles_field(help_text="A role that is taken away ends at once.")

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame("roles", submit="Keep these roles")
        self.helper.form_action = reverse("people:roles", args=[account.pk])


class LicenceFacts(forms.Form):
    number = forms.CharField(
        label="Licence number", max_length=60, widget=forms.TextInput(attrs={"class": "w-m"})
    )
    expires_on = forms.DateField(
        label="Expires on",
        help_text="From the day after, nothing can be signed under it.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    dea_expires_on = forms.DateField(
        label="DEA registration expires on",
        help_text="Of a prescriber, where there is one. It counts alike.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame("number", "expires_on", "dea_expires_on", submit="Keep this licence")
        self.helper.form_action = reverse("people:licence", args=[account.pk])
