from django import forms

from ..people.forms import frame
from .rules.states import State
from .rules.words import Outcome


class Settle(forms.Form):
    """What became of a letter. One that never left can only be made up for by a call."""

    outcome = forms.ChoiceField(
        label="What did you find out?",
        choices=[
            (Outcome.ARRIVED.value, "The letter arrived."),
            (Outcome.CALLED.value, "It did not, or nobody can say: I told them by telephone."),
        ],
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )

    helper = frame("outcome", submit="Note it")


class Called(forms.Form):
    outcome = forms.ChoiceField(
        choices=[(Outcome.CALLED.value, "")],
        initial=Outcome.CALLED.value,
        widget=forms.HiddenInput,
    )

    helper = frame("outcome", submit="I told them by telephone")


def form_for(letter):
    return Settle if letter.state == State.UNCERTAIN else Called
