"""Real processes, and a clock that is told the time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from kapcouples.tryout.children import (
    Child,
    ChildFailed,
    finish,
    mend,
    pause_before_return,
    stop_all,
)

LONG = ["sleep", "600"]
SOON = 30


@pytest.fixture
def start():
    children = []

    def starting(name, command, **facts):
        child = Child(name, command, **facts)
        children.append(child)
        child.start()
        return child

    yield starting
    stop_all(children)


def killed(child):
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()


def wait_for_text(path: Path):
    """What a child wrote, as soon as it is there."""
    subprocess.run(["sh", "-c", f'until [ -s "{path}" ]; do sleep 0.02; done'], timeout=SOON)
    return path.read_text()


def test_a_child_that_died_is_back_after_a_pause(start):
    child, said = start("worker", LONG), []
    began = child.started_at
    killed(child)

    mend([child], now=began + 5, say=said.append)
    away = child.process
    mend([child], now=began + 5.5, say=said.append)
    still_away = child.process
    mend([child], now=began + 6, say=said.append)

    assert (away, still_away) == (None, None)
    assert child.process.poll() is None
    assert said == ["worker has stopped. It starts again in 1 s."]


def test_a_child_that_keeps_dying_waits_longer_and_one_that_had_settled_does_not(start):
    child, said = start("web", LONG), []
    for _ in range(2):
        killed(child)
        mend([child], now=child.started_at + 1, say=said.append)
        mend([child], now=child.back_at, say=said.append)

    killed(child)
    mend([child], now=child.started_at + 61, say=said.append)

    assert said == [
        "web has stopped. It starts again in 1 s.",
        "web has stopped. It starts again in 2 s.",
        "web has stopped. It starts again in 1 s.",
    ]


def test_the_pauses_grow_and_stop_growing():
    assert [pause_before_return(deaths) for deaths in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


def test_what_a_child_started_ends_with_it(start, tmp_path):
    note = tmp_path / "grandchild"
    child = start("web", ["sh", "-c", f"sleep 600 & echo $! > {note}; wait"])
    grandchild = psutil.Process(int(wait_for_text(note)))

    child.stop()

    psutil.wait_procs([grandchild], timeout=SOON)
    assert not grandchild.is_running()
    assert child.process is None


def test_a_child_that_does_not_listen_is_ended_all_the_same(start, tmp_path):
    note = tmp_path / "deaf"
    script = f'trap "" TERM; echo deaf > {note}; sleep 600 & wait; wait'
    child = start("worker", ["sh", "-c", script], patience=0.1)
    process = psutil.Process(child.process.pid)
    wait_for_text(note)

    child.stop()

    assert not process.is_running()


def test_a_child_is_asked_to_end_once(start, tmp_path):
    note, ready = tmp_path / "askings", tmp_path / "ready"
    script = f'trap "echo asked >> {note}; exit" TERM; echo ready > {ready}; sleep 600 & wait'
    child = start("worker", ["sh", "-c", script])
    wait_for_text(ready)

    stop_all([child])

    assert note.read_text() == "asked\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of this")
def test_a_child_ends_even_when_its_parent_is_killed_outright(tmp_path):
    note = tmp_path / "child"
    script = (
        "from kapcouples.tryout.children import Child; import time;"
        f"child = Child('worker', {LONG}); child.start();"
        f"open({str(note)!r}, 'w').write(str(child.process.pid)); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    child = psutil.Process(int(wait_for_text(note)))

    parent.kill()
    parent.wait()

    psutil.wait_procs([child], timeout=SOON)
    assert not child.is_running()


def test_a_step_that_succeeds_says_nothing(tmp_path):
    step = Child("preparation", ["true"], log=tmp_path / "log")

    finish(step)

    assert (step.process, step.last_words()) == (None, "")


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("echo Nothing answers.; exit 1", "Nothing answers."),
        ("exit 3", "preparation did not succeed."),
    ],
)
def test_a_step_that_fails_says_why(tmp_path, script, sentence):
    step = Child("preparation", ["sh", "-c", script], log=tmp_path / "log")

    with pytest.raises(ChildFailed) as told:
        finish(step)

    assert str(told.value) == sentence


def test_a_child_without_a_log_has_no_last_words():
    assert Child("mail sink", ["true"]).last_words() == ""
