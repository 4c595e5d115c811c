"""Prints in a process of its own, so that no paper can hang, fill or spy on the worker.

The press stays warm between papers. It knows neither the database nor a secret, and is ended when
a paper takes longer or more memory than it may; the next paper starts a new one.
"""

import json
import os
import subprocess
import sys
from multiprocessing import Pipe
from pathlib import Path
from tempfile import TemporaryDirectory

from .rules import Printed

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
MEMORY = 512 * 2**20
LONGEST = 200_000
PASSED_ON = (
    "DYLD_FALLBACK_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PATH",
    "XDG_CACHE_HOME",
)


class CannotBePrinted(Exception):
    """Each kind says in one sentence what happened and what may be done."""

    def __str__(self):
        return "The paper could not be printed. Prepare it again, and tell support if it stays so."


class TakesTooLong(CannotBePrinted):
    def __str__(self):
        return "Printing took too long. Shorten the longest text, then prepare it again."


class TakesTooMuch(CannotBePrinted):
    def __str__(self):
        return "The paper is too large to print. Shorten the longest text, then prepare it again."


class Press:
    def __init__(self, *, seconds=SECONDS, memory=MEMORY):
        self.seconds, self.memory = seconds, memory
        self._child = self._line = self._folder = None

    def render(self, source, *, most_pages=None) -> Printed:
        """The printed paper. Raises `CannotBePrinted` in one of its kinds."""
        if len(source) > LONGEST:
            raise TakesTooMuch
        if self._child is None or self._child.poll() is not None:
            self._start()
        try:
            return self._ask({"source": source, "most_pages": most_pages})
        except TakesTooLong:
            self.stop()
            raise
        except (EOFError, OSError) as gone:
            self.stop()
            raise TakesTooMuch from gone

    def _ask(self, order):
        self._line.send_bytes(json.dumps(order).encode())
        if not self._line.poll(self.seconds):
            raise TakesTooLong
        answer, pdf = json.loads(self._line.recv_bytes()), self._line.recv_bytes()
        if "failed" in answer:
            raise CannotBePrinted
        return Printed(pdf=pdf, **answer)

    def _start(self):
        self.stop()
        self._folder = TemporaryDirectory(prefix="kap-press-")
        self._line, theirs = Pipe()
        command = [sys.executable, "-m", f"{__package__}.pdf", str(theirs.fileno())]
        self._child = subprocess.Popen(
            [*command, str(self.memory), self._folder.name],
            cwd=ROOT,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ}
            | {"TMPDIR": self._folder.name},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # What it would complain about may be words of the paper.
            stderr=subprocess.DEVNULL,
            # A Ctrl-C at the terminal ends the worker after its paper, not the paper before it.
            start_new_session=True,
        )
        theirs.close()

    def stop(self):
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        self._line.close()
        self._folder.cleanup()
        self._child = self._line = self._folder = None


PRESS = Press()
