"""Days and clocks of one zone, as the forms that set a time ask for them."""

from datetime import date
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from ...people.rules import place_of
from ..rules import times
from .asking import FILL_IN, between

SHORTEST, LONGEST = 10, 600
# A slip of the finger, and days that no calendar can reckon with, are told apart from a plan.
YEARS = date(2020, 1, 1), date(2199, 12, 31)
PROBLEMS = {
    "missing": "Clocks in {place} skip this time on that day. Choose another.",
    "doubled": "Clocks in {place} show this time twice on that day. Say below which one is meant.",
}
WHICH = {"first": "The first {clock}, before clocks go back", "second": "The second {clock}"}


class Day(forms.DateField):
    default_validators = [
        MinValueValidator(YEARS[0], "Please check the year."),
        MaxValueValidator(YEARS[1], "Please check the year."),
    ]


def day_field(label, **kwargs):
    return Day(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **{"error_messages": FILL_IN} | kwargs,
    )


def clock_field(label, **kwargs):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **{"error_messages": FILL_IN} | kwargs)


def length_field(label, *, error_messages=FILL_IN, **kwargs):
    bounds = between(SHORTEST, LONGEST, "minutes")
    return forms.IntegerField(
        label=label,
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages=error_messages | bounds,
        **kwargs,
    )


def split(at, zone):
    local = at.astimezone(ZoneInfo(zone))
    return local.date(), local.time()


def taking(sent):
    """What was sent, with the free time that was pressed instead of the one that was typed.

    Where a form asks for several times, the button names before the time which of them it means.
    """
    if sent and (offered := sent.get("take", "")):
        which, _, time = offered.rpartition(" ")
        before = f"{which}_" if which else ""
        sent = sent.copy()
        sent[f"{before}day"], _, sent[f"{before}clock"] = time.partition("T")
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
        problem = times.clock_problem(day=day, clock=clock, zone=self.zone)
        which = self._which(clock_name, clock) if problem == "doubled" else ""
        if problem and not which:
            self.add_error(clock_name, PROBLEMS[problem].format(place=place_of(self.zone)))
            return None
        return times.moment(day=day, clock=clock, zone=self.zone, second=which == "second")

    def _which(self, clock_name, clock):
        """Which of two equal clocks is meant; asked in a field of its own, never guessed."""
        name = f"{clock_name}_which"
        self.fields[name] = forms.ChoiceField(
            label=f"Which {clock:%H:%M}?",
            choices=[(key, words.format(clock=f"{clock:%H:%M}")) for key, words in WHICH.items()],
            required=False,
            widget=forms.RadioSelect(attrs={"class": "choice"}),
        )
        self.helper.layout.insert(0, name)
        answer = self.data.get(self.add_prefix(name), "")
        return answer if answer in WHICH else ""
