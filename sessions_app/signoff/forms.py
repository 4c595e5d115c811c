from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse

from ..people.forms import frame
from ..planning.facts import acknowledgements_needed
from ..signing.forms import Confirmation, Confirmed

SEEN = ("seen", "seen_digest", "revision")
NOT_WHOLE = "This page did not arrive whole, so nothing was {}. Please open it once more."


class AsShown(forms.CharField):
    """What the page held, given back as it was; a sign in it was in the plan before."""

    default_validators = []


class Answer(Confirmed):
    """Ties an answer to what was read: the content of the page and its digest travel along.

    The digest is what the answer is tied to, and the revision keeps a form that is sent twice from
    answering the next one. The content only serves to say what changed, and is believed only when
    it is what the digest was made of.
    """

    seen = AsShown(required=False, strip=False, widget=forms.HiddenInput)
    seen_digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    said = "answered"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        not_whole = NOT_WHOLE.format(self.said)
        for name in ("seen_digest", "revision"):
            self.fields[name].error_messages |= dict.fromkeys(
                ("required", "invalid", "min_value"), not_whole
            )

    def clean(self):
        """What was seen is compared by its digest; its words are for the page alone."""
        told = super().clean()
        told.pop("seen", None)
        return told


class Sign(Answer):
    said = "signed"
    conditions = forms.CharField(
        label="Conditions under which you sign",
        required=False,
        help_text="They stand beside your signature on the plan and on clinicians’ papers.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.needed = acknowledgements_needed(plan)
        for place, advice in enumerate(self.needed):
            self.fields[f"acknowledge_{place}"] = forms.BooleanField(
                label=f"I have weighed this safety advice: {advice['sentence']}",
                error_messages={"required": "Please tick it, or send the plan back."},
            )
        ticks = [name for name in self.fields if name.startswith("acknowledge_")]
        self.order_fields([*ticks, "conditions", "password", "code"])
        self.helper = frame(*SEEN, *ticks, "conditions", Confirmation(), submit="Sign this plan")
        self.helper.form_action = reverse("signoff:answer", args=[plan.pk])

    def clean(self):
        """Each tick becomes the advice it stands beside."""
        said = super().clean()
        ticked = [said.pop(f"acknowledge_{n}", False) for n in range(len(self.needed))]
        said["acknowledged"] = [
            advice for advice, yes in zip(self.needed, ticked, strict=True) if yes
        ]
        return said


class SendBack(Answer):
    """One reason, and two ways to send it: with what should change, or as a no.

    It stands beside `Sign` on one page, so its fields go by other ids.
    """

    said = "sent back"

    reason = forms.CharField(
        label="What should change, or why not?",
        help_text="The therapist reads it on the plan.",
        max_length=1000,
        error_messages={"required": "Please write what should change, or why not."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, auto_id="back_%s", **kwargs)
        self.order_fields(["reason", "password", "code"])
        self.fields["password"].label = "Your password, to answer"
        self.fields["password"].error_messages["required"] = (
            "Please type your password; your answer stands under your name."
        )
        if self.has_factor:
            self.fields["code"].label = "Code of your second factor, to answer"
        self.helper = frame(*SEEN, "reason", Confirmation(), submit="Ask for changes")
        self.helper.form_action = reverse("signoff:ask_for_changes", args=[plan.pk])
        elsewhere = reverse("signoff:decline", args=[plan.pk])
        self.helper.add_input(
            Submit("", "Decline this plan", css_class="btn-danger", formaction=elsewhere)
        )
