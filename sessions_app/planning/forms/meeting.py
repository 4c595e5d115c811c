"""One meeting that is booked: another time, another place, another therapist."""

from .appointment import Appointment, OnPurpose
from .clocks import split, taking

MEETING_FORM = "meeting-form"


class MeetingTime(Appointment):
    submit = "Save the meeting"

    def __init__(self, sent=None, *, meeting, **kwargs):
        clinic, initial = meeting.plan.couple.clinic, self.as_recorded(meeting)
        super().__init__(taking(sent), clinic=clinic, zone=meeting.zone, initial=initial, **kwargs)
        self.helper.form_id = MEETING_FORM

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


class DoubleBookMeeting(OnPurpose, MeetingTime):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = "Shown with the meeting to everybody who plans it."
