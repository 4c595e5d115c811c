"""What only the care team itself may do, and nobody who reads along for an hour."""

from ...people.actions import NotYourDeed, require
from ..models import CareTeamMember


class NotOfTheTeam(NotYourDeed):
    """An emergency opens a record; what lets a session go ahead stays with the care team."""

    def __str__(self):
        return "You are not on the care team of these two. Somebody of the team can do this."


def require_of_team(*, account, couple, action):
    """Refuse with `NotYourDeed` unless a role carries the action and they care for these two."""
    require(account=account, clinic=couple.clinic, action=action)
    if not CareTeamMember.objects.filter(couple=couple, account=account).exists():
        raise NotOfTheTeam(action)
