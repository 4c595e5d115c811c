from django import forms

from ...people import reading
from ...people.forms import frame
from ...people.models import Account
from ...people.rules import SECRETS_WORDS, Role
from ..models import CLINICAL_ROLES


def working_here(clinic, roles):
    """The accounts that stand in one of these roles in the clinic, by name."""
    return (
        Account.objects.filter(
            is_active=True,
            memberships__clinic=clinic,
            memberships__role__in=roles,
            memberships__ended_at=None,
        )
        .distinct()
        .order_by("name")
    )


class Clinician(forms.ModelChoiceField):
    """Offers people with what they are here; `in_clinic` read it along."""

    def label_from_instance(self, account):
        return f"{account} ({', '.join(reading.roles(account))})"


class Join(forms.Form):
    account = Clinician(
        Account.objects.none(),
        label="Add a clinician",
        empty_label="Choose somebody",
        help_text="They will read the plans and both records. A supervisor only reads.",
        error_messages={"required": "Please choose somebody."},
        widget=forms.Select(attrs={"class": "w-m"}),
    )

    helper = frame("account", submit="Add to the care team")

    def __init__(self, *args, couple, **kwargs):
        super().__init__(*args, **kwargs)
        present = couple.team.values("account")
        clinicians = working_here(couple.clinic, CLINICAL_ROLES).exclude(pk__in=present)
        self.fields["account"].queryset = clinicians.in_clinic(couple.clinic)


class TeamMember(forms.Form):
    """Somebody who is on the care team now."""

    account = forms.ModelChoiceField(Account.objects.none())

    def __init__(self, *args, couple, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = couple.care_team.all()


class Policy(forms.Form):
    policy = forms.ChoiceField(
        label="What happens with what one of them tells alone?",
        choices=[(each.value, words) for each, words in SECRETS_WORDS.items()],
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
        error_messages={"required": "Please choose one."},
    )
    stated_on = forms.DateField(
        label="Told to both on",
        help_text="Before the first private talk with either of them.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    helper = frame("policy", "stated_on", submit="Save")


class Moved(forms.Form):
    """Why a folder is moved."""

    why = forms.CharField(
        label="Why?",
        max_length=600,
        help_text="The care team reads it. Write what both may know.",
        error_messages={"required": "Please write why, so that the next person understands it."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, submit, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame("why", submit=submit)


class Part(forms.Form):
    """Asks once and for no reason: who wished it would stand where both may read it."""

    helper = frame(submit="End the joint work for good", danger=True)


THERAPISTS = [Role.THERAPIST.value]
PRESCRIBERS = [Role.PRESCRIBER.value]
