from django import forms

from ..rules import wishes
from ..rules.wishes import QUARTER
from .asking import between
from .station import StationForm

MOST_TOPICS = 3
MOST_PLACES = 99


class Preparation(StationForm):
    """Questions and topics with their order, and what was confirmed.

    Each choice is a tick and a number, under its key; the numbers order the ticked ones, so that
    it works by keyboard and without scripts. Equal numbers keep the order of the protocol.
    """

    def __init__(self, *args, plan, questions, topics, today=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.questions, self.topics, self.today = plan, questions, topics, today
        # In the order of the page, which the list of mistakes follows.
        if plan.approach == QUARTER:
            self._ask_for_the_talk()
            self._ask_for_topics()
            self._ask_for_questions()
        else:
            self._ask_for_questions()
            self._ask_for_topics()
        for part in plan.pair:
            self._ask_of(part.partner)
        self.fields["confirmed"] = forms.MultipleChoiceField(
            label="Confirmed with the couple",
            required=False,
            choices=[(c.key, c.sentence) for c in wishes.confirmations_for(plan.approach)],
            widget=forms.CheckboxSelectMultiple,
        )

    def _ask_for_questions(self):
        for question in self._as_shown("q", self.questions):
            self._add_tick(f"q{question.key}", question.text)
            self._add_place(f"q{question.key}", question.text)

    def _ask_for_topics(self):
        for topic in self._as_shown("t", self.topics):
            self._add_tick(f"t{topic.key}", topic.title)
            self.fields[f"t{topic.key}_opening"] = forms.CharField(
                label=f"Opening sentence for “{topic.title}”",
                required=False,
                max_length=200,
                help_text="One sentence that holds no blame.",
            )
            self._add_place(f"t{topic.key}", topic.title)

    def _ask_of(self, partner):
        self.fields[f"acknowledged_{partner.side}"] = forms.MultipleChoiceField(
            label=f"{partner.called} has said, asked alone",
            required=False,
            choices=[(key, words) for key, (words, _) in wishes.ACKNOWLEDGEMENTS.items()],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"consented_{partner.side}"] = forms.DateField(
            label=f"{partner.called} signed the consent on",
            required=False,
            help_text="Their own consent, thirty days old at most on the day of the session.",
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )

    def _add_tick(self, name, label):
        tick = forms.CheckboxInput(attrs={"data-tick": ""})
        self.fields[name] = forms.BooleanField(label=label, required=False, widget=tick)

    def _add_place(self, name, label):
        self.fields[f"{name}_place"] = forms.IntegerField(
            label=f"Place of “{label}”",
            required=False,
            min_value=1,
            max_value=MOST_PLACES,
            error_messages=between(1, MOST_PLACES, "as its place"),
            widget=forms.NumberInput(
                attrs={"inputmode": "numeric", "class": "w-xs", "data-place": ""}
            ),
        )

    def _ask_for_the_talk(self):
        low, high = wishes.REFLECTION_MINUTES
        self.fields["mode"] = forms.ChoiceField(
            label="The talk is",
            required=False,
            choices=wishes.MODES.items(),
            widget=forms.RadioSelect(attrs={"class": "choice"}),
        )
        self.fields["reflection_minutes"] = forms.IntegerField(
            label="Silent reflection at the start (minutes)",
            required=False,
            min_value=low,
            max_value=high,
            error_messages=between(low, high, "minutes"),
            help_text=f"Between {low} and {high} minutes.",
            widget=forms.NumberInput(attrs={"class": "w-xs"}),
        )
        self._for_another_day()

    def _for_another_day(self):
        self.fields["parked"] = forms.CharField(
            label="Not for this session",
            required=False,
            max_length=600,
            help_text="Matters they leave for another day; decisions go to the “park it” list.",
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @staticmethod
    def as_recorded(plan):
        initial = {
            "changes": plan.changes,
            "confirmed": plan.confirmed,
            "mode": plan.mode,
            "reflection_minutes": plan.reflection_minutes,
            "parked": plan.parked,
        }
        for part in plan.pair:
            initial[f"acknowledged_{part.partner.side}"] = part.acknowledged
            initial[f"consented_{part.partner.side}"] = part.consented_on
        for chosen in plan.chosen_questions.all():
            initial[f"q{chosen.question.key}"] = True
            initial[f"q{chosen.question.key}_place"] = chosen.position
        for chosen in plan.chosen_topics.all():
            initial[f"t{chosen.topic.key}"] = True
            initial[f"t{chosen.topic.key}_place"] = chosen.position
            initial[f"t{chosen.topic.key}_opening"] = chosen.opening
        return initial

    def _ticked(self, letter, things):
        """The keys of the ticked things, by their number; those without one come last."""
        keys = [thing.key for thing in things if self.cleaned_data.get(f"{letter}{thing.key}")]
        order = sorted(
            keys, key=lambda key: self.cleaned_data.get(f"{letter}{key}_place") or MOST_PLACES + 1
        )
        return _moved(order, self.data.get("move", ""), letter)

    @property
    def moves(self):
        """Whether a row was moved and nothing more: the page is shown again where it was."""
        return bool(self.data.get("move"))

    def preparation(self):
        """All that was prepared, as `actions.confirm_preparation` takes it."""
        cleaned = self.cleaned_data
        return {
            "questions": self.chosen_questions(),
            "topics": self.chosen_topics(),
            "confirmed": cleaned["confirmed"],
            "mode": cleaned.get("mode", ""),
            "reflection_minutes": cleaned.get("reflection_minutes"),
            "parked": cleaned.get("parked", ""),
            "told": self.told(),
        }

    def told(self):
        """What each partner said alone, by side, as fields of `Part`."""
        return {
            part.partner.side: {
                "acknowledged": self.cleaned_data[f"acknowledged_{part.partner.side}"],
                "consented_on": self.cleaned_data[f"consented_{part.partner.side}"],
            }
            for part in self.plan.pair
        }

    def chosen_questions(self):
        rows = {question.key: question for question in self.plan.version.questions.all()}
        return [rows[key] for key in self._ticked("q", self.questions)]

    def chosen_topics(self):
        rows = {topic.key: topic for topic in self.plan.version.topics.all()}
        return [
            (rows[key], self.cleaned_data[f"t{key}_opening"])
            for key in self._ticked("t", self.topics)
        ]

    def clean(self):
        cleaned = super().clean()
        chosen = self._ticked("t", self.topics)
        if self.plan.approach == QUARTER and len(chosen) > MOST_TOPICS:
            self.add_error(
                f"t{chosen[MOST_TOPICS]}", "An agenda holds up to three topics. Untick one."
            )
        for side in "ab":
            signed_on = cleaned.get(f"consented_{side}")
            if signed_on and self.today and signed_on > self.today:
                self.add_error(f"consented_{side}", "That day is still to come.")
        return cleaned

    def _as_shown(self, letter, things):
        """Those chosen before in front, by their places."""

        def place(thing):
            # What was typed and brought back is text still.
            said = str(self.initial.get(f"{letter}{thing.key}_place") or "")
            return int(said) if said.isdecimal() else MOST_PLACES + 1

        return sorted(things, key=place)

    def _rows(self, letter, things):
        """The bound fields of each choice for the page."""
        return [
            {
                "thing": thing,
                "key": f"{letter}{thing.key}",
                "tick": self[f"{letter}{thing.key}"],
                "place": self[f"{letter}{thing.key}_place"],
                "opening": self[f"t{thing.key}_opening"] if letter == "t" else None,
            }
            for thing in self._as_shown(letter, things)
        ]

    def question_rows(self):
        return self._rows("q", self.questions)

    def topic_rows(self):
        return self._rows("t", self.topics)

    def of_each(self):
        """The fields that are asked of each partner alone."""
        return [
            {"told": self[f"acknowledged_{part.partner.side}"],
             "consented": self[f"consented_{part.partner.side}"]}
            for part in self.plan.pair
        ]  # fmt: skip


def _moved(order, move, letter):
    """The order after a press on Earlier or Later, which sends the key and the step."""
    key, _, step = move.partition(":")
    if not key.startswith(letter) or key[1:] not in order or step not in ("-1", "1"):
        return order
    at = order.index(key[1:])
    to = min(max(at + int(step), 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return order
