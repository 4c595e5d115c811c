"""Small faults for a module: one grant too many or too few, one condition dropped or turned."""

import ast
import copy
from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    path: str
    what: str
    source: str
    # A fault that lets somebody in; one that shuts somebody out is a nuisance and no leak.
    lets_in: bool = True

    @property
    def where(self):
        return f"{self.path.removeprefix('sessions_app/')} {self.what}"


def of_table(path, text, table):
    """Each pair of role and action turned round: a right that is missing, one that is too many."""
    tree = ast.parse(text)
    rows = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == table
    )
    every = sorted({ast.unparse(each) for row in rows.values for each in row.elts})
    for place, row in enumerate(rows.values):
        role = ast.unparse(rows.keys[place])
        given = [ast.unparse(each) for each in row.elts]
        for action in every:
            now = [a for a in given if a != action] if action in given else [*given, action]
            what = f"{role} {'loses' if action in given else 'gets'} {action}"
            yield Mutant(path, what, _with_row(tree, table, place, now), action not in given)


def _with_row(tree, table, place, actions):
    changed = copy.deepcopy(tree)
    rows = next(
        node.value
        for node in changed.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == table
    )
    rows.values[place] = ast.parse(f"{{{', '.join(actions)}}}", mode="eval").body
    return ast.unparse(changed)


def of_functions(path, text, names):
    """Every condition in these functions dropped, turned or widened, one at a time."""
    tree = ast.parse(text)
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name in names]
    for function in found:
        for number, node in enumerate(ast.walk(function)):
            for what, change in _changes(node):
                changed = copy.deepcopy(tree)
                same = next(
                    n
                    for n in ast.walk(changed)
                    if isinstance(n, ast.FunctionDef) and n.lineno == function.lineno
                )
                _replace(same, number, change)
                source = ast.unparse(ast.fix_missing_locations(changed))
                yield Mutant(path, f"{function.name}: {what}", source)


def _changes(node):
    """(what it is, the function that does it to a copy of the node)."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".filter", ".exclude")):
        for n, each in enumerate(node.keywords):
            yield f"without {ast.unparse(each)}", lambda c, n=n: _drop(c, "keywords", n)
        for n, each in enumerate(node.args):
            yield f"without {ast.unparse(each)}", lambda c, n=n: _drop(c, "args", n)
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".clinical_to"):
        yield f"{ast.unparse(node)} no more than visible", _wider
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".standing"):
        yield f"without {ast.unparse(node)[-40:]}", lambda c: c.func.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd):
        yield f"{ast.unparse(node)[:60]}: left only", lambda c: c.left
        yield f"{ast.unparse(node)[:60]}: right only", lambda c: c.right
    if isinstance(node, ast.UnaryOp):
        yield f"{ast.unparse(node)} turned", lambda c: c.operand
    if isinstance(node, ast.BoolOp):
        for n, each in enumerate(node.values):
            yield f"without {ast.unparse(each)}", lambda c, n=n: _drop(c, "values", n)


def _wider(node):
    node.func.attr = "visible_to"
    return node


def _drop(node, part, place):
    del getattr(node, part)[place]
    return node


def _replace(function, number, change):
    target = list(ast.walk(function))[number]
    for parent in ast.walk(function):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, change(target))
                return
            if isinstance(value, list) and any(each is target for each in value):
                value[[each is target for each in value].index(True)] = change(target)
                return
