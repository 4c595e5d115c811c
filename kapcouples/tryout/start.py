"""From installed packages to a filled clinic that runs: the second half of `make run`."""

import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from kapcouples.tryout.children import Child, ChildFailed, finish, mend, stop_all
from kapcouples.tryout.embedded import postgresql, redis_server

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60
GUNICORN = ["--workers", "2", "--preload", "--no-control-socket"]


class AlreadyRunning(Exception):
    def __str__(self):
        return (
            "This try-out is running already. Stop it where it runs (Ctrl-C), "
            "or set KAP_VAR to another folder and PORT to another number."
        )


@dataclass
class Tryout:
    var: Path
    port: int
    services: list[Child] = field(default_factory=list)
    programs: list[Child] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    def open_services(self) -> None:
        """PostgreSQL and Redis, unless the person brought their own."""
        for variable, name, make in (
            ("DATABASE_URL", "postgresql", postgresql),
            ("REDIS_URL", "redis", redis_server),
        ):
            if not os.environ.get(variable):
                service = make(self.var / name)
                self.services.append(service.child)
                service.start()
                self.environment[variable] = service.address

    def settle(self) -> None:
        """What every program of the try-out is told; kept so that a later command can join in."""
        mail_port = _free_port()
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "kapcouples.settings",
            "KAP_TRYOUT": "1",
            "SECRET_KEY": _secret_key(self.var / "secret-key"),
            "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "KAP_MAIL_FOLDER": str(self.var / "mail"),
            "STATIC_ROOT": str(self.var / "static"),
            "SWEEP_SECONDS": os.environ.get("SWEEP_SECONDS", "10"),
        }
        _write_privately(self.var / "environment.json", json.dumps(self.environment))

    def start_programs(self) -> None:
        mail_port = self.environment["EMAIL_URL"].rpartition(":")[2]
        celery = ["celery", "-A", "kapcouples"]
        address = f"127.0.0.1:{self.port}"
        self.programs = [
            self.program("mail sink", "kapcouples.tryout.mailsink", mail_port, self.var / "mail"),
            self.fenced("worker", *celery, "worker", "--concurrency", "2", "--without-gossip"),
            self.fenced("beat", *celery, "beat"),
            self.fenced("web", "gunicorn", "kapcouples.wsgi", *GUNICORN, "--bind", address),
        ]
        for program in self.programs:
            program.start()

    def fenced(self, name, *words) -> Child:
        """A program under the role that owns no table, as in a clinic's own installation."""
        child = self.program(name, *words)
        child.environment = self.environment | {"DATABASE_ROLE": "kapcouples_app"}
        return child

    def program(self, name, *words) -> Child:
        log = self.var / "log" / f"{name.replace(' ', '-')}.log"
        log.parent.mkdir(exist_ok=True)
        return Child(name, [sys.executable, "-m", *words], self.environment, log)

    def wait_for_the_page(self) -> None:
        web = self.programs[-1]
        deadline = time.monotonic() + PATIENCE
        while not _answers(self.port):
            if web.has_ended() or time.monotonic() > deadline:
                raise ChildFailed(f"The page does not answer.\n{web.last_words()}")
            time.sleep(0.1)

    def run(self) -> None:
        say("Starting PostgreSQL and Redis.")
        self.open_services()
        self.settle()
        say("Bringing the records up to date and loading the demo clinic.")
        preparation = self.program("preparation", "kapcouples.tryout.prepare")
        told = self.var / "log" / "preparation.log"
        told.unlink(missing_ok=True)
        finish(preparation)
        self.start_programs()
        self.wait_for_the_page()
        self.announce(told.read_text())
        while True:
            mend([*self.services, *self.programs], now=time.monotonic(), say=say)
            time.sleep(0.5)

    def announce(self, told: str) -> None:
        accounts = [
            line.removeprefix("account:").strip()
            for line in told.splitlines()
            if line.startswith("account:")
        ]
        here = f"http://127.0.0.1:{self.port}"
        say(f"\n  kapcouples is ready: {here}/\n")
        for account in accounts:
            say(f"  {account}")
        say(f"\n  Letters that leave arrive at {here}/try-out/mails/ and nowhere else.")
        say(f"  What the parts report is in {self.var / 'log'}. Ctrl-C stops everything.\n")

    def manage(self, words: list[str]) -> None:
        self.open_services()
        self.settle()
        self.command(words)

    def join(self, words: list[str]) -> None:
        self.environment = json.loads((self.var / "environment.json").read_text())
        self.command(words)

    def command(self, words: list[str]) -> None:
        line = [sys.executable, str(ROOT / "manage.py"), *words]
        sys.exit(subprocess.call(line, env={**os.environ, **self.environment}))


def say(sentence: str) -> None:
    print(sentence, flush=True)


def _answers(port: int) -> bool:
    page = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        page.request("GET", "/health/")
        return page.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        page.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _secret_key(kept: Path) -> str:
    if not kept.exists():
        _write_privately(kept, secrets.token_urlsafe(64))
    return kept.read_text()


def _write_privately(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text)


@contextmanager
def only_one(var: Path):
    with (var / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield


def _end(signum, frame):
    raise SystemExit(0)


def _hear_no_more() -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)


def main(words: list[str]) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _end)
    var = Path(os.environ.get("KAP_VAR") or ROOT / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    tryout = Tryout(var, int(os.environ.get("PORT") or 8000))
    try:
        with only_one(var):
            _take(tryout, words)
    except AlreadyRunning as refusal:
        if not words:
            sys.exit(str(refusal))
        tryout.join(words)
    except ChildFailed as failure:
        sys.exit(str(failure))


def _take(tryout: Tryout, words: list[str]) -> None:
    try:
        tryout.manage(words) if words else tryout.run()
    finally:
        _hear_no_more()
        stop_all(tryout.programs)
        stop_all(tryout.services)
        if not words:
            say("Stopped. The records stay where they are for the next start.")


if __name__ == "__main__":
    main(sys.argv[1:])
