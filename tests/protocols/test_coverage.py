"""Every sentence of the founding article has an artefact, found for real; of the rest, nothing.

The table is protocols/content/coverage.toml.
"""

import re
import tomllib

import pytest
from django.apps import apps
from django.template.loader import get_template

from protocols import built_in, words_about
from protocols.rules import Approach, indicators
from protocols.rules.advice import ADVICE
from protocols.rules.hard import RULES
from sessions_app.planning.rules import gates, wishes
from tests.house.code import ROOT, templates

TABLE = tomllib.loads((built_in.FOLDER / "coverage.toml").read_text(encoding="utf-8"))
CONTENTS = {approach.value: built_in.read(approach) for approach in Approach}
# Of the article, but no content: its address, its stock photograph, its links and comments.
NOISE = ("shutterstock", "getty", "stock photo", "source link", "leave a comment", "your comment")


def seeds(text):
    return set(re.findall(r"S\d+", text))


def source(module):
    return (ROOT / f"{module.__name__.replace('.', '/')}.py").read_text(encoding="utf-8")


def rule_ids():
    """What the rules of the fit are called in the text that yields them."""
    modules = {function.__module__ for function in (*RULES, *ADVICE)}
    files = [ROOT / f"{name.replace('.', '/')}.py" for name in modules]
    return set(re.findall(r'id="([A-Z]+\d+)"', "".join(file.read_text() for file in files)))


def of_content(content):
    rows = [content, *(row for rows in content.values() if isinstance(rows, list) for row in rows)]
    return {seed for row in rows for seed in seeds(row["seed"])}


def of_indicators(approach):
    """The sentences that the functions of this approach name as met."""
    text = source(indicators)
    functions = [indicators.POINTERS[Approach(approach)]]
    if Approach(approach) in indicators.SUPPORTS:
        functions.append(indicators.SUPPORTS[Approach(approach)])
    return {
        seed
        for function in functions
        for seed in seeds(text.split(f"def {function.__name__}(")[1].split("\ndef ")[0])
    }


GATES = seeds(source(gates)) | {confirmation.seed for confirmation in wishes.CONFIRMATIONS}
# Each partner acknowledges these alone, and a gate stays open until both did.
GATES |= {seed for _, seed in wishes.ACKNOWLEDGEMENTS.values()}
ABOUT = {
    seed for part in words_about.read()["parts"] for line in part["lines"]
    for seed in line.get("seeds", [])
}  # fmt: skip


def field_of(path):
    model, name = path.split(".")
    return apps.get_model("sessions_app", model)._meta.get_field(name)


def stands_in(template, words):
    return words in get_template(template).template.source


def lacking(number, row):
    """The artefacts of one sentence that are not there."""
    checks = {
        "rule": lambda value: value in rule_ids(),
        "content": lambda value: all(number in of_content(CONTENTS[each]) for each in value),
        "gate": lambda _: number in GATES,
        "met": lambda value: number in of_indicators(value),
        "about": lambda _: number in ABOUT,
        "field": lambda value: field_of(value) is not None,
        "words": lambda value: stands_in(*value),
        "test": lambda value: (ROOT / value).is_file(),
    }
    return [kind for kind, value in row.items() if not checks[kind](value)]


def test_the_table_names_every_sentence_in_its_order():
    assert list(TABLE) == [f"S{number}" for number in range(1, 63)]


@pytest.mark.parametrize("number", TABLE)
def test_every_sentence_has_its_artefacts_and_a_test(number):
    row = TABLE[number]

    assert lacking(number, row) == []
    assert set(row) - {"test"}
    assert "test" in row


def test_the_table_notices_what_is_not_there():
    wrong = {
        "rule": "H99",
        "content": ["solo"],
        "gate": True,
        "met": "solo",
        "about": True,
        "words": ["documents/_card_sitter.html", "steer the session"],
        "test": "tests/protocols/test_nothing.py",
    }

    assert lacking("S63", wrong) == list(wrong)


def test_nothing_of_what_is_no_content_is_rendered_anywhere():
    written = [*templates(), *sorted(built_in.FOLDER.glob("*.toml"))]
    found = {
        str(path.relative_to(ROOT)): noise
        for path in written
        for noise in NOISE
        if noise in path.read_text(encoding="utf-8").lower()
    }

    assert found == {}
    assert not any("S63" in str(row) for row in (TABLE, *CONTENTS.values()))
