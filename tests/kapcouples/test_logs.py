import logging
import sys
from io import StringIO

import pytest

from kapcouples.logs import Discreet, KindOnly

WORDS = "ZEBRA, a private sentence"


@pytest.fixture
def log():
    """A logger that writes as the app does, and what it wrote."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet("%(message)s"))
    handler.addFilter(KindOnly())
    logger = logging.Logger("kap")
    logger.addHandler(handler)
    logger.written = written
    return logger


def failing():
    try:
        raise KeyError(WORDS)
    except KeyError as cause:
        raise ValueError(WORDS) from cause


def test_a_failure_is_told_by_its_kind_and_place_and_not_by_its_words(log):
    try:
        failing()
    except ValueError:
        log.exception("paper 7 was not made")

    text = log.written.getvalue()
    assert text.startswith("paper 7 was not made\n")
    assert text.index("builtins.KeyError") < text.index("builtins.ValueError")
    assert "in failing" in text
    assert "ZEBRA" not in text


def test_a_failed_task_is_told_by_its_kind(log):
    try:
        failing()
    except ValueError:
        told = {"name": "documents.render", "exc": f"ValueError({WORDS!r})", "traceback": WORDS}
        log.error("Task %(name)s failed: %(exc)s %(traceback)s", told, exc_info=sys.exc_info())

    text = log.written.getvalue()
    assert text.startswith("Task documents.render failed: ValueError \n")
    assert "ZEBRA" not in text


def test_other_lines_stay_as_they_are(log):
    log.info("letter %s left", 12)
    log.info("nothing due")

    assert log.written.getvalue() == "letter 12 left\nnothing due\n"
