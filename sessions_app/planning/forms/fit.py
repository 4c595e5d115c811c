from crispy_forms.layout import Layout
from django import forms

from protocols.rules import Cap

from ...people.forms import frame
from ..rules import wishes
from .asking import CHOOSE, WRITE
from .station import StationForm

YES_NO = (("yes", "Yes"), ("no", "No"))
PLACES = {
    "office": "Office",
    "remote_with_therapist": "Remote",
    "home_self_directed": "At home",
}
REMOTE = "Remote is with the therapist on video."
# A changed answer is kept at once and the verdicts follow; the button does the same by itself.
LIVE = {
    "hx-post": "",
    "hx-trigger": "change delay:150ms",
    "hx-target": "#verdicts",
    "hx-select": "#verdicts",
    "hx-swap": "outerHTML",
    "hx-select-oob": "#rail,#gates,#fit-since,#facts-saved:innerHTML,#id_changes",
    "hx-sync": "this:replace",
}


def yes_no(label, **kwargs):
    """A question that has to be answered: an unticked box would pass for a no."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        error_messages=CHOOSE,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
        **kwargs,
    )


def as_yes_no(value):
    return "yes" if value else "no"


class Facts(StationForm):
    """What the couple said. Facts of their records are not here: they cannot be typed over."""

    goals = forms.MultipleChoiceField(
        label="What they hope for",
        help_text="Reasons to pick an approach.",
        required=False,
        choices=wishes.GOALS.items(),
        widget=forms.CheckboxSelectMultiple,
    )
    comfort = forms.ChoiceField(
        label="Separate inward time",
        help_text="The less comfortable partner decides.",
        choices=wishes.COMFORT.items(),
        error_messages=CHOOSE,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    reactivity = forms.ChoiceField(
        label="Conflict reactivity",
        help_text="Your judgement of the more reactive reading.",
        choices=wishes.REACTIVITY.items(),
        error_messages=CHOOSE,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    companion_need = forms.ChoiceField(
        label="Sober companion wished for",
        choices=wishes.COMPANION_NEED.items(),
        error_messages=CHOOSE,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    stuck_pattern = yes_no("Stuck in a pattern they want to be softer about")
    setting = forms.ChoiceField(
        label="Where",
        help_text=REMOTE,
        error_messages=CHOOSE,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    third_sober_adult = yes_no("A third sober adult will be there")
    sober_a = yes_no("")
    sober_b = yes_no("")

    def __init__(self, *args, clinic, names, live=False, **kwargs):
        super().__init__(*args, **kwargs)
        offered = dict(PLACES)
        if not clinic.home_sessions:
            del offered["home_self_directed"]
            self.fields["setting"].help_text += " Home sessions are off in this clinic."
        self.fields["setting"].choices = offered.items()
        for side, name in zip("ab", names, strict=True):
            self.fields[f"sober_{side}"].label = f"{name} can stay sober that day"
        self.helper = frame(*self.fields, submit="Save the facts")
        self.helper.attrs = LIVE if live else {}

    @staticmethod
    def as_recorded(plan):
        """What the plan holds, as initial values; nothing is answered before it was asked."""
        if plan.facts_at is None:
            return {"changes": plan.changes}
        sober = {f"sober_{p.partner.side}": as_yes_no(p.can_stay_sober) for p in plan.pair}
        return {
            "changes": plan.changes,
            "goals": plan.goals,
            "comfort": plan.comfort,
            "reactivity": plan.reactivity,
            "companion_need": plan.companion_need,
            "stuck_pattern": as_yes_no(plan.stuck_pattern),
            "setting": plan.setting,
            "third_sober_adult": as_yes_no(plan.third_sober_adult),
            **sober,
        }

    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "changes"}


class Choose(StationForm):
    """`shown` is the weight of the verdict that was read."""

    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why do you choose it all the same?",
        help_text="Kept with the plan. The prescriber reads it; it is on no paper of the couple.",
        max_length=1000,
        error_messages=WRITE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, level, **kwargs):
        super().__init__(*args, **kwargs)
        if level == Cap.SUITABLE:
            del self.fields["reason"]
        against = level == Cap.NOT_NOW
        submit = "Choose it against advice" if against else "Choose this approach"
        self.helper = frame(Layout(*self.fields), submit=submit, danger=against)
