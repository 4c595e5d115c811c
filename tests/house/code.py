"""Our own files, as the tests of the house read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kapcouples", "sessions_app", "protocols")
SLICES = sorted(
    path.parent.name
    for path in (ROOT / "sessions_app").glob("*/__init__.py")
    if path.parent.name not in ("management", "migrations")
)


def sources():
    """Every module of ours but tests and migrations."""
    return sorted(
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
    )


def named(path):
    return str(path.relative_to(ROOT))


@cache
def tree(path):
    return ast.parse(path.read_text())


def imported(nodes):
    """The dotted names that these statements import; a relative one begins with its dots."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def functions(path):
    return [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def role(path):
    """The slice and the file name of a module that may be a package: planning, actions."""
    parts = path.relative_to(ROOT / "sessions_app").parts
    return parts[0], parts[1].removesuffix(".py") if len(parts) > 1 else ""


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))
