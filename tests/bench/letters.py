"""Due letters by one worker to a mail server of its own process; two commits for each letter."""

import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from django.test.utils import override_settings
from django.utils import timezone

from sessions_app.reminders.tasks import drain
from tests.factories.reminders import couples_with_a_letter_due


@dataclass(frozen=True)
class Row:
    letters: int
    seconds: float
    sent: int
    arrived: int

    @property
    def per_second(self):
        return self.sent / self.seconds


def measure(*, letters=1000):
    """Make this many due letters and send them; what was sent and what arrived."""
    couples_with_a_letter_due(letters // 2, at=timezone.now())
    with tempfile.TemporaryDirectory() as folder, mail_server(Path(folder)) as port:
        with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
            began = perf_counter()
            counts = drain(clock=timezone.now)
            seconds = perf_counter() - began
        arrived = len(list(Path(folder).glob("*.eml")))
    return Row(letters, seconds, counts["sent"], arrived)


@contextmanager
def mail_server(folder):
    """The try-out's own mail sink in a process of its own; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "kapcouples.tryout.mailsink", str(port), str(folder)]
    server = subprocess.Popen(words)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port, patience=10):
    deadline = perf_counter() + patience
    while perf_counter() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise SystemExit("The mail server for the measurement did not start.")
