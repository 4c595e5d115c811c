from zoneinfo import ZoneInfo

from django import forms

from ...people.forms import frame
from ...people.rules import place_of
from .. import taken
from .appointment import Appointment, OnPurpose
from .asking import FILL_IN
from .clocks import split

SESSION_FORM = "session-form"


class Session(Appointment):
    submit = "Save the session"

    def __init__(self, *args, clinic, plan=None, meetings=(), **kwargs):
        super().__init__(*args, clinic=clinic, zone=clinic.zone, **kwargs)
        self.plan, self.meetings = plan, list(meetings)
        self.fields["clock"].label = f"Dose at T0 ({place_of(clinic.zone)})"
        self.fields["minutes"].label = "Length (minutes)"
        self.fields["room"].widget.attrs["list"] = "rooms"
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
        to_at, cleaned["along"] = cleaned["starts_at"], None
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


class DoubleBook(OnPurpose, Session):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = "Shown with the session to everybody who plans it."


class AddRoom(forms.Form):
    name = forms.CharField(label="A new room", max_length=60, error_messages=FILL_IN)

    helper = frame("name", submit="Add the room")
