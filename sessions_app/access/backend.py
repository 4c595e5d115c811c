from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from ..people.models import Account


class Backend(ModelBackend):
    """E-mail address and password; whoever is signed in comes with their kinds of second factor."""

    def get_user(self, user_id):
        kinds = Authenticator.objects.filter(user=OuterRef("pk")).order_by("pk").values("type")
        account = (
            Account.objects.filter(pk=user_id).annotate(factor_kinds=ArraySubquery(kinds)).first()
        )
        return account if account and self.user_can_authenticate(account) else None
