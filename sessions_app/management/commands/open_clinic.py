from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sessions_app.people import actions


class Command(BaseCommand):
    help = "Opens a clinic. Add its people with add_person."

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("--neutral-name", required=True, help="The name that letters carry.")
        parser.add_argument("--address", required=True)
        parser.add_argument("--phone", required=True, help="The therapist line.")
        parser.add_argument("--prescriber-phone", required=True)
        parser.add_argument("--zone", required=True, help="Like America/Denver.")
        parser.add_argument("--paper", choices=["letter", "a4"], default="letter")
        parser.add_argument("--letters-from", default="09:00", help="In the reader's zone.")
        parser.add_argument("--letters-until", default="20:00", help="In the reader's zone.")

    def handle(self, *args, **options):
        facts = {
            name: options[name]
            for name in (
                "name",
                "neutral_name",
                "address",
                "phone",
                "prescriber_phone",
                "zone",
                "paper",
                "letters_from",
                "letters_until",
            )
        }
        try:
            clinic = actions.open_clinic(by=None, at=timezone.now(), **facts)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"{clinic} is open. Next: add_person.")
