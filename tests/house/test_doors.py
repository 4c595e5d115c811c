"""A page finds a record by one of the doors that know who asks, or not at all."""

import ast

from tests.house.code import functions, named, sources, tree

DOORS = ("visible_to(", "clinical_to(", "reachable_by(")
# Read by everybody who is signed in: it holds nobody's record.
PUBLIC = {"protocols/views.py"}


def views():
    return [
        path
        for path in sources()
        if (path.stem == "views" or "views" in path.parts) and named(path) not in PUBLIC
    ]


def found(within, name):
    return [
        node
        for node in ast.walk(within)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(name)
    ]


def searched():
    """Where each page looks for its record, names of the same function written out."""
    for path in views():
        for function in functions(path):
            told = {
                ast.unparse(node.targets[0]): ast.unparse(node.value)
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
            }
            for call in found(function, "get_object_or_404"):
                where = ast.unparse(call.args[0])
                first = where.split(".")[0]
                yield f"{named(path)}:{call.lineno}", told.get(first, first) + where


def test_every_page_about_a_record_asks_who_may_see_it():
    asked = dict(searched())

    assert asked
    assert {at: where for at, where in asked.items() if not any(d in where for d in DOORS)} == {}


def test_no_view_fetches_a_record_by_its_number_alone():
    by_number = [
        f"{named(path)}:{call.lineno}"
        for path in views()
        for call in found(tree(path), ".get")
        if any(keyword.arg in ("pk", "id") for keyword in call.keywords)
    ]

    assert by_number == []


def test_no_form_and_no_view_saves():
    saved = [
        f"{named(path)}:{call.lineno}"
        for path in sources()
        if {path.stem, path.parts[-2]} & {"forms", "views"}
        for name in (".save", ".create", ".bulk_create", ".update_or_create", ".delete")
        for call in found(tree(path), name)
    ]

    assert saved == []
