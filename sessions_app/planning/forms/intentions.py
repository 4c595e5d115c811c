from crispy_forms.layout import HTML, Fieldset, Row
from django import forms

from ...people.forms import frame
from .station import StationForm

# Crispy reads legends and HTML as templates. A name is looked up there and never written into one:
# somebody may be called {{ "like a template" }}.
OWN = "{{{{ form.names.{side} }}}}, private"
LOCK = '{{% include "_parts/private.html" with name=form.names.{side} only %}}'


def _words(label, help_text):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Intentions(StationForm):
    joint = _words("What they want together", "A direction, not a demand.")

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {part.partner.side: part.partner.called for part in plan.pair}
        for side, name in self.names.items():
            self.fields[f"agrees_{side}"] = forms.BooleanField(
                label=f"{name} agrees to these words", required=False
            )
            self.fields[f"private_{side}"] = _words(
                f"{name}’s own intention", "Ask for it alone, and write it in their words."
            )
        self.helper = frame(
            "changes",
            Fieldset("Together", "joint", Row("agrees_a", "agrees_b")),
            *(self._alone(side) for side in "ab"),
            submit="Save intentions",
        )

    def _alone(self, side):
        return Fieldset(OWN.format(side=side), HTML(LOCK.format(side=side)), f"private_{side}")

    @staticmethod
    def as_recorded(plan):
        own = {f"private_{p.partner.side}": p.private_intention for p in plan.pair}
        agrees = {f"agrees_{p.partner.side}": p.agrees_joint for p in plan.pair}
        return {"changes": plan.changes, "joint": plan.joint_intention, **own, **agrees}

    def by_side(self, what):
        return {side: self.cleaned_data[f"{what}_{side}"] for side in "ab"}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("joint") and (cleaned.get("agrees_a") or cleaned.get("agrees_b")):
            self.add_error("joint", "Write the words before somebody agrees to them.")
        return cleaned
