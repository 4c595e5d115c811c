"""Is this container well? Its health check asks from inside: `python -m kapcouples.probe web`."""

import os
import socket
import sys
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from kapcouples.celery import app
from kapcouples.safety import hosts

# Beat sleeps until the next sweep is due, and no sweep is further off than this.
LONGEST_SLEEP = 300


def web(environment: Mapping[str, str]) -> bool:
    page = HTTPConnection("127.0.0.1", int(environment.get("PORT", 8000)), timeout=5)
    name = (hosts(environment) or ["localhost"])[0].lstrip(".")
    try:
        page.request("GET", "/health/", headers={"Host": name})
        return page.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        page.close()


def worker(environment: Mapping[str, str]) -> bool:
    return answers(f"celery@{socket.gethostname()}")


def answers(name: str) -> bool:
    return bool(app.control.inspect([name], timeout=5, limit=1).ping())


def beat(environment: Mapping[str, str]) -> bool:
    pulse = Path(environment["BEAT_PULSE"])
    return pulse.exists() and time.time() - pulse.stat().st_mtime < LONGEST_SLEEP + 60


PARTS: dict[str, Callable[[Mapping[str, str]], bool]] = {"web": web, "worker": worker, "beat": beat}


if __name__ == "__main__":
    sys.exit(not PARTS[sys.argv[1]](os.environ))
