from crispy_forms.layout import Fieldset, Row
from django import forms
from django.urls import reverse

from ...people.forms import frame
from ...people.rules import place_of
from ..rules import times
from .clocks import LocalTimes, clock_field, day_field, length_field, split
from .station import seen

MEETINGS_FORM = "meetings-form"


class Meetings(LocalTimes):
    """The meetings after the session, each of which may be booked, edited or left out."""

    changes = seen()

    def __init__(self, *args, plan, proposals, booked, required, **kwargs):
        # Below the session's own form on one page, so the fields need names of their own.
        super().__init__(*args, zone=plan.zone, auto_id="meetings_%s", **kwargs)
        self.plan, self.proposals = plan, {p.kind: p for p in proposals}
        self.booked, self.required = booked, required
        for kind in self.proposals:
            self._add(kind)
        self.helper = frame(
            "changes",
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
        self.helper.form_id = MEETINGS_FORM
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
        self.fields[f"{kind.value}_day"] = day_field("Day", **wanted)
        self.fields[f"{kind.value}_clock"] = clock_field(f"Time ({place_of(self.zone)})", **wanted)
        self.fields[f"{kind.value}_minutes"] = length_field("Minutes", **wanted)

    @staticmethod
    def as_recorded(plan, proposals, booked):
        """What is booked, and where nothing is booked yet the proposal, ticked."""
        initial = {"changes": plan.changes}
        by_kind = {meeting.kind: meeting for meeting in booked}
        for proposal in proposals:
            meeting = by_kind.get(proposal.kind.value)
            shown = meeting or proposal
            day, clock = split(shown.starts_at, plan.zone)
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
                "leads": list(proposal.leads),
            }
            for kind, proposal in self.proposals.items()
            if cleaned[f"{kind.value}_book"]
        ]
