"""What a form or a page takes for the name of a record, found in the forms and views themselves."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

from django import forms

import protocols
import sessions_app

QUERIES = {"POST", "GET"}


def every_form():
    """Each class of a form that the app has, by way of its module; some are found twice."""
    for module in pkgutil.walk_packages(sessions_app.__path__, "sessions_app."):
        if ".forms" in module.name:
            there = importlib.import_module(module.name)
            for _, form in inspect.getmembers(there, inspect.isclass):
                if issubclass(form, forms.Form):
                    yield form


def naming_fields():
    """(slice, form, field) of every choice among records."""
    return {
        (form.__module__.split(".")[1], form.__name__, name)
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }


def hidden_fields():
    """The names of whatever travels along unseen."""
    return {
        name
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.HiddenInput)
    }


def _views():
    for package in (protocols, sessions_app):
        root = Path(package.__path__[0])
        for path in root.rglob("*.py"):
            if "views" in path.relative_to(root).as_posix():
                yield ast.parse(path.read_text())


def _asked(node):
    """The word, when this asks the query of a request for one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        query, word = node.func.value, node.args[0]
        if isinstance(query, ast.Attribute) and query.attr in QUERIES:
            return getattr(word, "value", None)
    return None


def read_by_pages():
    """The names of what a view reads from a request by itself, past every form."""
    return {word for tree in _views() for node in ast.walk(tree) if (word := _asked(node))}
