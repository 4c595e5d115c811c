"""Does a test fail when the role table, a door to records or a refusal has a fault?

make mutants

Works on copies of the sources, one for each core. Each fault is tried by the tests of its own rule
first and, where those let it live, by the test of every door and the test of every route. A fault
that lets somebody in must not live.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue

from kapcouples.tryout.embedded import postgresql, redis_server
from tests.mutants.mutations import of_functions, of_table

ROOT = Path(__file__).resolve().parents[2]
APPS = ("protocols", "sessions_app")
TABLE = "sessions_app/people/rules.py"
ASKING = "sessions_app/people/actions/asking.py"
DOORS = {"visible_to", "clinical_to", "reachable_by", "of_team", "of_clinic", "standing"}
PARTS = {"_here", "_cares"}
# What these doors keep out, condition by condition.
TESTS = "tests/sessions_app"
EVERY = [f"{TESTS}/test_{name}.py" for name in ("every_door", "standing", "every_route")]
# Where each of these is tried condition by condition.
OWN = {
    TABLE: ["people/test_rules.py"],
    ASKING: ["people/test_rules.py", "people/test_actions.py"],
    "sessions_app/approvals/models/approval.py": [
        "approvals/test_models.py",
        "signoff/test_verify.py",
    ],
    "sessions_app/audit/models.py": ["desk/test_pages_trail.py"],
    "sessions_app/couples/models/couple.py": [
        "couples/test_models.py",
        "couples/test_models_doors.py",
    ],
    "sessions_app/signoff/models.py": ["signoff/test_verify.py"],
}


def doors():
    """Each module of rows that has a door, and the names of its doors."""
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    for path in sorted(modules):
        if "models" in (path.stem, path.parent.name):
            nodes = ast.walk(ast.parse(path.read_text()))
            defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
            if defined & DOORS:
                yield str(path.relative_to(ROOT)), sorted(defined & (DOORS | PARTS))


def mutants():
    """(mutant, the tests that should notice it, the nearest first)."""
    for each in of_table(TABLE, (ROOT / TABLE).read_text(), "MAY"):
        yield each, _own(TABLE)
    for path, names in [(ASKING, ["require"]), *doors()]:
        for each in of_functions(path, (ROOT / path).read_text(), names):
            yield each, [*_own(path), *EVERY]


def _own(path):
    return [f"{TESTS}/{test}" for test in OWN.get(path, [])]


class Bench:
    """A copy of the sources with a database and a Redis of its own."""

    def __init__(self, folder, stack):
        self.copy = folder / "copy"
        skipped = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__")
        shutil.copytree(ROOT, self.copy, ignore=skipped)
        services = [postgresql(folder / "pg", durable=False), redis_server(folder / "redis")]
        for service in services:
            service.start()
            stack.callback(service.child.stop)
        names = ("DATABASE_URL", "REDIS_URL")
        self.environment = os.environ | {n: s.address for n, s in zip(names, services, strict=True)}

    def notices(self, test):
        words = [sys.executable, "-m", "pytest", "-x", "-q", "--reuse-db", "-p", "no:cacheprovider"]
        ran = subprocess.run(
            [*words, test], cwd=self.copy, env=self.environment, capture_output=True
        )
        return ran.returncode != 0

    def killer_of(self, mutant, tests):
        """The first test file that fails with this fault, None when all of them pass."""
        target = self.copy / mutant.path
        whole = target.read_text()
        target.write_text(mutant.source)
        try:
            return next((test for test in tests if self.notices(test)), None)
        finally:
            target.write_text(whole)


def borrowed(benches, deed):
    """The deed done on whichever bench is free."""
    bench = benches.get()
    try:
        return deed(bench)
    finally:
        benches.put(bench)


def report(benches, workers):
    """Print a line for each fault; how many that let somebody in were noticed by nobody."""
    tried = list(mutants())
    whole = sorted({test for _, tests in tried for test in tests})
    broken = workers.map(lambda test: borrowed(benches, lambda b: b.notices(test) and test), whole)
    if broken := [test for test in broken if test]:
        sys.exit(f"Without any fault these fail already, so they prove nothing: {broken}")
    print(f"{'fault':<110} noticed by", flush=True)
    leaks = 0
    found = workers.map(lambda each: borrowed(benches, lambda b: b.killer_of(*each)), tried)
    for (mutant, _), killer in zip(tried, found, strict=True):
        leaks += killer is None and mutant.lets_in
        print(f"{mutant.where[:110]:<110} {killer or 'NOBODY'}", flush=True)
    print(f"\n{len(tried)} faults; {leaks} that let somebody in were noticed by nobody.")
    return leaks


def main(folder):
    benches = Queue()
    with ExitStack() as stack:
        cores = len(os.sched_getaffinity(0))
        for number in range(cores):
            benches.put(Bench(folder / str(number), stack))
        workers = stack.enter_context(ThreadPoolExecutor(cores))
        return report(benches, workers)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="kap-mutants-") as place:
        sys.exit(main(Path(place)) > 0)
