"""Every table has a factory, and who did something is never kept without when."""

import importlib

import factory
import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Q

from tests.house.code import ROOT

TABLES = [
    model
    for model in apps.get_models()
    if model._meta.app_label in ("sessions_app", "protocols") and not model._meta.auto_created
]


def made():
    """The tables for which tests/factories has a factory."""
    files = sorted((ROOT / "tests" / "factories").glob("[a-z]*.py"))
    modules = [importlib.import_module(f"tests.factories.{file.stem}") for file in files]
    return {
        maker._meta.model
        for module in modules
        for maker in vars(module).values()
        if isinstance(maker, type)
        and issubclass(maker, factory.django.DjangoModelFactory)
        and maker._meta.model
    }


def pairs():
    """(table, what was done) for each `…_at` that has its `…_by`, where one may be empty."""
    for model in TABLES:
        fields = {field.name: field for field in model._meta.get_fields() if field.concrete}
        for name in fields:
            done, by = name.removesuffix("_at"), name.removesuffix("_at") + "_by"
            if name.endswith("_at") and by in fields and (fields[name].null or fields[by].null):
                yield model, done


def fields_of(condition):
    for part in condition.children:
        if isinstance(part, Q):
            yield from fields_of(part)
        else:
            yield part[0].split("__")[0]


def test_every_table_has_a_factory():
    assert {model.__name__ for model in set(TABLES) - made()} == set()


@pytest.mark.parametrize(
    ("model", "done"), list(pairs()), ids=lambda value: getattr(value, "__name__", value)
)
def test_the_database_keeps_who_and_when_together(model, done):
    together = [
        constraint.name
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
        and {f"{done}_at", f"{done}_by"} <= set(fields_of(constraint.condition))
    ]

    assert together


def test_every_constraint_that_people_can_meet_has_a_sentence():
    default = CheckConstraint(name="any", condition=Q(pk=1)).violation_error_message
    silent = [
        constraint.name
        for model in TABLES
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) and constraint.violation_error_message == default
    ]

    assert silent == []
