from dataclasses import dataclass

from protocols.rules.approaches import Approach
from protocols.rules.facts import CoupleFacts, PartnerFacts


@dataclass(frozen=True, kw_only=True)
class Case:
    """One approach weighed with one choice of who doses."""

    approach: Approach
    a: PartnerFacts
    b: PartnerFacts
    couple: CoupleFacts
    doser: str | None = None  # "a" or "b" for solo, None when both dose

    @property
    def both(self):
        return (self.a, self.b)

    @property
    def dosing(self):
        return self.both if self.doser is None else (getattr(self, self.doser),)

    @property
    def staying_sober(self):
        return {None: (), "a": (self.b,), "b": (self.a,)}[self.doser]

    @property
    def in_office(self):
        return self.couple.setting == "office"

    @property
    def at_home_alone(self):
        return self.couple.setting == "home_self_directed"

    @property
    def both_first(self):
        return self.a.experience == self.b.experience == "none"
