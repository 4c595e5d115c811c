"""What only the care team itself may do, and nobody who reads along for an hour."""

from ...people.actions import NotYourDeed, require
from ..models import CareTeamMember


class NotOfTheTeam(NotYourDeed):
    """An emergency opens a record; what lets a session go ahead stays with the care team."""

    def __str__(self):
        return "You are not on the care team of these two. Somebody of the team can do this."


class OneOfTheTwo(Exception):
    """Nobody approves or signs for themself or for their partner (brief 4.5)."""

    # Said before anything is typed.
    plainly = (
        "You are one of these two yourself: this record has your e-mail address. Another "
        "prescriber of the care team has to do this."
    )

    def __str__(self):
        return f"Nothing was kept. {self.plainly}"


def require_of_team(*, account, couple, action):
    """Refuse with `NotYourDeed` unless a role carries the action and they care for these two."""
    require(account=account, clinic=couple.clinic, action=action)
    if not CareTeamMember.objects.filter(couple=couple, account=account).exists():
        raise NotOfTheTeam(action)


def require_neither_of_the_two(*, account, couple):
    """Refuse with `OneOfTheTwo` whoever is a partner of this couple."""
    if couple.is_one_of_the_two(account):
        raise OneOfTheTwo
