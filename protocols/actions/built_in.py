from django.db import connection, transaction

from protocols import built_in
from protocols.models import PARTS, ProtocolVersion
from protocols.rules import Approach, digest, what_is_wrong

from .steps import TemplateDoesNotHangTogether, fill, go_public


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
    """Keep this content as a new built-in version and retire the one before it."""
    if faults := what_is_wrong(content):
        raise TemplateDoesNotHangTogether(content["name"], faults)
    frame = {name: value for name, value in content.items() if name not in PARTS}
    version = ProtocolVersion.objects.create(**frame, digest=digest(content))
    fill(version, content)
    return go_public(version, by=by, at=at)


def _one_at_a_time():
    # Two containers that start together both load; the second finds the work of the first done.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('protocols'))")


def _load(approach, folder, by, at):
    content = built_in.read(approach, folder)
    versions = ProtocolVersion.objects.built_in().for_approach(approach)
    kept = versions.filter(number=content["number"]).first()
    if kept is None:
        return publish(content=content, by=by, at=at), True
    if kept.digest != digest(content):
        raise PublishedVersionChanged(built_in.file_of(approach).name, content["number"])
    return kept, False
