import ast

import pytest
from django.core.management import call_command

from tests.house.code import ROOMS, ROOT, imported, tree

MIGRATIONS = sorted(ROOT.glob("*/migrations/[0-9]*.py"))


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration(capsys):
    call_command("makemigrations", "--check", "--dry-run")

    assert capsys.readouterr().out == "No changes detected\n"


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_migration_imports_nothing_that_may_be_renamed_later(path):
    ours = [
        name
        for name in imported(ast.walk(tree(path)))
        if name.split(".")[0] in ("", *ROOMS, "tests")
    ]

    assert ours == []


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_migration_is_named_by_what_it_changes(path):
    assert "_auto_" not in path.stem
    assert path.stem[5:]
