from hashlib import sha256

from crispy_forms.layout import Div, Row
from django import forms

from ...people.forms import chapter, frame
from ...people.models import Account
from ..models import Partner
from ..rules import OF_AGE, OLDEST, age, contacts, is_adult, merging
from .contacts import check_number
from .folder import PRESCRIBERS, THERAPISTS, working_here
from .seen import SeenFields

PARTNER_FIELDS = [
    "name", "preferred_name", "pronouns", "born_on",
    "email", "phone", "zone", "language", "wants_letters",
]  # fmt: skip
# Offered while typing; any other zone may be typed as well.
ZONES_NEAR = [
    "America/New_York", "America/Detroit", "America/Chicago", "America/Denver",
    "America/Boise", "America/Phoenix", "America/Los_Angeles", "America/Anchorage",
    "Pacific/Honolulu", "America/Puerto_Rico",
]  # fmt: skip
REACHED = ("email", "phone")
SAME_PERSON = (
    "This is partner A again: the same name and the same date of birth. Please check both."
)
OWN_CONTACT = "This is partner A’s too. Ask for another one, or say below that both want it so."


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
            "language": "Language to talk in, where it is not English",
            "wants_letters": "Wants letters about appointments",
        }
        help_texts = {
            "preferred_name": "The name on papers. Left empty, it is the first name.",
            "email": "Letters go here, one for each partner; one for both where they share it.",
            "zone": "Written like America/Denver.",
            "language": "Ask whether an interpreter is wanted. Never the other partner.",
            "wants_letters": "Time, place and a telephone number; nothing about the visit.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "pronouns": forms.TextInput(attrs={"autocomplete": "off"}),
            "born_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"type": "tel", "class": "w-m", "autocomplete": "off"}),
            "language": forms.TextInput(attrs={"class": "w-m", "autocomplete": "off"}),
            "zone": forms.TextInput(attrs={"list": "zones", "class": "w-m", "autocomplete": "off"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].validators.append(check_number)


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
    if (years := age(born_on=born_on, on=on)) > OLDEST:
        return f"That would make them {years} years old. Please check the year."
    return None


class SharedFields(forms.Form):
    """One address or phone for both: only when both know it and want it."""

    shared = forms.BooleanField(
        label="Both know that they share it, and want it so",
        required=False,
        help_text=(
            "Whatever goes there is then read by both. Where both would get the same letter, "
            "one is sent. Who calls says only the clinic’s neutral name and asks for the person; "
            "a message is left only if both allow it."
        ),
    )
    shared_why = forms.CharField(
        label="Why they share it",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("shared") and not cleaned.get("shared_why", "").strip():
            self.add_error("shared_why", "Please write why, in a few words.")
        return cleaned

    def shared_words(self):
        """Why they share a contact; "" unless it was ticked."""
        return self.cleaned_data["shared_why"] if self.cleaned_data["shared"] else ""


def _shared_chapter():
    return chapter("If both have the same address or phone", "shared", "shared_why")


class Open(SharedFields):
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
    anyway = forms.BooleanField(
        label="Open a further folder for these two",
        required=False,
        help_text="A clinic admin can bring two folders together later.",
    )
    # Whom it was asked about: a tick for two people is none for two others.
    asked_about = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, clinic, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["lead"].queryset = working_here(clinic, THERAPISTS)
        self.fields["team"].queryset = working_here(clinic, PRESCRIBERS)
        for side in ("a", "b"):
            self._take_fields_of(side)
        # The list of mistakes follows the order of the page.
        partners = [f"{side}_{name}" for side in "ab" for name in PARTNER_FIELDS]
        self.order_fields([*partners, "shared", "shared_why"])
        self.helper = frame(
            Div(
                chapter("Partner A", *_rows("a_")),
                chapter("Partner B", *_rows("b_")),
                css_class="pair",
            ),
            _shared_chapter(),
            chapter("Who cares for them", "lead", "team"),
            "asked_about",
            submit="Open the folder",
        )
        if self.data.get("asked_about"):
            self._offer_anyway()

    def _offer_anyway(self):
        self.helper.layout.append(chapter("If these two need one more", "anyway"))

    def ask(self, refusal):
        """Ask beside everything that was typed whether a further folder is wanted all the same."""
        if not self.data.get("asked_about"):
            self._offer_anyway()
        self.data = self.data.copy()
        self.data["asked_about"], self.data["anyway"] = self._two(self.cleaned_data), ""
        self.add_error("anyway", str(refusal))

    def _two(self, cleaned):
        """A mark of the two people typed; it tells nothing of them."""
        both = (
            (cleaned.get(f"{side}_name") or "", cleaned.get(f"{side}_born_on")) for side in "ab"
        )
        keys = (merging.Person(*each).key for each in both)
        return sha256("\n".join(sorted(f"{name} {day}" for name, day in keys)).encode()).hexdigest()

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
        self._check_two(cleaned)
        if cleaned.get("asked_about") != self._two(cleaned):
            cleaned["anyway"] = False
        self._check_shared(cleaned)
        return cleaned

    def _check_two(self, cleaned):
        """Whoever is written down twice has one record too many."""
        a, b = ((cleaned.get(f"{side}_name"), cleaned.get(f"{side}_born_on")) for side in "ab")
        if all((*a, *b)) and merging.Person(*a).key == merging.Person(*b).key:
            self.add_error("b_name", SAME_PERSON)

    def _check_shared(self, cleaned):
        if cleaned.get("shared"):
            return
        a, b = ([cleaned.get(f"{side}_{name}") or "" for name in REACHED] for side in "ab")
        for name, same in (
            ("email", contacts.same_mailbox(a[0], b[0])),
            ("phone", contacts.same_phone(a[1], b[1])),
        ):
            if same:
                self.add_error(f"b_{name}", OWN_CONTACT)


class Correct(SeenFields, SharedFields, PartnerFields):
    helper = frame("seen", *_rows(), _shared_chapter(), submit="Save")

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def kept(self):
        return PARTNER_FIELDS

    def facts(self):
        """The cleaned facts by the names of the table."""
        return {name: self.cleaned_data[name] for name in PARTNER_FIELDS}

    def clean_born_on(self):
        born_on = self.cleaned_data["born_on"]
        if problem := age_problem(born_on=born_on, on=self.on):
            raise forms.ValidationError(problem)
        return born_on
