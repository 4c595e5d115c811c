"""One meeting that is booked: another time, another place, another therapist."""

from crispy_forms.layout import Row
from django import forms

from ...people.forms import frame
from ...people.models import Account
from ...people.rules import place_of
from .asking import CHOOSE, FILL_IN
from .clocks import LocalTimes, clock_field, day_field, length_field, split, taking
from .session import therapists_of
from .station import seen

MEETING_FORM = "meeting-form"


class MeetingTime(LocalTimes):
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

    def __init__(self, sent=None, *, meeting, **kwargs):
        initial = self.as_recorded(meeting)
        super().__init__(taking(sent), zone=meeting.zone, initial=initial, **kwargs)
        self.fields["clock"].label = f"Time ({place_of(meeting.zone)})"
        self.fields["therapist"].queryset = therapists_of(meeting.plan.couple.clinic)
        self.helper = self._frame()
        self.helper.form_id = MEETING_FORM

    def _frame(self):
        return frame(
            "changes", Row("day", "clock", "minutes", css_class="fit"), "therapist",
            Row("place", "room"), submit="Save the meeting",
        )  # fmt: skip

    @staticmethod
    def as_recorded(meeting):
        day, clock = split(meeting.starts_at, meeting.zone)
        return {
            "changes": meeting.changes,
            "day": day,
            "clock": clock,
            "minutes": meeting.minutes,
            "therapist": meeting.therapist_id or meeting.plan.therapist_id,
            "place": meeting.place,
            "room": meeting.room,
        }

    def clean(self):
        cleaned = super().clean()
        cleaned["starts_at"] = self.moment("day", "clock")
        return cleaned


class DoubleBookMeeting(MeetingTime):
    """A meeting on a time that is taken, on purpose, with the reason."""

    place = None
    why = forms.CharField(
        label="Why may people or a room be booked twice?",
        help_text="Shown with the meeting to everybody who plans it.",
        max_length=300,
        error_messages=FILL_IN,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def _frame(self):
        return frame(
            "changes", Row("day", "clock", "minutes", css_class="fit"), "therapist", "room", "why",
            submit="Book it all the same", danger=True,
        )  # fmt: skip
