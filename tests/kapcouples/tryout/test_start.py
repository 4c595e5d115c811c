"""The whole try-out, started and stopped as a newcomer does it."""

import os
import re
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection

import psutil
import pytest
from django.conf import settings

from kapcouples.tryout.start import _free_port

BROUGHT = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "SWEEP_SECONDS", "LOG_LEVEL")
PATIENCE = 90
SIX_COUPLES = "from sessions_app.couples.models import Couple; print(Couple.objects.count())"


class TryoutOfATest:
    def __init__(self, folder):
        self.folder, self.port = folder, _free_port()
        own = {name: value for name, value in os.environ.items() if name not in BROUGHT}
        self.environment = own | {"KAP_VAR": str(folder / "var"), "PORT": str(self.port)}
        self.process = None

    def words(self, *words):
        return [sys.executable, "-m", "kapcouples.tryout.start", *words]

    def start(self):
        with self.folder.joinpath("said").open("w") as said:
            self.process = subprocess.Popen(
                self.words(), env=self.environment, cwd=settings.ROOT, stdout=said, stderr=said
            )

    def ended(self, *words, **more):
        """What a second command beside it says, and how it ends."""
        done = subprocess.run(
            self.words(*words),
            env=self.environment | more,
            cwd=settings.ROOT,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr

    @property
    def said(self):
        return self.folder.joinpath("said").read_text()

    def wait_until(self, true):
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def wait_until_said(self, sentence):
        self.wait_until(lambda: sentence in self.said)

    def answers(self, path="/health/"):
        page = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            page.request("GET", path)
            return page.getresponse().status == 200
        except OSError:
            return False
        finally:
            page.close()

    def all_processes(self):
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture
def tryout(ground):
    tryout = TryoutOfATest(ground)
    yield tryout
    if tryout.process and tryout.process.poll() is None:
        tryout.process.terminate()
        tryout.process.wait()


def test_it_starts_filled_mends_itself_stops_whole_and_keeps_its_records(tryout):
    tryout.start()
    tryout.wait_until_said("Ctrl-C stops everything.")
    assert tryout.answers("/sign-in/")
    assert f"kapcouples is ready: http://127.0.0.1:{tryout.port}/\n" in tryout.said
    assert re.findall(r"^  (\S+ \S+).* · \S+@\w+\.example · ", tryout.said, re.M) == [
        "Thea Lindqvist,",
        "Dr Paul",
        "Ada Okafor,",
        "Fern Castillo,",
        "Sola Brandt,",
        "Otto Quist,",
        "Nell Farrow,",
    ]

    assert tryout.ended() == (
        1,
        "",
        "This try-out is running already. Stop it where it runs (Ctrl-C), "
        "or set KAP_VAR to another folder and PORT to another number.\n",
    )
    joined = tryout.ended("shell", "--verbosity", "0", "-c", SIX_COUPLES)
    assert joined == (0, "6\n", "")

    for child in psutil.Process(tryout.process.pid).children():
        child.kill()
    for part in ("PostgreSQL", "Redis", "mail sink", "worker", "beat", "web"):
        tryout.wait_until_said(f"{part} has stopped. It starts again in 1 s.")
    tryout.wait_until(tryout.answers)

    processes = tryout.all_processes()
    tryout.process.send_signal(signal.SIGINT)
    assert tryout.process.wait(PATIENCE) == 0
    psutil.wait_procs(processes, timeout=PATIENCE)
    assert [process for process in processes if process.is_running()] == []
    assert tryout.said.endswith("Stopped. The records stay where they are for the next start.\n")
    assert "Traceback" not in tryout.said

    kept = tryout.ended("shell", "--verbosity", "0", "-c", SIX_COUPLES)
    assert kept == (0, "6\n", "")
    var = tryout.folder / "var"
    assert {name: var.joinpath(name).stat().st_mode & 0o777 for name in PRIVATE} == PRIVATE


PRIVATE = {"secret-key": 0o600, "environment.json": 0o600, "mail": 0o700}


@pytest.mark.parametrize(
    ("variable", "address", "sentence"),
    [
        (
            "DATABASE_URL",
            "postgresql://kap:word@127.0.0.1:1/kap",
            "Nothing answers at DATABASE_URL. Start the database, or leave DATABASE_URL out.\n",
        ),
        (
            "REDIS_URL",
            "unix:///nowhere/redis.sock",
            "Nothing answers at REDIS_URL. Start Redis, or leave REDIS_URL out.\n",
        ),
    ],
)
def test_a_service_that_was_brought_and_does_not_answer_is_named(
    tryout, variable, address, sentence
):
    code, said, complaint = tryout.ended(**{variable: address})

    assert (code, complaint) == (1, sentence)
    assert said.splitlines()[-1] == "Stopped. The records stay where they are for the next start."
