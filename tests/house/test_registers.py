"""The silent mistakes of slices: a table, a task or a slice that nobody was told about."""

import importlib
import re
import tomllib

import pytest
from django.db import models

from sessions_app import models as register
from sessions_app import tasks as task_register
from tests.house.code import ROOT, SLICES


def _has(room, role):
    return (room / f"{role}.py").exists() or (room / role / "__init__.py").exists()


def having(role):
    return [name for name in SLICES if _has(ROOT / "sessions_app" / name, role)]


def modules_of(name):
    """The models of a slice, one file or a folder of them."""
    path = ROOT / "sessions_app" / name / "models"
    files = sorted(file.stem for file in path.glob("[a-z]*.py"))
    found = f"sessions_app.{name}.models"
    return [importlib.import_module(each) for each in (found, *(f"{found}.{f}" for f in files))]


def tables_of(name):
    """Every table that is written down in this slice, whether Django was told or not."""
    return {
        model.__name__
        for module in modules_of(name)
        for model in vars(module).values()
        if isinstance(model, type)
        and issubclass(model, models.Model)
        and not model._meta.abstract
        and model.__module__ == module.__name__
    }


@pytest.mark.parametrize("name", having("models"))
def test_every_table_of_a_slice_is_in_the_register(name):
    known = {
        table
        for table in register.__all__
        if getattr(register, table).__module__.startswith(f"sessions_app.{name}.")
    }

    assert tables_of(name) == known


def test_the_register_names_tables_once_and_in_order():
    assert register.__all__ == sorted(set(register.__all__))


def test_every_slice_with_tasks_is_in_the_register():
    assert set(task_register.__all__) == set(having("tasks"))


def test_the_readme_names_every_slice_in_an_order_in_which_it_can_be_read():
    readme = (ROOT / "sessions_app" / "README.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE)

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(c["layers"] for c in contracts["contracts"] if c.get("exhaustive"))
    height = {name: -n for n, layer in enumerate(layers) for name in layer.split(" | ")}

    assert set(rows) == set(SLICES) == set(height)
    assert [height[name] for name in rows] == sorted(height[name] for name in rows)
