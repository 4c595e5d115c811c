"""Ceilings, raised only by a conversation."""

import pytest

from tests.house.code import functions, named, sources, templates

LINES_OF_A_MODULE, LINES_OF_A_FUNCTION, LINES_OF_A_TEMPLATE = 300, 35, 140


def lines(path):
    return len(path.read_text().splitlines())


def test_no_module_is_longer_than_300_lines():
    long = {named(path): lines(path) for path in sources() if lines(path) > LINES_OF_A_MODULE}

    assert long == {}


def test_no_function_is_longer_than_35_lines():
    long = {
        f"{named(path)}: {function.name}": length
        for path in sources()
        for function in functions(path)
        if (length := function.end_lineno - function.lineno + 1) > LINES_OF_A_FUNCTION
    }

    assert long == {}


def test_no_template_is_longer_than_140_lines():
    long = {named(path): lines(path) for path in templates() if lines(path) > LINES_OF_A_TEMPLATE}

    assert long == {}


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "services", "managers", "misc"])
def test_no_module_has_a_name_that_takes_anything(name):
    assert [named(path) for path in sources() if name in (path.stem, path.parent.name)] == []
