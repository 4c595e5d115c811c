"""One process that brings the database, the four approaches, the demo clinic and the styles to
where this version wants them. Doing it again changes nothing."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from redis.exceptions import RedisError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapcouples.settings")
    django.setup()
    ask_services()
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_protocols", verbosity=0)
        call_command("demo")
        collect_static_files()
    except CommandError as refusal:
        sys.exit(str(refusal))


def ask_services() -> None:
    try:
        connection.ensure_connection()
    except OperationalError:
        sys.exit("Nothing answers at DATABASE_URL. Start the database, or leave DATABASE_URL out.")
    try:
        cache.get("anything")
    except RedisError:
        sys.exit("Nothing answers at REDIS_URL. Start Redis, or leave REDIS_URL out.")


def collect_static_files() -> None:
    """Only when one of them has changed: to squeeze them all takes seconds."""
    kept = Path(settings.STATIC_ROOT) / "collected.txt"
    present = "\n".join(sorted(_told(path) for path in _sources()))
    if not kept.exists() or kept.read_text() != present:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        kept.write_text(present)


def _sources():
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield Path(storage.path(path))


def _told(path: Path) -> str:
    state = path.stat()
    return f"{path} {state.st_size} {state.st_mtime_ns}"


if __name__ == "__main__":
    main()
