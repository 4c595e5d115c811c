"""The part that every form with a signature shares."""

from ..access import forms as access
from ..access.forms import Confirmation

__all__ = ["Confirmation", "Confirmed"]


class Confirmed(access.Confirmed):
    """A form whose sender signs: the password, and the second factor if there is one.

    Put it first among the bases, hand in `by`, and lay `Confirmation()` above the button.
    `cleaned_data` then holds `password` and `code` for the deed; `form.refuse(refusal)` says a
    `signing.actions.NotConfirmed` beside its field.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Your password, to sign"
        self.fields["password"].error_messages["required"] = (
            "Please type your password; it is your signature."
        )
        if self.has_factor:
            self.fields["code"].label = "Code of your second factor, to sign"
