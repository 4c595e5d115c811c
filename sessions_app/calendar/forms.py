from django import forms

from ..people.models import Account
from ..people.rules import Role
from ..planning.models import Room


class Narrow(forms.Form):
    """Whose appointments, and in which room; sent with GET, so that the address can be kept."""

    person = forms.ModelChoiceField(
        Account.objects.none(), label="Person", required=False, empty_label="Everybody"
    )
    room = forms.ChoiceField(label="Room", required=False)

    def __init__(self, *args, account, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = (
            Account.objects.filter(
                memberships__clinic=account.clinic,
                memberships__role=Role.THERAPIST.value,
                memberships__ended_at=None,
            )
            .distinct()
            .order_by("name")
        )
        rooms = Room.objects.visible_to(account).filter(clinic=account.clinic)
        names = list(rooms.values_list("name", flat=True))
        self.fields["room"].choices = [("", "Every room"), *((name, name) for name in names)]

    def narrowed(self):
        """What was chosen; an answer that is not offered narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
