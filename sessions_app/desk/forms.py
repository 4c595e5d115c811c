from crispy_forms.layout import Row
from django import forms

from ..audit.telling import SAID
from ..people.forms import frame
from ..people.models import Account

DEEDS = sorted((deed, f"{words[0].upper()}{words[1:]}") for deed, words in SAID.items())


class Seek(forms.Form):
    """Which rows of the trail to show; all of them when nothing is chosen."""

    person = forms.ModelChoiceField(
        queryset=Account.objects.none(), required=False, label="Who", empty_label="Everybody"
    )
    deed = forms.ChoiceField(
        choices=[("", "Everything"), *DEEDS], required=False, label="What was done"
    )
    about = forms.CharField(required=False, max_length=100, label="About a couple named")
    since = forms.DateField(
        required=False, label="From the day", widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        required=False, label="Until the day", widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args, clinic, **kwargs):
        super().__init__(*args, **kwargs)
        people = Account.objects.filter(memberships__clinic=clinic).distinct().order_by("name")
        self.fields["person"].queryset = people
        self.helper = frame(
            Row("person", "deed", "about"), Row("since", "until"), submit="Show these"
        )
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day comes before the first. Choose a later one.")
        return self.cleaned_data
