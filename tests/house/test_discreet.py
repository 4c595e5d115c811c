"""Addresses, names of tasks and log lines are read by machines and strangers: no clinical word."""

import ast
import re

import pytest
from celery import current_app

from tests.house.code import functions, named, sources, tree
from tests.house.routes import routes

# Brief 6.3, as the beginnings of words; with the words for people and papers that we add.
CLINICAL = (
    "ketamine", "esketamine", "lozenge", "troche", "dose", "dosing", "medicine", "medication",
    "drug", "psyche", "psycho", "kap", "therap", "couple", "partner", "integrat", "intention",
    "fasting", "driver", "consent", "phq", "gad7", "hits", "wast", "csi", "score", "risk",
    "hotline", "screening", "questionnaire", "suicid", "safety", "prescri", "sober", "approach",
    "solo", "dual",
)  # fmt: skip
LOGS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
# What may stand in a line beside the sentence: an id, or a name in our own code.
MAY_BE_TOLD = {"invitation.pk", "letter.pk", "self.name", "part"}


def clinical(text):
    return [word for word in re.findall(r"[a-z]+\d*", text.lower()) if word.startswith(CLINICAL)]


def log_calls():
    for path in sources():
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LOGS
                and ast.unparse(node.func.value) in ("logger", "logging")
            ):
                yield named(path), node


def tasks():
    current_app.loader.import_default_modules()
    return {name: task for name, task in current_app.tasks.items() if "celery." not in name}


@pytest.mark.parametrize("word", ["dose", "doses", "Ketamine", "integration", "couples"])
def test_the_list_finds_its_words(word):
    assert clinical(f"/plans/{word}/") == [word.lower()]
    assert clinical("/plans/fit/") == []


def test_no_address_holds_a_clinical_word():
    assert {path: clinical(path) for _, path, _ in routes() if clinical(path)} == {}


def test_no_task_has_a_clinical_name():
    assert set(tasks()) == {
        "access.sweep",
        "approvals.sweep",
        "documents.render",
        "documents.sweep",
        "people.sweep",
        "reminders.sweep",
        "signoff.sweep",
    }
    assert [name for name in tasks() if clinical(name)] == []


def test_a_task_is_told_ids_and_nothing_else():
    told = {
        function.name: [argument.arg for argument in function.args.args]
        for path in sources()
        if path.stem == "tasks"
        for function in functions(path)
        if any("shared_task" in ast.unparse(each) for each in function.decorator_list)
    }

    assert told
    assert {name: args for name, args in told.items() if set(args) - {"self", "pk"}} == {}


def test_a_log_line_is_one_fixed_sentence_without_a_clinical_word():
    lines = [(where, call.args[0]) for where, call in log_calls()]

    assert lines
    assert [where for where, line in lines if not isinstance(line, ast.Constant)] == []
    assert [line.value for _, line in lines if clinical(line.value)] == []


def test_a_log_line_names_ids_and_never_what_people_wrote():
    told = {
        ast.unparse(value)
        for _, call in log_calls()
        for value in [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    }

    assert told - MAY_BE_TOLD == set()


def test_nothing_is_printed():
    found = {
        f"{named(path)}:{node.lineno}"
        for path in sources()
        if path.parts[-2] != "tryout"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    }

    assert found == set()
