"""The part that every form with a signature shares."""

from crispy_forms.layout import HTML, Layout
from django import forms

from ..access import factors

# Lets a password manager know whose password is asked for; nobody sees or changes it.
WHOSE = (
    '<input type="text" autocomplete="username" value="{{ request.user.email }}" hidden readonly>'
)
PASSKEY = '{% include "signing/_passkey.html" %}'


class Confirmation:
    """Where a layout asks for the password and the second factor of a `Confirmed` form."""

    def render(self, form, context, **kwargs):
        parts = [HTML(WHOSE), "password"]
        if form.has_factor:
            parts.append("code")
        if form.has_passkey:
            parts += ["passkey", HTML(PASSKEY)]
        return Layout(*parts).render(form, context, **kwargs)


class Confirmed(forms.Form):
    """A form that the signer confirms as themselves: the password, and the second factor if any.

    Put it first among the bases, hand in `by`, and lay `Confirmation()` above the button.
    `cleaned_data` then holds `password` and `code` for the deed; `form.refuse(refusal)` says a
    `signing.actions.NotConfirmed` beside its field.
    """

    password = forms.CharField(
        label="Your password, to sign",
        strip=False,
        error_messages={"required": "Please type your password; it is your signature."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "w-m"}),
    )
    code = forms.CharField(
        label="Code of your second factor, to sign",
        help_text="The six digits that your app shows now, or a recovery code.",
        max_length=64,
        error_messages={"required": "Please give your second factor too; it is asked each time."},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-s"}
        ),
    )
    passkey = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        has = factors.kinds(by)
        self.has_factor = bool(has & set(factors.SECOND))
        self.has_passkey = factors.Type.WEBAUTHN in has
        if not self.has_factor:
            del self.fields["code"]
        if self.has_passkey:
            # Either of the two answers; `clean` asks for one of them.
            self.fields["code"].required = False
        else:
            del self.fields["passkey"]

    def clean(self):
        super().clean()
        said = self.cleaned_data.pop("passkey", "")
        if self.has_passkey and "code" in self.cleaned_data:
            self.cleaned_data["code"] = self.cleaned_data["code"] or said
            if not self.cleaned_data["code"]:
                self.add_error("code", self.fields["code"].error_messages["required"])
        return self.cleaned_data

    def refuse(self, refusal):
        """Say a `NotConfirmed` where it can be mended."""
        self.add_error(refusal.field, str(refusal))
