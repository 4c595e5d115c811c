from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ..models import Account
from ..rules import LONGEST_PASSWORD
from .frame import frame
from .staff import roles_field


class Invite(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="The letter carries the neutral name of the clinic and a link for seven days.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "w-l"}),
    )
    roles = roles_field()

    helper = frame("email", "roles", submit="Send the invitation")


class Arrive(forms.Form):
    """A new colleague says who they are. The password is judged with name and address in view."""

    name = forms.CharField(
        label="Your name",
        help_text="As it stands under what you sign.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    credentials = forms.CharField(
        label="Credentials",
        help_text="Printed behind your name, like LMFT or MD.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "w-m", "autocomplete": "off"}),
    )
    password = forms.CharField(
        label="A password",
        help_text="At least 12 characters. A few words in a row are good and easy to remember.",
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    helper = frame("name", "credentials", "password", submit="Make my account and join")

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        cleaned = super().clean()
        if "password" in cleaned:
            whose = Account(email=self.email, name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], whose)
            except ValidationError as refusal:
                self.add_error("password", refusal)
        return cleaned
