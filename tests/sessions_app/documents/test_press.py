"""A paper can neither hang the press nor fill the machine, and the next one is printed."""

import os
import resource
from multiprocessing import Pipe
from threading import Thread

import pytest

from sessions_app.documents import pdf
from sessions_app.documents.press import (
    LONGEST,
    CannotBePrinted,
    Press,
    TakesTooLong,
    TakesTooMuch,
)

from .conftest import pages

ONE_LINE = "<html lang='en' data-paper='letter'><title>T</title><p>One line."
# Cells in cells: each level is laid out many times over.
ENDLESS = f"<html lang='en'><title>T</title>{'<table><tr><td>x' * 60}"
ALL_MEMORY = 64 * 2**20


@pytest.fixture
def press():
    made = []

    def making(**limits):
        made.append(Press(**limits))
        return made[-1]

    yield making
    for one in made:
        one.stop()


def test_the_press_prints_what_the_library_prints(press):
    printed = press().render(ONE_LINE, most_pages=2)

    here = pdf.render(ONE_LINE, most_pages=2)
    assert (printed.pages, printed.fit, pages(printed.pdf)) == (1, "roomy", pages(here.pdf))


def test_the_press_stays_warm_between_papers(press):
    warm = press()

    processes = {warm.render(ONE_LINE) and warm._child.pid for _ in range(3)}

    assert len(processes) == 1


def test_a_paper_that_takes_too_long_is_stopped_and_the_next_is_printed(press):
    hasty = press(seconds=0.2)

    with pytest.raises(TakesTooLong) as refusal:
        hasty.render(ENDLESS)

    assert str(refusal.value) == (
        "Printing took too long. Shorten the longest text, then prepare it again."
    )
    assert hasty._child is None
    hasty.seconds = 20
    assert hasty.render(ONE_LINE).pages == 1


def test_a_paper_that_takes_too_much_memory_is_stopped_and_the_next_is_printed(press):
    small = press(memory=ALL_MEMORY)

    with pytest.raises(TakesTooMuch) as refusal:
        small.render("<html lang='en'><title>T</title>" + "<p>word " * 20_000)

    assert str(refusal.value) == (
        "The paper is too large to print. Shorten the longest text, then prepare it again."
    )
    small.memory = 512 * 2**20
    assert small.render(ONE_LINE).pages == 1


def test_a_source_longer_than_any_paper_is_not_even_begun(press):
    idle = press()

    with pytest.raises(TakesTooMuch):
        idle.render("x" * (LONGEST + 1))

    assert idle._child is None


def test_a_paper_the_library_cannot_set_is_refused_and_the_press_goes_on(press):
    careful = press()

    with pytest.raises(CannotBePrinted) as refusal:
        careful.render("<html lang='en'><title>T</title><img src='file:///etc/hostname' alt='x'>")

    assert str(refusal.value) == (
        "The paper could not be printed. Prepare it again, and tell support if it stays so."
    )
    assert careful.render(ONE_LINE).pages == 1


def test_a_press_that_was_killed_is_started_again(press):
    killed = press()
    killed.render(ONE_LINE)
    killed._child.kill()
    killed._child.wait()

    assert killed.render(ONE_LINE).pages == 1


def test_the_press_knows_no_secret_and_leaves_nothing_behind(press, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "zebra")
    closed = press()
    closed.render(ONE_LINE)
    folder = closed._folder.name
    with open(f"/proc/{closed._child.pid}/environ", "rb") as known:
        environment = known.read()

    closed.stop()

    assert (b"zebra" in environment, b"DATABASE_URL" in environment) == (False, False)
    assert not os.path.exists(folder)


def test_the_other_end_answers_each_order_and_ends_with_the_line():
    ours, theirs = Pipe()
    ours.send_bytes(b'{"source": "<p>One line.", "most_pages": 2}')
    ours.send_bytes(b'{"source": 1, "most_pages": 2}')
    answers = Thread(target=pdf.serve, args=[theirs])

    answers.start()
    said = [ours.recv_bytes() for _ in range(4)]
    ours.close()
    answers.join()

    assert [one[:5] for one in said] == [b'{"pag', b"%PDF-", b'{"fai', b""]


def test_without_memory_the_other_end_ends_at_once(monkeypatch):
    ended = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(pdf, "render", _no_memory)

    with pytest.raises(UnboundLocalError):
        pdf._answer({"source": "", "most_pages": None})

    assert ended == [pdf.OUT_OF_MEMORY]


def _no_memory(source, *, most_pages):
    raise MemoryError


def test_the_other_end_begins_by_taking_on_its_limits_and_ends_by_tidying_up(monkeypatch, tmp_path):
    limits = {}
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limit: limits.update({kind: limit}))
    ours, theirs = Pipe()
    line = os.dup(theirs.fileno())
    ours.close()

    pdf.main(str(line), "1000", str(tmp_path))

    assert limits == {resource.RLIMIT_DATA: (1000, 1000), resource.RLIMIT_CORE: (0, 0)}
    assert not tmp_path.exists()
