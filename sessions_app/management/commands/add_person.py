import os
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from sessions_app.people import actions
from sessions_app.people.models import Account, Clinic
from sessions_app.people.rules import Role


class Command(BaseCommand):
    help = (
        "Gives a person a role in a clinic, with an account if they have none. "
        "The password is asked for, or read from the variable KAP_PASSWORD."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--clinic", required=True, help="The clinic's name.")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--name", default="")
        parser.add_argument("--credentials", default="", help="Like LMFT or MD.")

    @transaction.atomic
    def handle(self, *args, **options):
        at = timezone.now()
        clinic = Clinic.objects.filter(name=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic “{options['clinic']}”. Open it first.")
        try:
            account = Account.objects.filter(email__iexact=options["email"]).first()
            account = account or self._add(options, at)
            actions.give_role(account=account, clinic=clinic, role=options["role"], by=None, at=at)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"{account} is {options['role']} at {clinic}.")

    def _add(self, options, at):
        password = os.environ.get("KAP_PASSWORD") or getpass("Password: ")
        validate_password(password, Account(email=options["email"], name=options["name"]))
        return actions.add_account(
            email=options["email"],
            name=options["name"],
            credentials=options["credentials"],
            password=password,
            by=None,
            at=at,
        )
