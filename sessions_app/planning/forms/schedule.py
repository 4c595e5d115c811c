from datetime import date
from zoneinfo import ZoneInfo

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse

from ...people.forms import frame
from ...people.models import Account
from ...people.rules import Role, place_of
from ..rules import times
from .asking import CHOOSE, FILL_IN, between

SESSION_FORM = "session-form"
SHORTEST, LONGEST = 10, 600
# A slip of the finger, and days that no calendar can reckon with, are told apart from a plan.
YEARS = date(2020, 1, 1), date(2199, 12, 31)
PROBLEMS = {
    "missing": "Clocks in {place} skip this time on that day. Choose another.",
    "doubled": "Clocks in {place} show this time twice on that day. Choose another.",
}


def _day(label, **kwargs):
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[
            MinValueValidator(YEARS[0], "Please check the year."),
            MaxValueValidator(YEARS[1], "Please check the year."),
        ],
        **{"error_messages": FILL_IN} | kwargs,
    )


def _clock(label, **kwargs):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **{"error_messages": FILL_IN} | kwargs)


def _length(label, *, error_messages=FILL_IN, **kwargs):
    bounds = between(SHORTEST, LONGEST, "minutes")
    return forms.IntegerField(
        label=label,
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages=error_messages | bounds,
        **kwargs,
    )


def _split(at, zone):
    local = at.astimezone(ZoneInfo(zone))
    return local.date(), local.time()


def taking(sent, *, day="day", clock="clock"):
    """What was sent, with the free time that was pressed instead of the one that was typed."""
    if sent and (offered := sent.get("take", "")):
        sent = sent.copy()
        sent[day], _, sent[clock] = offered.partition("T")
    return sent


