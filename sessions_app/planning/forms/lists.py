from crispy_forms.layout import Fieldset
from django import forms

from ...people.forms import frame
from ..rules import line
from ..rules.tasks import MOST_DAYS, OWNERS
from .asking import CHOOSE, WRITE, between
from .station import StationForm

LONGEST_LINE, MOST_LINES = 200, 30
LONGEST_LIST = MOST_LINES * (LONGEST_LINE + len("\r\n"))
LISTS = {"packing": "What they pack", "room": "What the room needs"}


def _lines(text):
    return [each.strip() for each in text.splitlines() if each.strip()]


class Lists(StationForm):
    """The protocol's packing list and room checklist: untick what is not needed, add own lines."""

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for kind in LISTS:
            self.fields[kind] = forms.MultipleChoiceField(
                label="From the protocol",
                required=False,
                choices=[(item.key, item.text) for item in items if item.list == kind],
                widget=forms.CheckboxSelectMultiple,
                help_text="Untick what they do not need.",
            )
            self.fields[f"own_{kind}"] = forms.CharField(
                label="Their own",
                required=False,
                max_length=LONGEST_LIST,
                help_text="One thing a line.",
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.helper = frame(
            "changes",
            *(Fieldset(title, kind, f"own_{kind}") for kind, title in LISTS.items()),
            submit="Save the lists",
        )

    @staticmethod
    def as_recorded(plan, items):
        kept = [item for item in items if item.key not in plan.left_out]
        return {
            "changes": plan.changes,
            "packing": [item.key for item in kept if item.list == "packing"],
            "room": [item.key for item in kept if item.list == "room"],
            "own_packing": "\n".join(plan.own_packing),
            "own_room": "\n".join(plan.own_room),
        }

    def clean(self):
        cleaned = super().clean()
        for kind in LISTS:
            lines = _lines(cleaned.get(f"own_{kind}", ""))
            if any(len(each) > LONGEST_LINE for each in lines) or len(lines) > MOST_LINES:
                self.add_error(
                    f"own_{kind}",
                    f"Up to {MOST_LINES} lines of up to {LONGEST_LINE} characters each, please.",
                )
        return cleaned

    def lists(self):
        ticked = {*self.cleaned_data["packing"], *self.cleaned_data["room"]}
        return {
            "left_out": [item.key for item in self.items if item.key not in ticked],
            "own_packing": _lines(self.cleaned_data["own_packing"]),
            "own_room": _lines(self.cleaned_data["own_room"]),
        }


class Line(StationForm):
    """How long each phase lasts; where it begins follows from those before it."""

    def __init__(self, *args, plan, routes, **kwargs):
        """`routes` are (route, its name, rows of phase, shortest, longest)."""
        super().__init__(*args, **kwargs)
        self.plan, self.routes = plan, routes
        for route, _, rows in routes:
            for number, (phase, low, high) in enumerate(rows):
                self.fields[f"{route}_{number}"] = forms.IntegerField(
                    label=phase.title,
                    min_value=low,
                    max_value=high,
                    error_messages=CHOOSE | between(low, high, "minutes"),
                    help_text=f"{phase.span}. Between {low} and {high} minutes.",
                    widget=forms.NumberInput(attrs={"class": "w-xs", "inputmode": "numeric"}),
                )
        self.helper = frame(
            "changes",
            *(
                Fieldset(name, *(f"{route}_{n}" for n in range(len(rows))))
                for route, name, rows in routes
            ),
            submit="Save these minutes",
        )

    @staticmethod
    def as_recorded(plan, routes):
        return {"changes": plan.changes} | {
            f"{route}_{number}": phase.ends - phase.starts
            for route, _, rows in routes
            for number, (phase, _, _) in enumerate(rows)
        }

    def minutes(self):
        return {
            route: [self.cleaned_data[f"{route}_{n}"] for n in range(len(rows))]
            for route, _, rows in self.routes
        }

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        for route, lengths in self.minutes().items():
            rows = next(rows for key, _, rows in self.routes if key == route)
            usual = [(phase.starts, phase.ends) for phase, _, _ in rows]
            if problem := line.leaves_too_early(line.spans(usual, lengths)[-1][1]):
                self.add_error(f"{route}_{len(rows) - 1}", problem)
        return cleaned


class AddTask(forms.Form):
    text = forms.CharField(label="What is to be done", max_length=200, error_messages=WRITE)
    owner = forms.ChoiceField(label="Who does it", choices=OWNERS.items(), error_messages=CHOOSE)
    days_before = forms.IntegerField(
        label="Days before the session",
        min_value=0,
        max_value=MOST_DAYS,
        initial=3,
        error_messages={"required": "Please fill this in."} | between(0, MOST_DAYS, "days"),
        widget=forms.NumberInput(attrs={"class": "w-xs", "inputmode": "numeric"}),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        names = {part.partner.side: part.partner.called for part in plan.pair}
        self.fields["owner"].choices = [(key, names.get(key, name)) for key, name in OWNERS.items()]
        self.helper = frame("text", "owner", "days_before", submit="Add the task")


class Waive(forms.Form):
    reason = forms.CharField(
        label="Why does the plan go on without it?",
        help_text="The prescriber reads it and signs it with the plan.",
        max_length=600,
        error_messages=WRITE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    helper = frame("reason", submit="Waive this advice")
