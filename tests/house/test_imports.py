"""The arrows between modules. That they point down is what lint-imports looks at."""

import ast

import pytest

from tests.house.code import ROOMS, functions, imported, named, sources, tree


def _hidden(function):
    """What of ours this function imports by itself."""
    names = imported(ast.walk(function))
    return [name for name in names if name.split(".")[0] in ("", *ROOMS, "tests")]


def test_no_function_imports_anything_of_ours():
    hidden = {
        f"{named(path)}: {function.name}": found
        for path in sources()
        for function in functions(path)
        if (found := _hidden(function))
    }

    assert hidden == {}


def test_nothing_of_ours_imports_the_tests():
    found = {
        named(path): name
        for path in sources()
        for name in imported(ast.walk(tree(path)))
        if name.split(".")[0] == "tests"
    }

    assert found == {}


@pytest.mark.parametrize("module", ["django.contrib.admin", "django.db.models.signals"])
def test_there_is_no_second_door_and_no_deed_behind_a_deeds_back(module):
    found = [
        named(path)
        for path in sources()
        if any(name.startswith(module) for name in imported(ast.walk(tree(path))))
    ]

    assert found == []
