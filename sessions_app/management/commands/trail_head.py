import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from sessions_app.audit import chain


class Command(BaseCommand):
    help = (
        "Writes the number, hash and time of the last row of the trail. Keep them where nobody "
        "who can reach the database can change them, and give them to verify --head."
    )

    def handle(self, *args, **options):
        head = chain.head()
        if head is None:
            raise CommandError("The trail has no rows yet.")
        self.stdout.write(json.dumps(asdict(head)))
