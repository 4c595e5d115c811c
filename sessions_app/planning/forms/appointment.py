"""What a session and a meeting ask alike: a time, a therapist, a place and a room."""

from crispy_forms.layout import Row
from django import forms

from ...people.forms import frame
from ...people.models import Account
from ...people.rules import Role, place_of
from .asking import CHOOSE, FILL_IN
from .clocks import LocalTimes, clock_field, day_field, length_field
from .station import seen


def therapists_of(clinic):
    """Who may lead a session or a meeting there."""
    return (
        Account.objects.filter(
            is_active=True,
            memberships__clinic=clinic,
            memberships__role=Role.THERAPIST.value,
            memberships__ended_at=None,
        )
        .distinct()
        .order_by("name")
    )


class Appointment(LocalTimes):
    changes = seen()
    day = day_field("Day")
    clock = clock_field("Time")
    minutes = length_field("Minutes")
    therapist = forms.ModelChoiceField(
        Account.objects.none(), label="Therapist", error_messages=CHOOSE
    )
    place = forms.CharField(label="Place", max_length=240, error_messages=FILL_IN)
    room = forms.CharField(
        label="Room",
        required=False,
        max_length=60,
        help_text="A name that is new becomes a room of the clinic.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    submit = "Save"

    def __init__(self, *args, clinic, zone, **kwargs):
        super().__init__(*args, zone=zone, **kwargs)
        self.fields["clock"].label += f" ({place_of(zone)})"
        self.fields["therapist"].queryset = therapists_of(clinic)
        self.helper = self.laid_out()

    def laid_out(self):
        return _frame(Row("place", "room"), submit=self.submit)

    def clean(self):
        cleaned = super().clean()
        cleaned["starts_at"] = self.moment("day", "clock")
        return cleaned


class OnPurpose(forms.Form):
    """Put before an appointment: on a time that is taken, with the reason."""

    place = None
    why = forms.CharField(
        label="Why may people or a room be booked twice?",
        max_length=300,
        error_messages=FILL_IN,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def laid_out(self):
        return _frame("room", "why", submit="Book it all the same", danger=True)


def _frame(*below, **button):
    when = Row("day", "clock", "minutes", css_class="fit")
    return frame("changes", when, "therapist", *below, **button)
