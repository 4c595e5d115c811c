from django.core.management.base import BaseCommand

from sessions_app.access.actions import reseal_everything


class Command(BaseCommand):
    help = (
        "Puts what is sealed in the database under the first of SEALING_KEYS. "
        "Run it after a new key was put in front; then the old key can be taken away."
    )

    def handle(self, *args, **options):
        count = reseal_everything()
        self.stdout.write(f"{count} sealed texts are under the newest key now.")
