import os
import shutil
import socket
import sys

import pytest

from kapcouples.tryout import bootstrap
from kapcouples.tryout.bootstrap import Missing


def test_an_old_python_is_told_which_one_to_bring():
    with pytest.raises(Missing) as told:
        bootstrap.check_python((3, 10, 4))

    assert str(told.value) == (
        f"This needs Python 3.11 or newer, and {sys.executable} is 3.10. "
        "Install a newer one and name it: make run PYTHON=python3.12"
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 14, 0)])
def test_a_newer_python_will_do(version):
    assert bootstrap.check_python(version) is None


def test_a_busy_port_is_said_before_anything_is_made():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Missing) as told:
            bootstrap.check_port(str(port))

    assert str(told.value) == (
        f"Port {port} is in use, perhaps by a try-out that runs already. "
        "Stop it, or choose another port: make run PORT=8001"
    )
    assert bootstrap.check_port(str(port)) is None


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80.5"])
def test_a_port_is_a_number(port):
    with pytest.raises(Missing) as told:
        bootstrap.check_port(port)

    assert str(told.value) == (
        f"PORT={port} is not a port. Choose a number such as 8001: make run PORT=8001"
    )


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("taken").write_text("a file, not a folder")

    with pytest.raises(Missing) as told:
        bootstrap.check_folder(tmp_path / "taken" / "var")

    assert str(told.value) == (
        "taken/var cannot be written, and the try-out keeps its records there. "
        "Give it to yourself: sudo chown -R $(id -un) taken/var"
    )


def test_a_folder_is_made_when_there_is_none(tmp_path):
    bootstrap.check_folder(tmp_path / "new" / "var")

    assert list(tmp_path.joinpath("new", "var").iterdir()) == []


def test_this_machine_has_what_papers_and_pages_need():
    assert bootstrap.missing_pango() == []
    assert bootstrap.missing_browser() == []
    assert bootstrap.can_load("libnothing-of-the-kind.so.0") is False


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with these programs only; each notes how it was called."""
    programs, notes = tmp_path / "bin", tmp_path / "notes"
    programs.mkdir()

    def holding(*names, user=1000, fails=""):
        for name in names:
            script = programs / name
            script.write_text(f'#!/bin/sh\necho "{name} $*" >> {notes}\n[ "$1" != "{fails}" ]\n')
            script.chmod(0o755)
        monkeypatch.setenv("PATH", str(programs))
        monkeypatch.setattr(os, "geteuid", lambda: user)
        return notes

    return holding


@pytest.mark.parametrize(
    ("tool", "user", "command"),
    [
        ("apt-get", 1000, "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 chromium"),
        ("dnf", 1000, "sudo dnf install -y chromium pango"),
        ("dnf", 0, "dnf install -y chromium pango"),
        ("brew", 1000, "brew install chromium pango"),
        ("none", 0, "your system's packages for chromium, pango"),
    ],
)
def test_who_may_not_install_is_told_the_one_command(machine, tool, user, command):
    notes = machine(tool, user=user)

    with pytest.raises(Missing) as told:
        bootstrap.get_system_packages(["libpango-1.0-0", "libpangoft2-1.0-0", "chromium"])

    assert str(told.value) == (
        f"libpango-1.0-0 and libpangoft2-1.0-0 and chromium must be installed first: {command}"
    )
    assert not notes.exists()


def test_root_on_debian_gets_it_installed(machine):
    notes = machine("apt-get", user=0)

    bootstrap.get_system_packages(["chromium"])

    assert notes.read_text().splitlines() == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends chromium",
    ]


def test_an_installation_that_fails_ends_with_the_command_to_try(machine):
    machine("apt-get", user=0, fails="install")

    with pytest.raises(Missing) as told:
        bootstrap.get_system_packages(["chromium"])

    assert str(told.value) == (
        "The system packages could not be installed. Try yourself: apt-get install -y chromium"
    )


def test_nothing_missing_asks_for_nothing(machine):
    notes = machine("apt-get", user=0)

    bootstrap.get_system_packages([])

    assert not notes.exists()


def test_the_packages_are_installed_again_only_when_their_lock_changed(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    for lock in bootstrap.LOCKS:
        tmp_path.joinpath(lock).write_text("# nothing is needed\n")

    def said_for(lock):
        bootstrap.environment(lock)
        return capsys.readouterr().out.splitlines()

    assert said_for("requirements-test.lock") == [
        "Making the environment in .venv.",
        "Installing the packages of requirements-test.lock.",
    ]
    assert said_for("requirements-test.lock") == []
    assert said_for("requirements-tryout.lock") == []
    tmp_path.joinpath("requirements-tryout.lock").write_text("# nothing is needed any more\n")
    assert said_for("requirements-tryout.lock") == [
        "Installing the packages of requirements-tryout.lock."
    ]
    shutil.rmtree(tmp_path / ".venv" / "bin")
    assert said_for("requirements-tryout.lock") == [
        "Making the environment in .venv.",
        "Installing the packages of requirements-tryout.lock.",
    ]


def test_packages_that_were_not_installed_are_asked_for_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", bootstrap.Path(sys.prefix))
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp.json")
    tmp_path.joinpath("requirements-tryout.lock").write_text("not a package at all\n")

    for _ in range(2):
        with pytest.raises(Missing) as told:
            bootstrap.environment("requirements-tryout.lock")

        assert str(told.value) == "The packages were not installed; the reason stands above."

    assert capsys.readouterr().out.count("Installing the packages") == 2
    assert not tmp_path.joinpath("stamp.json").exists()
