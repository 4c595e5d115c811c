from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Least

from ..people.models import Account, Licence, Membership


class Backend(ModelBackend):
    """E-mail address and password; whoever is signed in comes with what every page asks of them."""

    def get_user(self, user_id):
        account = _with_roles(user_id) or _without(user_id)
        return account if account and self.user_can_authenticate(account) else None


def _kinds_of(account):
    """The kinds of second factor, as a column beside this one."""
    factors = Authenticator.objects.filter(user=OuterRef(account)).order_by("pk")
    return ArraySubquery(factors.values("type"))


def _last_day():
    """Until when the licence of this role's clinic holds, so that no page has to ask."""
    of_the_role = Licence.objects.filter(account=OuterRef("account"), clinic=OuterRef("clinic"))
    return Subquery(of_the_role.values_list(Least("expires_on", "dea_expires_on"))[:1])


def _with_roles(pk):
    """The account with its standing roles and their clinics, read at once."""
    standing = list(
        Membership.objects.standing()
        .filter(account=pk)
        .select_related("account", "clinic")
        .annotate(factor_kinds=_kinds_of("account"), licence_until=_last_day())
        .order_by("pk")
    )
    if not standing:
        return None
    account = standing[0].account
    account.standing_memberships = standing
    account.factor_kinds = standing[0].factor_kinds
    return account


def _without(pk):
    return Account.objects.filter(pk=pk).annotate(factor_kinds=_kinds_of("pk")).first()
