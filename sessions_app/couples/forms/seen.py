"""A form over what is kept already: two people who change it at once lose nothing."""

from django import forms

from ...people.forms.said import put, shown
from ..rules import seen

AS_IT_IS = "Somebody changed this meanwhile. It stands here as it is now."
AGAIN = "Meanwhile somebody wrote {} here. Keep yours or write theirs, and save again."


class SeenFields(forms.Form):
    """Takes along what its page showed. `kept` names the fields that somebody else may change."""

    seen = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def get_initial_for_field(self, field, field_name):
        shows = super().get_initial_for_field
        if field_name != "seen":
            return shows(field, field_name)
        return seen.written({name: shows(self.fields[name], name) for name in self.kept()})

    def kept(self):
        return [name for name in self.fields if name != "seen"]

    def clean_seen(self):
        return seen.read(self.cleaned_data["seen"])

    def typed(self):
        """What was typed into the fields that are kept, as they show it."""
        return {name: self.cleaned_data.get(name) for name in self.kept()}

    def meet(self, refusal):
        """Show what was written meanwhile beside each field; what was only left is replaced.

        `refusal` is `actions.WrittenMeanwhile`. Saved again, the form keeps what stands in it.
        """
        was, typed, sent = self.cleaned_data["seen"], self.typed(), self.data.copy()
        for name in refusal.fields:
            field, now = self.fields[name], refusal.now.get(name)
            left = seen.mark(typed[name]) == was[name]
            if left:
                put(sent, name, field, now)
            self.add_error(name, AS_IT_IS if left else AGAIN.format(f"“{shown(field, now)}”"))
        sent["seen"] = seen.written({name: refusal.now.get(name) for name in was})
        self.data = sent
