from crispy_forms.layout import HTML, Layout
from django import forms
from django.contrib.auth.password_validation import validate_password

from ..people.forms import frame
from ..people.rules import LONGEST_PASSWORD
from . import factors, rules

# Lets a password manager know whose password is asked for; nobody sees or changes it.
WHOSE = (
    '<input type="text" autocomplete="username" value="{{ request.user.email }}" hidden readonly>'
)
CONFIRMING = ("password", "code", "passkey")
PASSKEY = '{% include "access/_passkey.html" %}'
MISSING = "Please give your second factor too; it is asked each time."


def _password(label, *, new=False, **kwargs):
    says = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": says, "class": "w-m"})
    return forms.CharField(
        label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, **kwargs
    )


def _code(label="Code of your second factor"):
    return forms.CharField(
        label=label,
        help_text="The six digits that your app shows now, or a recovery code.",
        max_length=64,
        error_messages={"required": MISSING},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-s"}
        ),
    )


class Answer(forms.Form):
    """Asks for the second factor: a code, or with a passkey either of the two."""

    code = _code()
    passkey = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

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
                self.add_error("code", MISSING)
        return self.cleaned_data


class Confirmation:
    """Where a layout asks for the password and the second factor of a `Confirmed` form."""

    def render(self, form, context, **kwargs):
        parts = [HTML(WHOSE), "password"] if "password" in form.fields else []
        if form.has_factor:
            parts.append("code")
        if form.has_passkey:
            parts += ["passkey", HTML(PASSKEY)]
        return Layout(*parts).render(form, context, **kwargs)


class Confirmed(Answer):
    """A form that its sender confirms as themselves: the password, and the second factor if any.

    Put it first among the bases, hand in `by`, and lay `Confirmation()` above the button.
    `cleaned_data` then holds `password` and `code` for the deed; `form.refuse(refusal)` says what
    was wrong beside its field.
    """

    password = _password("Your password", error_messages={"required": "Please type your password."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The list of mistakes follows the order of the page.
        above = [name for name in self.fields if name not in CONFIRMING]
        self.order_fields([*above, *CONFIRMING])

    def refuse(self, refusal):
        self.add_error(refusal.field, str(refusal))


class SignIn(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = _password("Password")

    helper = frame("email", "password", submit="Sign in")


class Second(Answer):
    helper = frame(Confirmation(), submit="Go on")


class Confirm(Confirmed):
    """Nothing but the question whether it is them."""

    def __init__(self, *args, submit, danger=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame(Confirmation(), submit=submit, danger=danger)


class ResetFactors(Confirmed):
    """For a colleague, and confirmed by the admin as themselves."""

    why = forms.ChoiceField(
        label="Why do they need it?",
        choices=[(each.value, words) for each, words in rules.WHY_WORDS.items()],
        error_messages={"required": "Please choose why."},
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )
    sure = forms.ChoiceField(
        label="How did you make sure that it is them?",
        help_text="A letter or a message proves nothing: others may read and write it.",
        choices=[(each.value, words) for each, words in rules.SURE_WORDS.items()],
        error_messages={"required": "Please make sure first, and say how."},
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        does = f"Reset the second factors of {account.name}"
        self.helper = frame("why", "sure", Confirmation(), submit=does, danger=True)


class AskReset(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="The one you sign in with.",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    helper = frame("email", submit="Send me a link")


class _NewPassword(forms.Form):
    new_password = _password(
        "New password",
        new=True,
        help_text="At least 12 characters. A few words in a row are good and easy to remember.",
    )

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_new_password(self):
        chosen = self.cleaned_data["new_password"]
        validate_password(chosen, self.account)
        return chosen


class ChoosePassword(_NewPassword):
    helper = frame("new_password", submit="Keep this password")


class ChangePassword(Confirmed, _NewPassword):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What they know is asked for before what they make up.
        self.order_fields(CONFIRMING)

    helper = frame(Confirmation(), "new_password", submit="Change my password")


class ChangeEmail(Confirmed):
    email = forms.EmailField(
        label="New e-mail address",
        help_text="A link goes there first. Until it is opened, nothing changes.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "w-l"}),
    )
    helper = frame("email", Confirmation(), submit="Send me the link")


class AddApp(Confirmed):
    app_code = forms.CharField(
        label="Six digits from the app",
        help_text="They show that the app and this page agree.",
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "w-xs"}
        ),
    )
    helper = frame("app_code", Confirmation(), submit="Add this app")


class AddPasskey(Confirmed):
    name = forms.CharField(
        label="What do you call this device?",
        help_text="Like “work laptop”. Only you see it.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-m"}),
    )
    credential = forms.CharField(
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={"required": "The device has not answered yet. Please try again."},
    )
    helper = frame(
        "name",
        Confirmation(),
        "credential",
        HTML('{% include "access/_new_passkey.html" %}'),
        submit="Add this passkey",
        # Until the script listens, a press would send the form before the device is asked.
        disabled=True,
    )

    def ask_again(self):
        """The device is asked once more; with its old answer the page would be sent for ever."""
        self.data = self.data.copy()
        self.data["credential"] = ""
        self.add_error(None, "That answer of the device does not fit. Please try again.")
