from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sessions_app.access.actions import forget_factors
from sessions_app.people.models import Account


class Command(BaseCommand):
    help = (
        "For somebody who lost their second factor and every recovery code: they set up a new one "
        "after their next sign-in. Make sure first that it is them, by voice or in person."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, **options):
        account = Account.objects.filter(email__iexact=options["email"]).first()
        if account is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        forget_factors(account=account, by=None, at=timezone.now())
        self.stdout.write(f"{account} sets up a second factor after the next sign-in.")
