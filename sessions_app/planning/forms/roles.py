from crispy_forms.layout import Fieldset, Row
from django import forms

from ...couples.forms import check_number
from ...people.forms import frame, in_order
from ..rules import wishes
from ..rules.wishes import SOLO
from .asking import CHOOSE
from .station import StationForm

# Nothing ticked means that nobody asked yet; a partner who wants no touch says so.
NO_TOUCH = "none"


def _shown(touch):
    return touch or ([] if touch is None else [NO_TOUCH])


def _answer(ticked):
    return None if not ticked else [kind for kind in ticked if kind != NO_TOUCH]


class Roles(StationForm):
    """Who doses, who is sober and how, touch asked of each alone, signals, companion."""

    dosing = forms.ChoiceField(
        label="Who doses",
        error_messages=CHOOSE,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    nondosing_role = forms.ChoiceField(
        label="The sober partner is",
        required=False,
        choices=wishes.NONDOSING_ROLES.items(),
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )
    support_styles = forms.MultipleChoiceField(
        label="Supports by",
        required=False,
        help_text="Agreed before: what helps, and what would be too much.",
        choices=wishes.SUPPORT_STYLES.items(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    stop_word = forms.CharField(
        label="Stop word", required=False, max_length=40, help_text="Anyone may use it."
    )
    hand_sign = forms.CharField(
        label="Hand sign", required=False, max_length=80, help_text="Because speech may fail."
    )
    companion = forms.CharField(
        label="Stand-by companion",
        required=False,
        max_length=120,
        help_text="A trusted third adult who stays sober (chaperone).",
    )
    companion_arrives = forms.TimeField(
        label="They arrive at",
        required=False,
        help_text="A quarter of an hour before the start, at least.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    companion_confirmed = forms.BooleanField(label="The companion has confirmed", required=False)
    companion_phone = forms.CharField(
        label="Their phone",
        required=False,
        max_length=40,
        validators=[check_number],
        help_text="Reachable on the day.",
    )
    ride = forms.CharField(
        label="Ride home", required=False, max_length=120, help_text="Who drives."
    )
    ride_phone = forms.CharField(
        label="Driver’s phone", required=False, max_length=40, validators=[check_number]
    )
    ride_confirmed = forms.BooleanField(label="The driver has confirmed", required=False)

    def __init__(self, *args, plan, boosters=(), **kwargs):
        """`boosters` are the sides whose approval lists one, or who have one planned."""
        super().__init__(*args, **kwargs)
        self.plan, self.boosters = plan, [*boosters]
        self._ask_of_each()
        self._offer_boosters()
        roles = self._roles_of_solo() if plan.approach == SOLO else self._without_roles()
        self.helper = frame(
            "changes",
            *roles,
            *(
                [Fieldset("Boosters", *map("booster_{}".format, self.boosters))]
                * bool(self.boosters)
            ),
            Fieldset("Touch, asked of each alone", "touch_a", "touch_b"),
            Fieldset("Stop signal", Row("stop_word", "hand_sign")),
            Fieldset(
                "People around",
                Row("companion", "companion_phone", "companion_arrives"),
                "companion_confirmed",
                Row("ride", "ride_phone"),
                "ride_confirmed",
            ),
            submit="Save roles",
        )
        in_order(self)

    def _ask_of_each(self):
        for part in self.plan.pair:
            side, name = part.partner.side, part.partner.called
            self.fields[f"touch_{side}"] = forms.MultipleChoiceField(
                label=f"{name} says yes to",
                required=False,
                choices=[*wishes.TOUCH.items(), (NO_TOUCH, "No touch")],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
                help_text=f"Ask {name} alone. Only what both say yes to is agreed.",
            )

    def _offer_boosters(self):
        names = {part.partner.side: part.partner.called for part in self.plan.pair}
        for side in self.boosters:
            self.fields[f"booster_{side}"] = forms.BooleanField(
                label=f"A booster may be offered to {names[side]}",
                required=False,
                help_text="Only as the approval lists it, within the most for one session.",
            )

    def _roles_of_solo(self):
        self.fields["dosing"].choices = [
            (part.partner.side, part.partner.called) for part in self.plan.pair
        ]
        return [Fieldset("Roles", "dosing", "nondosing_role", "support_styles")]

    def _without_roles(self):
        for name in ("dosing", "nondosing_role", "support_styles"):
            del self.fields[name]
        return []

    @staticmethod
    def as_recorded(plan):
        dosing = next((p.partner.side for p in plan.pair if p.doses), None)
        sober = next((p for p in plan.pair if not p.doses), None)
        shared = {name: getattr(plan, name) for name in Roles.SHARED}
        return {
            "changes": plan.changes,
            "dosing": dosing,
            "nondosing_role": sober.nondosing_role if sober else "",
            "support_styles": sober.support_styles if sober else [],
            **{f"touch_{p.partner.side}": _shown(p.touch) for p in plan.pair},
            **{f"booster_{p.partner.side}": p.booster for p in plan.pair},
            **shared,
        }

    def clean(self):
        cleaned = super().clean()
        for side in "ab":
            ticked = cleaned.get(f"touch_{side}", [])
            if NO_TOUCH in ticked and len(ticked) > 1:
                self.add_error(f"touch_{side}", "Either no touch, or the kinds that are welcome.")
        return cleaned

    SHARED = (
        "stop_word", "hand_sign", "companion", "companion_phone", "companion_arrives",
        "companion_confirmed", "ride", "ride_phone", "ride_confirmed",
    )  # fmt: skip

    def shared(self):
        return {name: self.cleaned_data[name] for name in self.SHARED}

    def parts(self):
        """The fields of each partner's part, by side."""
        cleaned = self.cleaned_data
        parts = {
            side: {
                "touch": _answer(cleaned[f"touch_{side}"]),
                "booster": cleaned.get(f"booster_{side}", False),
            }
            for side in "ab"
        }
        if "dosing" in cleaned:
            for side, part in parts.items():
                doses = side == cleaned["dosing"]
                part["doses"] = doses
                part["nondosing_role"] = "" if doses else cleaned["nondosing_role"]
                part["support_styles"] = [] if doses else cleaned["support_styles"]
        return parts