class LocalTimes(forms.Form):
    """A form whose days and clocks are those of one zone; the zone is named on the page."""

    def __init__(self, *args, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone

    def moment(self, day_name, clock_name):
        """The moment these two fields name, or None with the error at the clock."""
        day, clock = self.cleaned_data.get(day_name), self.cleaned_data.get(clock_name)
        if day is None or clock is None:
            return None
        if problem := times.clock_problem(day=day, clock=clock, zone=self.zone):
            self.add_error(clock_name, PROBLEMS[problem].format(place=place_of(self.zone)))
            return None
        return times.moment(day=day, clock=clock, zone=self.zone)


class Session(LocalTimes):
    day = _day("Day")
    clock = _clock("Dose at T0")
    minutes = _length("Length (minutes)")
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

    def __init__(self, *args, clinic, **kwargs):
        super().__init__(*args, zone=clinic.zone, **kwargs)
        self.fields["therapist"].queryset = (
            Account.objects.filter(
                is_active=True,
                memberships__clinic=clinic,
                memberships__role=Role.THERAPIST.value,
                memberships__ended_at=None,
            )
            .distinct()
            .order_by("name")
        )
        self.fields["clock"].label = f"Dose at T0 ({place_of(clinic.zone)})"
        self.helper = frame(
            Row("day", "clock", "minutes", css_class="fit"), "therapist", Row("place", "room"),
            submit="Save the session",
        )  # fmt: skip
        self.helper.form_id = SESSION_FORM

    @staticmethod
    def as_recorded(plan, *, minutes):
        """What the plan holds; a new one starts from the clinic and the length of the protocol."""
        if plan.starts_at is None:
            return {
                "minutes": minutes,
                "therapist": plan.begun_by_id,
                "place": plan.couple.clinic.address,
            }
        day, clock = _split(plan.starts_at, plan.zone)
        return {
            "day": day,
            "clock": clock,
            "minutes": plan.minutes,
            "therapist": plan.therapist_id,
            "place": plan.place,
            "room": plan.room,
        }

    def clean(self):
        cleaned = super().clean()
        cleaned["starts_at"] = self.moment("day", "clock")
        return cleaned


class Meetings(LocalTimes):
    """The meetings after the session, each of which may be booked, edited or left out."""

    def __init__(self, *args, plan, proposals, booked, required, **kwargs):
        super().__init__(*args, zone=plan.zone, **kwargs)
        self.plan, self.proposals = plan, {p.kind: p for p in proposals}
        self.booked, self.required = booked, required
        for kind in self.proposals:
            self._add(kind)
        self.helper = frame(
            *(
                Fieldset(
                    times.MEETING_LABELS[kind],
                    f"{kind.value}_book",
                    Row(
                        f"{kind.value}_day", f"{kind.value}_clock", f"{kind.value}_minutes",
                        css_class="fit",
                    ),
                )
                for kind in self.proposals
            ),
            submit="Keep these meetings" if booked else "Book these meetings",
        )  # fmt: skip
        self.helper.form_action = reverse("planning:meetings", args=[plan.pk])

    def _add(self, kind):
        self.fields[f"{kind.value}_book"] = forms.BooleanField(
            label="Booked (untick it to cancel it)" if kind.value in self.booked else "Book it",
            required=False,
            help_text="This approach cannot go on without it." if kind in self.required else "",
        )
        # What is left out needs no time; what was not sent yet is proposed as booked.
        label = times.MEETING_LABELS[kind]
        wanted = {
            "required": not self.is_bound or f"{kind.value}_book" in self.data,
            "error_messages": {"required": f"{label}: please fill this in, or untick it."},
        }
        self.fields[f"{kind.value}_day"] = _day("Day", **wanted)
        self.fields[f"{kind.value}_clock"] = _clock(f"Time ({place_of(self.zone)})", **wanted)
        self.fields[f"{kind.value}_minutes"] = _length("Minutes", **wanted)

    @staticmethod
    def as_recorded(plan, proposals, booked):
        """What is booked, and where nothing is booked yet the proposal, ticked."""
        initial = {}
        by_kind = {meeting.kind: meeting for meeting in booked}
        for proposal in proposals:
            meeting = by_kind.get(proposal.kind.value)
            shown = meeting or proposal
            day, clock = _split(shown.starts_at, plan.zone)
            initial |= {
                f"{proposal.kind.value}_book": meeting is not None or not booked,
                f"{proposal.kind.value}_day": day,
                f"{proposal.kind.value}_clock": clock,
                f"{proposal.kind.value}_minutes": shown.minutes,
            }
        return initial

    def clean(self):
        cleaned = super().clean()
        for kind in self.proposals:
            if cleaned.get(f"{kind.value}_book"):
                self._clean_meeting(kind)
            elif kind in self.required:
                self.add_error(
                    f"{kind.value}_book",
                    f"{times.MEETING_LABELS[kind]}: this approach cannot go on without it.",
                )
        return cleaned

    def _clean_meeting(self, kind):
        starts_at = self.moment(f"{kind.value}_day", f"{kind.value}_clock")
        self.cleaned_data[f"{kind.value}_starts_at"] = starts_at
        if (
            starts_at
            and kind == times.MeetingKind.NEXT_DAY
            and not times.next_day_fits(
                session_at=self.plan.starts_at, meeting_at=starts_at, zone=self.zone
            )
        ):
            self.add_error(
                f"{kind.value}_day",
                "It starts on the day after the session, 12 to 36 hours after the dose.",
            )

    def meetings(self):
        """The ticked meetings as fields of `Meeting`."""
        cleaned = self.cleaned_data
        return [
            {
                "kind": kind.value,
                "starts_at": cleaned[f"{kind.value}_starts_at"],
                "minutes": cleaned[f"{kind.value}_minutes"],
                "zone": self.zone,
                "place": self.plan.place,
                "leads": list(proposal.leads),
            }
            for kind, proposal in self.proposals.items()
            if cleaned[f"{kind.value}_book"]
        ]


class MeetingTime(LocalTimes):
    """Another time for one meeting."""

    day = _day("Day")
    clock = _clock("Time")
    minutes = _length("Minutes")

    def __init__(self, *args, meeting, **kwargs):
        day, clock = _split(meeting.starts_at, meeting.zone)
        initial = {"day": day, "clock": clock, "minutes": meeting.minutes}
        super().__init__(*args, zone=meeting.zone, initial=initial, **kwargs)
        self.fields["clock"].label = f"Time ({place_of(meeting.zone)})"
        self.helper = frame(
            Row("day", "clock", "minutes", css_class="fit"), submit="Move the meeting"
        )

    def clean(self):
        cleaned = super().clean()
        cleaned["starts_at"] = self.moment("day", "clock")
        return cleaned
