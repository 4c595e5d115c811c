from django.core.exceptions import PermissionDenied

from .. import rules


class NotYourDeed(PermissionDenied):
    """The role table says no. Left uncaught it becomes the page that says who can help."""

    def __init__(self, action):
        super().__init__(action)
        self.action = action

    def __str__(self):
        *others, last = sorted(rules.ROLE_WORDS[role] for role in rules.roles_that_may(self.action))
        allowed = f"{', '.join(others)} or {last}" if others else last
        article = "An" if allowed.startswith("a") else "A"
        return f"Your role cannot do this. {article} {allowed} of your clinic can."


def require(*, account, clinic, action):
    """Refuse with `NotYourDeed` unless one of the account's standing roles carries the action."""
    # Read afresh and not from the account: a role may have ended since the page was shown.
    roles = account.memberships.standing().filter(clinic=clinic).values_list("role", flat=True)
    if not account.is_active or not rules.may(roles=roles, action=action):
        raise NotYourDeed(action)
