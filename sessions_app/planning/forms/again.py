from django import forms

from ...people.forms import frame
from .asking import CHOOSE


class TakeUp(forms.Form):
    """A withdrawn plan becomes a draft again, with the time it had or without one."""

    time = forms.ChoiceField(
        label="The time of its session",
        error_messages=CHOOSE,
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )

    helper = frame("time", submit="Take the plan up again")

    def __init__(self, *args, when, **kwargs):
        super().__init__(*args, **kwargs)
        drop = ("drop", "Without a date. A new one is chosen at the station “Schedule”.")
        keep = ("keep", f"Keep {when}, if it is still free.")
        self.fields["time"].choices = [keep, drop] if when else [drop]
        self.fields["time"].initial = self.fields["time"].choices[0][0]
