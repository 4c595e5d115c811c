"""Every deed can be told to the clinic it concerns, and no row of the record is ever changed."""

import ast

import pytest
from django.db import connection

from sessions_app import models as register
from sessions_app.audit.models import Event, way_to
from sessions_app.audit.telling import SAID
from sessions_app.couples.rules.stages import Stage
from sessions_app.screening.rules.flags import State
from sessions_app.signing.models import Signature
from tests.conftest import NEVER_EMPTIED
from tests.house.code import sources, tree

# The machine's own, and what is one person's and no clinic's.
OF_NO_CLINIC = {"Event", "Feed", "KeptWords", "Notice", "Session", "Sweep"}


@pytest.mark.parametrize("name", sorted(set(register.__all__) - OF_NO_CLINIC))
def test_whatever_a_deed_is_about_knows_its_clinic(name):
    assert way_to(getattr(register, name), "clinic") is not None


def test_the_record_is_the_trail_and_every_table_of_signatures():
    tables = {model._meta.db_table for model in (Event, *Signature.__subclasses__())}

    assert tables == set(NEVER_EMPTIED)


@pytest.mark.django_db
@pytest.mark.parametrize("table", NEVER_EMPTIED)
def test_the_database_refuses_to_change_remove_and_empty(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname from pg_trigger where tgrelid = %s::regclass and not tgisinternal",
            [table],
        )
        triggers = {name for (name,) in cursor.fetchall()}

    assert triggers >= {"append_only", "never_emptied"}


# Deeds whose last word is where something went.
MOVED = {"folder ": [*Stage], "flag ": [State.ASSESSED, State.CLOSED]}


def _names(node):
    """Every name of a deed in what is given as one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (f"{node.values[0].value}{to.value}" for to in MOVED[node.values[0].value])
    elif isinstance(node, ast.IfExp):
        yield from (*_names(node.body), *_names(node.orelse))


def _deeds():
    for path in sources():
        for node in ast.walk(tree(path)):
            given = isinstance(node, ast.keyword) and node.arg in ("deed", "reading")
            named = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "deed"
            if given or named:
                yield from _names(node.value)


def test_every_deed_is_told_in_a_sentence_and_not_by_its_name():
    deeds = set(_deeds()) - {""}

    assert len(deeds) > 100
    assert sorted(deeds - set(SAID)) == []
