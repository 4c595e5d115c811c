from crispy_forms.layout import Div, Row
from django import forms

from ..people.forms import chapter, frame
from ..people.models import Account
from ..people.rules import Role
from .models import Partner
from .rules import OF_AGE, is_adult

PARTNER_FIELDS = [
    "name", "preferred_name", "pronouns", "born_on", "email", "phone", "zone", "wants_letters",
]  # fmt: skip
# Offered while typing; any other zone may be typed as well.
ZONES_NEAR = [
    "America/New_York", "America/Detroit", "America/Chicago", "America/Denver",
    "America/Boise", "America/Phoenix", "America/Los_Angeles", "America/Anchorage",
    "Pacific/Honolulu", "America/Puerto_Rico",
]  # fmt: skip
OWN_ADDRESS = "Each partner needs an own address, so that letters stay separate."


class PartnerFields(forms.ModelForm):
    """One partner's personal facts. Cleans only: the deed builds the row."""

    class Meta:
        model = Partner
        fields = PARTNER_FIELDS
        labels = {
            "name": "Full name",
            "preferred_name": "Called",
            "born_on": "Date of birth",
            "email": "Own e-mail address",
            "zone": "Time zone, where it is not the clinic’s",
            "wants_letters": "Wants letters about appointments",
        }
        help_texts = {
            "preferred_name": "The name on papers. Left empty, it is the first name.",
            "email": "Letters go here, one for each partner.",
            "zone": "Written like America/Denver.",
            "wants_letters": "Time, place and a telephone number; nothing about the visit.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "pronouns": forms.TextInput(attrs={"autocomplete": "off"}),
            "born_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"type": "tel", "class": "w-m", "autocomplete": "off"}),
            "zone": forms.TextInput(attrs={"list": "zones", "class": "w-m", "autocomplete": "off"}),
        }


def _rows(prefix=""):
    """The facts of one partner as they stand in a form."""
    name, called, pronouns, born_on, *others = (f"{prefix}{field}" for field in PARTNER_FIELDS)
    return [name, Row(called, pronouns), born_on, *others]


def age_problem(*, born_on, on):
    """What to say beside a date of birth, or None."""
    if born_on > on:
        return "This day has not come yet. Please check the year."
    if not is_adult(born_on=born_on, on=on):
        return f"Partners are adults: {OF_AGE} or older. Please check the year."
    return None


def _of_role(clinic, role):
    return (
        Account.objects.filter(
            is_active=True,
            memberships__clinic=clinic,
            memberships__role=role.value,
            memberships__ended_at=None,
        )
        .distinct()
        .order_by("name")
    )


class Open(forms.Form):
    """Two partners side by side, and the clinicians who will care for them."""

    lead = forms.ModelChoiceField(
        Account.objects.none(), label="Lead therapist", widget=forms.Select(attrs={"class": "w-m"})
    )
    team = forms.ModelMultipleChoiceField(
        Account.objects.none(),
        label="Prescribers on the care team",
        help_text="Only the care team reads the records and the plans of these two.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one prescriber, who will sign."},
    )

    def __init__(self, *args, clinic, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["lead"].queryset = _of_role(clinic, Role.THERAPIST)
        self.fields["team"].queryset = _of_role(clinic, Role.PRESCRIBER)
        for side in ("a", "b"):
            self._take_fields_of(side)
        # The list of mistakes follows the order of the page.
        self.order_fields([f"{side}_{name}" for side in "ab" for name in PARTNER_FIELDS])
        self.helper = frame(
            Div(
                chapter("Partner A", *_rows("a_")),
                chapter("Partner B", *_rows("b_")),
                css_class="pair",
            ),
            chapter("Who cares for them", "lead", "team"),
            submit="Open the folder",
        )

    def _take_fields_of(self, side):
        for name, field in PartnerFields().fields.items():
            # The same field stands there twice, so what is missing says of whom.
            field.error_messages["required"] = f"Please fill this in for partner {side.upper()}."
            self.fields[f"{side}_{name}"] = field

    def partner(self, side):
        """The cleaned facts of one partner, by the names of the table."""
        return {name: self.cleaned_data[f"{side}_{name}"] for name in PARTNER_FIELDS}

    def clean(self):
        cleaned = super().clean()
        for field in ("a_born_on", "b_born_on"):
            born_on = cleaned.get(field)
            if born_on and (problem := age_problem(born_on=born_on, on=self.on)):
                self.add_error(field, problem)
        a, b = cleaned.get("a_email"), cleaned.get("b_email")
        if a and b and a.lower() == b.lower():
            self.add_error("b_email", OWN_ADDRESS)
        return cleaned


class Correct(PartnerFields):
    helper = frame(*_rows(), submit="Save")

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_born_on(self):
        born_on = self.cleaned_data["born_on"]
        if problem := age_problem(born_on=born_on, on=self.on):
            raise forms.ValidationError(problem)
        return born_on
