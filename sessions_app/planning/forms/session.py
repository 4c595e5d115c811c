from zoneinfo import ZoneInfo

from crispy_forms.layout import Row
from django import forms

from ...people.forms import frame
from ...people.models import Account
from ...people.rules import Role, place_of
from .. import taken
from .asking import CHOOSE, FILL_IN
from .clocks import LocalTimes, clock_field, day_field, length_field, split
from .station import seen

SESSION_FORM = "session-form"


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


class Session(LocalTimes):
    changes = seen()
    day = day_field("Day")
    clock = clock_field("Dose at T0")
    minutes = length_field("Length (minutes)")
    therapist = forms.ModelChoiceField(
        Account.objects.none(), label="Therapist", error_messages=CHOOSE
    )
    place = forms.CharField(label="Place", max_length=240, error_messages=FILL_IN)
    room = forms.CharField(
        label="Room",
        required=False,
        max_length=60,
        help_text="A name that is new becomes a room of the clinic.",
        widget=forms.TextInput(attrs={"list": "rooms", "autocomplete": "off"}),
    )

    def __init__(self, *args, clinic, plan=None, meetings=(), **kwargs):
        super().__init__(*args, zone=clinic.zone, **kwargs)
        self.plan, self.meetings = plan, list(meetings)
        self.fields["therapist"].queryset = therapists_of(clinic)
        self.fields["clock"].label = f"Dose at T0 ({place_of(clinic.zone)})"
        self.helper = frame(
            "changes", Row("day", "clock", "minutes", css_class="fit"), "therapist",
            Row("place", "room"), submit="Save the session",
        )  # fmt: skip
        self.helper.form_id = SESSION_FORM

    @staticmethod
    def as_recorded(plan, *, minutes):
        """What the plan holds; a new one starts from the clinic and the length of the protocol."""
        if plan.starts_at is None:
            return {
                "changes": plan.changes,
                "minutes": minutes,
                "therapist": plan.begun_by_id,
                "place": plan.couple.clinic.address,
            }
        day, clock = split(plan.starts_at, plan.zone)
        return {
            "changes": plan.changes,
            "day": day,
            "clock": clock,
            "minutes": plan.minutes,
            "therapist": plan.therapist_id,
            "place": plan.place,
            "room": plan.room,
        }

    def clean(self):
        cleaned = super().clean()
        cleaned["starts_at"] = to_at = self.moment("day", "clock")
        cleaned["along"] = None
        if self.meetings and to_at and to_at != self.plan.starts_at:
            cleaned["along"] = self._along(to_at)
        return cleaned

    def _along(self, to_at):
        """Where the booked meetings go with the session; asked with the new times."""
        wished = taken.along(self.plan, self.meetings, to_at=to_at)
        going = {pk: at for pk, at in wished.items() if at}
        said = [_goes(meeting, going.get(meeting.pk)) for meeting in self.meetings]
        self.fields["along"] = forms.ChoiceField(
            label="What becomes of the meetings after it?",
            choices=[
                ("move", f"They move along. {'; '.join(said)}."),
                ("stay", "They stay as they are, and I look at each of them."),
            ],
            required=False,
            widget=forms.RadioSelect(attrs={"class": "boxed"}),
        )
        self.helper.layout.insert(0, "along")
        answer = self.data.get(self.add_prefix("along"), "")
        if answer not in ("move", "stay"):
            self.add_error("along", "Nothing is saved yet. Please choose one.")
        return going if answer == "move" else None


def _goes(meeting, at):
    if at is None:
        return (
            f"{meeting.label}: stays, as clocks in {place_of(meeting.zone)} skip its time or show "
            "it twice on the new day; move it by itself"
        )
    local = at.astimezone(ZoneInfo(meeting.zone))
    where = f"{local:%a} {local.day} {local:%B %Y, %H:%M} ({place_of(meeting.zone)})"
    return f"{meeting.label}: {where}"


class DoubleBook(Session):
    """A time that is taken, chosen on purpose, with the reason."""

    place = None
    why = forms.CharField(
        label="Why may people or a room be booked twice?",
        help_text="Shown with the session to everybody who plans it.",
        max_length=300,
        error_messages=FILL_IN,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = frame(
            "changes", Row("day", "clock", "minutes", css_class="fit"), "therapist", "room", "why",
            submit="Book it all the same", danger=True,
        )  # fmt: skip


class AddRoom(forms.Form):
    name = forms.CharField(label="A new room", max_length=60, error_messages=FILL_IN)

    helper = frame("name", submit="Add the room")
