from django.db import connection, transaction

from protocols import built_in
from protocols.models import PARTS, ProtocolVersion
from protocols.rules import Approach, digest, what_is_wrong


class TemplateDoesNotHangTogether(Exception):
    def __init__(self, name, faults):
        super().__init__(name, faults)
        self.name, self.faults = name, faults

    def __str__(self):
        return f"{self.name} cannot be published yet. {' '.join(self.faults)}"


class PublishedVersionChanged(Exception):
    def __init__(self, file, number):
        super().__init__(file, number)
        self.file, self.number = file, number

    def __str__(self):
        return (
            f"{self.file} no longer says what version {self.number} was published with. "
            f"Plans keep that version, so its words stay: give the new words number "
            f"{self.number + 1} in {self.file}, and load again."
        )


@transaction.atomic
def load_built_in(*, by, at, folder=built_in.FOLDER):
    """Publish the built-in version of each approach; what is already there stays untouched.

    Answers with (approach, version, is it new) for each of the four.
    """
    _one_at_a_time()
    return [(approach, *_load(approach, folder, by, at)) for approach in Approach]


@transaction.atomic
def publish(*, content, by, at):
    """Keep this content as a new version and retire the one before it."""
    if faults := what_is_wrong(content):
        raise TemplateDoesNotHangTogether(content["name"], faults)
    versions = ProtocolVersion.objects.for_approach(content["approach"])
    versions.published().update(retired_at=at)
    frame = {name: value for name, value in content.items() if name not in PARTS}
    version = ProtocolVersion.objects.create(
        **frame, digest=digest(content), published_at=at, published_by=by
    )
    for name, part in PARTS.items():
        part.objects.bulk_create(_placed(part, version, content[name]))
    return version


def _one_at_a_time():
    # Two containers that start together both load; the second finds the work of the first done.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('protocols'))")


def _load(approach, folder, by, at):
    content = built_in.read(approach, folder)
    kept = ProtocolVersion.objects.for_approach(approach).filter(number=content["number"]).first()
    if kept is None:
        return publish(content=content, by=by, at=at), True
    if kept.digest != digest(content):
        raise PublishedVersionChanged(built_in.file_of(approach).name, content["number"])
    return kept, False


def _placed(part, version, rows):
    return [
        part(version=version, position=position, **row)
        for position, row in enumerate(rows, start=1)
    ]
