from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from protocols import actions
from protocols.built_in import FileDoesNotRead

REFUSALS = (
    FileDoesNotRead,
    actions.PublishedVersionChanged,
    actions.TemplateDoesNotHangTogether,
)


class Command(BaseCommand):
    help = "Publishes the built-in version of each of the four approaches; safe to repeat."

    def handle(self, *args, **options):
        try:
            loaded = actions.load_built_in(by="kapcouples", at=timezone.now())
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        for _, version, is_new in loaded:
            self.stdout.write(_sentence(version, is_new))


def _sentence(version, is_new):
    if is_new:
        return f"{version} is published."
    if version.is_published:
        return f"{version} is already published; nothing changed."
    return f"{version} was published before and is retired; nothing changed."
