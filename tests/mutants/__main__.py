"""Does a test fail when the role table, the doors to records or a refusal has a fault?

make mutants

Works on a copy of the sources. Each fault is tried by the tests of its own rule first and, where
those let it live, by the test of every route. A fault that lets somebody in must not live.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kapcouples.tryout.embedded import postgresql, redis_server
from tests.mutants.mutations import of_functions, of_table

ROOT = Path(__file__).resolve().parents[2]
ROUTES = ["tests/sessions_app/test_every_route.py"]
PEOPLE = ["tests/sessions_app/people/test_rules.py", "tests/sessions_app/people/test_actions.py"]
COUPLES = [
    "tests/sessions_app/couples/test_models.py",
    "tests/sessions_app/couples/test_models_doors.py",
]
DOORS = ["visible_to", "clinical_to", "reachable_by", "of_team", "_here", "_cares"]


def mutants():
    """(mutant, the tests that should notice it first)."""
    rules = "sessions_app/people/rules.py"
    for each in of_table(rules, (ROOT / rules).read_text(), "MAY"):
        yield each, PEOPLE[:1]
    for path, names, tests in (
        ("sessions_app/people/actions/asking.py", ["require"], [*PEOPLE, *ROUTES]),
        ("sessions_app/couples/models/couple.py", DOORS, [*COUPLES, *ROUTES]),
        (
            "sessions_app/audit/models.py",
            ["of_clinic"],
            ["tests/sessions_app/desk/test_pages_trail.py"],
        ),
    ):
        for each in of_functions(path, (ROOT / path).read_text(), names):
            yield each, tests


def notices(copy, tests, environment):
    words = [sys.executable, "-m", "pytest", "-x", "-q", "--reuse-db", "-p", "no:cacheprovider"]
    ran = subprocess.run([*words, *tests], cwd=copy, env=environment, capture_output=True)
    return ran.returncode != 0


def killed_by(copy, mutant, tests, environment):
    """The first test file that fails with this fault, None when all of them pass."""
    target = copy / mutant.path
    whole = target.read_text()
    target.write_text(mutant.source)
    try:
        return next((test for test in tests if notices(copy, [test], environment)), None)
    finally:
        target.write_text(whole)


def main(folder):
    services = [postgresql(folder / "pg", durable=False), redis_server(folder / "redis")]
    copy = folder / "copy"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "var", "__pycache__")
    )
    for service in services:
        service.start()
    try:
        addresses = {"DATABASE_URL": services[0].address, "REDIS_URL": services[1].address}
        return report(copy, {**os.environ, **addresses})
    finally:
        for service in services:
            service.child.stop()


def report(copy, environment):
    """Print a line for each fault; how many that let somebody in were noticed by nobody."""
    whole = sorted({test for _, tests in mutants() for test in tests})
    if broken := [test for test in whole if notices(copy, [test], environment)]:
        sys.exit(f"Without any fault these fail already, so they prove nothing: {broken}")
    leaks = 0
    print(f"{'fault':<90} noticed by")
    for mutant, tests in mutants():
        found = killed_by(copy, mutant, tests, environment)
        leaks += found is None and mutant.lets_in
        print(f"{mutant.what[:90]:<90} {found or 'NOBODY'}", flush=True)
    print(f"\n{leaks} faults that let somebody in were noticed by nobody.")
    return leaks


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="kap-mutants-") as place:
        sys.exit(main(Path(place)) > 0)
