from django import forms
from django.urls import reverse

from ..people.forms import frame
from ..signing.forms import Confirmation, Confirmed


class Sign(Confirmed):
    """Ties the signature to what was read: the digest of the page travels with the form."""

    seen_digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame("seen_digest", Confirmation(), submit="Sign this plan")
        self.helper.form_action = reverse("signoff:answer", args=[plan.pk])


class Decline(forms.Form):
    reason = forms.CharField(
        label="What should change before you would sign?",
        help_text="The therapist reads it on the plan.",
        max_length=1000,
        error_messages={"required": "Please write what should change."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame("reason", submit="Send it back")
        self.helper.form_action = reverse("signoff:decline", args=[plan.pk])
