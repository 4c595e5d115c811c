"""The fields of forms that name a record, found in the forms themselves."""

import importlib
import inspect
import pkgutil

from django import forms

import sessions_app


def _forms():
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
        for form in _forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField)
    }
