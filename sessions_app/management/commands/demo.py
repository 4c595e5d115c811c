from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sessions_app.demo import actions
from sessions_app.demo.words import account_lines


class Command(BaseCommand):
    help = "Loads the made-up demo clinic into an empty database; a second time changes nothing."

    def handle(self, *args, **options):
        try:
            loaded = actions.load(by=None, at=timezone.now())
        except (actions.RealRecordsAreHere, actions.ProtocolsAreMissing) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            "The demo clinic is loaded." if loaded else "The demo clinic is here already."
        )
        for line in account_lines():
            self.stdout.write("account: " + " · ".join(line.values()))
