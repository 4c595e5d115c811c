"""What publishing a built-in version and a clinic's own have in common."""

from protocols.models import PARTS, ProtocolVersion


class TemplateDoesNotHangTogether(Exception):
    def __init__(self, name, faults):
        super().__init__(name, faults)
        self.name, self.faults = name, faults

    def __str__(self):
        return f"{self.name} cannot be published yet. {' '.join(self.faults)}"


def fill(version, content):
    """Keep every list of the content with this version, which is not published yet."""
    for name, part in PARTS.items():
        part.objects.bulk_create(placed(part, version, content[name]))


def placed(part, version, rows):
    return [
        part(version=version, position=position, **row)
        for position, row in enumerate(rows, start=1)
    ]


def go_public(version, *, by, at):
    """Publish a version that is filled, and retire the one before it."""
    before = ProtocolVersion.objects.published().for_approach(version.approach)
    before.owned_by(version.owner).update(retired_at=at)
    version.published_at, version.published_by = at, by
    version.save(update_fields=["published_at", "published_by"])
    return version
