import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sessions_app.approvals import verifying as approvals
from sessions_app.audit import chain
from sessions_app.signing import verifying
from sessions_app.signoff import verifying as signoffs


class Command(BaseCommand):
    help = (
        "Walks the trail, all signatures and what was signed, and names the first that is not "
        "as it was written. "
        "Give the file of an earlier trail_head too: only it shows that rows were cut off."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", type=Path, help="A file that trail_head wrote.")

    def handle(self, *args, **options):
        kept = _read(options["head"]) if options["head"] else None
        try:
            rows = chain.walk(kept=kept)
            signatures = verifying.walk()
            approvals.walk()
            signoffs.walk()
        except (chain.ChainIsBroken, verifying.SignatureIsBroken) as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(f"All {rows} rows of the trail and {signatures} signatures are whole.")


def _read(path):
    try:
        return chain.Head(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        raise CommandError(f"{path} is not a file that trail_head wrote.") from None
