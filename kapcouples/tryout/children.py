"""The processes of a try-out: each in its own group, restarted when it dies, ended when we end.

Our own hundred lines and not honcho: a child that dies must come back (honcho then stops them all),
and PostgreSQL wants another signal and another user than the rest.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 30
SETTLED_AFTER = 60


class ChildFailed(Exception):
    pass


@dataclass
class Child:
    name: str
    command: Sequence[str | Path]
    environment: dict[str, str] = field(default_factory=dict)
    log: Path | None = None
    runs_as: pwd.struct_passwd | None = None
    farewell: signal.Signals = signal.SIGTERM
    patience: float = 10
    process: subprocess.Popen | None = None
    leaving: bool = False
    deaths: int = 0
    started_at: float = 0
    back_at: float = 0

    def start(self) -> subprocess.Popen:
        self.started_at, self.leaving = time.monotonic(), False
        output = self.log.open("ab") if self.log else None
        self.process = subprocess.Popen(
            [str(word) for word in self.command],
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=self._end_with_parent if sys.platform == "linux" else None,
            **identity(self.runs_as),
        )
        if output:
            output.close()
        return self.process

    def _end_with_parent(self) -> None:
        """Should this program be killed outright, the kernel still tells the child to end."""
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(self.farewell))

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def say_goodbye(self) -> None:
        """Ask it to end, once: some hear a second asking as haste."""
        if self.process is not None and not self.leaving:
            self.leaving = True
            self.process.send_signal(self.farewell)

    def stop(self) -> None:
        """End the child, and whatever it started that outlived it."""
        if self.process is None:
            return
        self.say_goodbye()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self.patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def last_words(self) -> str:
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])


def identity(person: pwd.struct_passwd | None) -> dict:
    if person is None:
        return {}
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def pause_before_return(deaths: int) -> float:
    """One second, then two, four … so that a child that cannot live does not burn the machine."""
    return min(2 ** (deaths - 1), LONGEST_PAUSE)


def finish(child: Child) -> None:
    """Run a child that is meant to end, such as a migration; it must end well."""
    process = child.start()
    try:
        failed = process.wait() != 0
    finally:
        child.stop()
    if failed:
        raise ChildFailed(child.last_words() or f"{child.name} did not succeed.")


def mend(children: Sequence[Child], *, now: float, say: Callable[[str], None]) -> None:
    """One look over the children: who died gets a time to return; whose time has come returns."""
    for child in children:
        if child.process is None and child.back_at <= now:
            child.start()
        elif child.has_ended():
            child.deaths = 1 if now - child.started_at > SETTLED_AFTER else child.deaths + 1
            pause = pause_before_return(child.deaths)
            child.stop()
            child.back_at = now + pause
            say(f"{child.name} has stopped. It starts again in {pause:.0f} s.")


def stop_all(children: Sequence[Child]) -> None:
    """All are asked at once, so that the slowest alone decides how long it takes."""
    for child in children:
        child.say_goodbye()
    for child in children:
        child.stop()
