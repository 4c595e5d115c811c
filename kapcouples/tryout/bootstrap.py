"""What `make run` and `make test` do before anything is installed: the standard library only.

It makes sure of Python, of a few system libraries and of the locked packages, each with one clear
sentence when something is missing, and hands over to the environment it made.
"""

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".venv"
# Which locks the environment holds, by their digests.
STAMP = "kap-locks.json"
OLDEST = (3, 11)
# A lock, and the smaller locks whose packages it holds as well.
LOCKS = {
    "requirements-tryout.lock": [],
    "requirements-test.lock": ["requirements-tryout.lock"],
}
PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SOURCES = ["kapcouples", "protocols", "sessions_app"]
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
CHECKS = (
    ("style", ["-m", "ruff", "check", "--quiet", "."]),
    ("layout", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("types", ["-m", "mypy", "--no-error-summary"]),
    ("imports", ["-c", LINT_IMPORTS]),
    ("templates", ["-m", "djlint", "templates", "--lint", "--quiet"]),
    ("security", ["-m", "bandit", "--quiet", "-c", "pyproject.toml", "-r", *SOURCES]),
)


class Missing(Exception):
    """Something this machine must be given first; the text says what to do."""


def main(words):
    try:
        check_python(sys.version_info)
        DEEDS[words[0]](words[1:])
    except Missing as sentence:
        sys.exit(str(sentence))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


def run(_):
    check_port(os.environ.get("PORT") or "8000")
    check_folder(Path(os.environ.get("KAP_VAR") or ROOT / "var"))
    get_system_packages(missing_venv() + missing_pango())
    become(environment("requirements-tryout.lock"), "-m", "kapcouples.tryout.start")


def manage(words):
    get_system_packages(missing_venv())
    become(environment("requirements-tryout.lock"), "-m", "kapcouples.tryout.start", *words)


def test(words):
    get_system_packages(missing_venv() + missing_pango() + missing_browser())
    python = environment("requirements-test.lock")
    for name, check in CHECKS:
        say(f"-- {name}")
        if subprocess.call([python, *check], cwd=ROOT) != 0:
            raise Missing(f"The check of {name} found something; it is shown above.")
    say("-- tests")
    # Every parallel worker must find the same tests, and some are named after sets of words.
    os.environ["PYTHONHASHSEED"] = "0"
    become(python, "-m", "pytest", "-q", "-n", "logical", "--maxprocesses", "4", *words)


def bench(words):
    get_system_packages(missing_venv() + missing_pango() + missing_browser())
    become(environment("requirements-test.lock"), "-m", "tests.bench", *words)


def mutants(words):
    become(environment("requirements-test.lock"), "-m", "tests.mutants", *words)


DEEDS = {"run": run, "manage": manage, "test": test, "bench": bench, "mutants": mutants}


# -- what must be there


def check_python(version):
    if tuple(version[:2]) < OLDEST:
        raise Missing(
            f"This needs Python 3.11 or newer, and {sys.executable} is {version[0]}.{version[1]}. "
            "Install a newer one and name it: make run PYTHON=python3.12"
        )


def check_port(port):
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Missing(
            f"PORT={port} is not a port. Choose a number such as 8001: make run PORT=8001"
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise Missing(f"Port {port} is for root only. Try: make run PORT=8001") from None
            raise Missing(
                f"Port {port} is in use, perhaps by a try-out that runs already. "
                "Stop it, or choose another port: make run PORT=8001"
            ) from None


def check_folder(folder):
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        raise Missing(
            f"{shown(folder)} cannot be written, and the try-out keeps its records there. "
            f"Give it to yourself: sudo chown -R $(id -un) {shown(folder)}"
        ) from None


def shown(folder):
    """As it is called from here, when that is shorter."""
    return min(str(folder), os.path.relpath(folder), key=len)


def missing_venv():
    """Debian ships Python without the part that puts pip into an environment."""
    return [] if find_spec("ensurepip") else [f"python3.{sys.version_info[1]}-venv"]


def missing_pango():
    return [package for library, package in PANGO.items() if not can_load(library)]


def missing_browser():
    return [] if any(shutil.which(name) for name in BROWSERS) else ["chromium"]


def can_load(library):
    with contextlib.suppress(OSError):
        ctypes.CDLL(library)
        return True
    return find_library(library.partition(".so")[0].removeprefix("lib")) is not None


# -- getting it


def get_system_packages(packages):
    """As root on Debian or Ubuntu they are installed; anyone else is told the one command."""
    if not packages:
        return
    command = how_to_install(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"{' and '.join(packages)} must be installed first: {command}")
    say(f"Installing {', '.join(packages)}.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update", "-qq"]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for step in (update, install):
        done = subprocess.run(step, env=quiet, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode != 0 and step is install:
            sys.stderr.write(done.stderr.decode(errors="replace"))
            raise Missing(f"The system packages could not be installed. Try yourself: {command}")


def how_to_install(packages):
    for tool, words in (
        ("apt-get", ["install", "-y", *packages]),
        ("dnf", ["install", "-y", *elsewhere(packages)]),
        ("brew", ["install", *elsewhere(packages)]),
    ):
        if shutil.which(tool):
            as_root = [] if tool == "brew" or os.geteuid() == 0 else ["sudo"]
            return " ".join([*as_root, tool, *words])
    return f"your system's packages for {', '.join(elsewhere(packages))}"


def elsewhere(packages):
    """What Debian splits up is one package on other systems."""
    return sorted({"pango" if name in PANGO.values() else name for name in packages})


def environment(lock):
    """The Python that has the locked packages; they are installed when the lock is new to it."""
    python, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / STAMP
    wanted = {name: digest(name) for name in [lock, *LOCKS[lock]]}
    if not works(python):
        say("Making the environment in .venv.")
        call(
            [sys.executable, "-m", "venv", "--clear", ENVIRONMENT], "The environment was not made."
        )
    held = json.loads(stamp.read_text()) if stamp.exists() else {}
    if held.get(lock) != wanted[lock]:
        say(f"Installing the packages of {lock}.")
        stamp.unlink(missing_ok=True)
        install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        locked = ["--no-input", "--no-deps", "--require-hashes", "-r", ROOT / lock]
        call([*install, *locked], "The packages were not installed; the reason stands above.")
        stamp.write_text(json.dumps(wanted))
    return python


def digest(lock):
    told = (ROOT / lock).read_bytes() + str(sys.version_info[:2]).encode()
    return hashlib.sha256(told).hexdigest()


def works(python):
    """An environment of a removed or older Python is made anew."""
    if not python.exists():
        return False
    asked = [python, "-c", "import pip, sys; print(sys.version_info[:2] == " + here() + ")"]
    return subprocess.run(asked, capture_output=True, text=True).stdout.strip() == "True"


def here():
    return str(tuple(sys.version_info[:2]))


def call(command, failure):
    try:
        if subprocess.call([str(word) for word in command], cwd=ROOT) == 0:
            return
    except OSError:
        pass
    raise Missing(failure)


def become(python, *words):
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(python, [str(python), *words])


def say(sentence):
    print(sentence, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
