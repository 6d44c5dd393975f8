"""What a machine lacks is named with the command to get it; nothing is installed unasked."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.runtime import doctor
from tools.runtime.doctor import (
    BUILD_NEEDS,
    TEST_NEEDS,
    Need,
    advice,
    apt_install,
    check_machine,
    has_dictionary,
    has_library,
    has_program,
    may_install,
    missing,
    office_python,
    only_on,
    succeeds,
    sudo,
)

SYSTEMS = ("Debian/Ubuntu", "Fedora", "macOS", "Windows")
ALL = [need.name for need in (*BUILD_NEEDS, *TEST_NEEDS)]


@pytest.fixture(autouse=True)
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Run nothing: keep each command instead, and let it succeed."""
    commands: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def machine(monkeypatch: pytest.MonkeyPatch, *programs: str, root: bool = False) -> None:
    """Make this a machine with these programs, and its user root or not."""
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name in programs else None)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)


def lacking(monkeypatch: pytest.MonkeyPatch, *names: str) -> set[str]:
    """Make this a machine that lacks these needs; what is taken from the set is there."""
    gone = set(names)

    def need(name: str) -> Need:
        return Need(name, lambda: name not in gone, f"apt-{name}", f"dnf-{name}", "", "")

    monkeypatch.setattr(doctor, "BUILD_NEEDS", (need("pango"),))
    monkeypatch.setattr(doctor, "TEST_NEEDS", (need("chromium"), need("poppler")))
    return gone


def lines_of(told: str) -> dict[str, str]:
    """Give the command per system, in the order in which they are told."""
    rows = (line.strip().partition(":") for line in told.splitlines()[1:])
    return {name: command.strip() for name, _, command in rows}


def test_every_need_has_a_command_on_every_system() -> None:
    for need in (*BUILD_NEEDS, *TEST_NEEDS):
        assert all((need.name, need.apt, need.dnf, need.brew, need.windows)), need.name
    assert len(ALL) == len(set(ALL))


@pytest.mark.parametrize("name", ALL)
def test_advice_names_every_system_with_its_own_command(name: str) -> None:
    need = next(need for need in (*BUILD_NEEDS, *TEST_NEEDS) if need.name == name)
    told = advice([name])
    assert told.startswith(f"This machine lacks {name}. Install it:\n")
    assert lines_of(told) == {
        "Debian/Ubuntu": f"sudo apt-get install {need.apt}",
        "Fedora": f"sudo dnf install {need.dnf}",
        "macOS": f"brew install {need.brew}",
        "Windows": f"{need.windows} (or use WSL with Debian)",
    }


def test_advice_names_all_needs_together() -> None:
    told = lines_of(advice(["poppler", "pango"]))
    assert told["Debian/Ubuntu"] == (
        "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils"
    )
    assert told["Fedora"] == "sudo dnf install pango harfbuzz poppler-utils"


def test_advice_reads_names_that_come_one_by_one() -> None:
    assert advice(name for name in ALL) == advice(ALL)


@pytest.mark.parametrize(
    ("here", "first"),
    [("Linux", "Debian/Ubuntu"), ("Darwin", "macOS"), ("Windows", "Windows")],
)
def test_advice_begins_with_this_system(
    here: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "system", lambda: here)
    told = lines_of(advice(["pango"]))
    assert next(iter(told)) == first
    assert set(told) == set(SYSTEMS)


def test_missing_is_what_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, "pango", "poppler")
    assert [need.name for need in missing(tests=True)] == ["pango", "poppler"]
    assert [need.name for need in missing(tests=False)] == ["pango"]


def test_nothing_is_missing_where_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch)
    assert missing(tests=True) == []


def test_the_needs_of_tests_are_no_needs_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, "chromium", "poppler")
    assert missing(tests=False) == []


def test_a_library_is_there_when_all_its_parts_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda name: name if name == "a" else None)
    assert has_library("a")() is True
    assert has_library("a", "b")() is False


def test_some_needs_only_count_on_one_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    assert only_on("Linux", lambda: False)() is False
    assert only_on("Linux", lambda: True)() is True
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    assert only_on("Linux", lambda: False)() is True


def test_a_program_is_there_under_any_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, "chromium-browser")
    assert has_program("chromium", "chromium-browser")() is True
    assert has_program("chromium")() is False


@pytest.mark.parametrize(
    ("file", "there"), [("nl_NL.dic", True), ("nl.dic", True), ("nl_NL.aff", False), ("", False)]
)
def test_a_dictionary_is_there_by_language_or_country(
    file: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "HUNSPELL_FOLDERS", (str(tmp_path / "gone"), str(tmp_path)))
    if file:
        (tmp_path / file).touch()
    assert has_dictionary("nl_NL")() is there


def test_a_program_runs_when_it_is_there_and_succeeds(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]
) -> None:
    machine(monkeypatch, "good")
    assert succeeds("good", "-c", "import uno") is True
    assert succeeds("gone") is False
    assert ran == [["good", "-c", "import uno"]]


def test_the_python_of_the_office_program_is_the_first_that_has_uno(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0 if command[0] == "with-uno" else 1)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(doctor, "OFFICE_PYTHONS", ("gone", "without", "with-uno"))
    machine(monkeypatch, "without", "with-uno")
    assert office_python() == "with-uno"
    machine(monkeypatch, "without")
    assert office_python() is None


def test_root_needs_no_other_command(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, root=True)
    assert sudo() == []
    machine(monkeypatch, root=False)
    assert sudo() == ["sudo", "-n"]


def test_root_may_install_with_apt(monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]) -> None:
    machine(monkeypatch, "apt-get", root=True)
    assert may_install() is True
    assert ran == []


def test_without_apt_nothing_is_installed(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]
) -> None:
    machine(monkeypatch, "dnf", "sudo", root=True)
    assert may_install() is False
    assert ran == []


@pytest.mark.parametrize(("code", "allowed"), [(0, True), (1, False)])
def test_a_user_may_install_when_sudo_asks_no_password(
    code: int, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, code)

    machine(monkeypatch, "apt-get", "sudo")
    monkeypatch.setattr(subprocess, "run", run)
    assert may_install() is allowed
    assert commands == [["sudo", "-n", "true"]]


def test_a_user_without_sudo_may_not_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **options: Any) -> None:
        raise FileNotFoundError(command[0])

    machine(monkeypatch, "apt-get")
    monkeypatch.setattr(subprocess, "run", run)
    assert may_install() is False


def test_apt_installs_every_package_by_itself(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    machine(monkeypatch, "apt-get", "sudo")
    apt_install(["one two", "three"])
    assert ran == [
        ["sudo", "-n", "apt-get", "update", "-qq"],
        ["sudo", "-n", "apt-get", "install", "-y", "-qq", "--no-install-recommends",
         "one", "two", "three"],
    ]  # fmt: skip
    assert capsys.readouterr().out == "apt-get install one two three …\n"


def test_apt_asks_nothing_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    environments: list[dict[str, str]] = []

    def run(command: list[str], env: dict[str, str], **options: Any) -> None:
        environments.append(env)

    machine(monkeypatch, "apt-get", root=True)
    monkeypatch.setattr(subprocess, "run", run)
    apt_install(["one"])
    assert [env["DEBIAN_FRONTEND"] for env in environments] == ["noninteractive"] * 2
    assert all(env["PATH"] == os.environ["PATH"] for env in environments)


def test_a_machine_that_has_all_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    lacking(monkeypatch)
    assert check_machine(install=True, tests=True) is True
    assert (ran, capsys.readouterr().out) == ([], "")


def test_what_is_missing_is_told_and_not_installed_unasked(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    machine(monkeypatch, "apt-get", root=True)
    lacking(monkeypatch, "chromium", "poppler")
    assert check_machine(install=False, tests=True) is False
    told = capsys.readouterr().out
    assert told.startswith("This machine lacks chromium, poppler. Install it:\n")
    assert lines_of(told)["Debian/Ubuntu"] == "sudo apt-get install apt-chromium apt-poppler"
    assert ran == []


def test_what_is_missing_is_installed_when_asked_and_allowed(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]
) -> None:
    machine(monkeypatch, "apt-get", root=True)
    gone = lacking(monkeypatch, "poppler")

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        gone.clear()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert check_machine(install=True, tests=True) is True
    assert ran[-1][-1] == "apt-poppler"


def test_an_installation_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    machine(monkeypatch, "apt-get", root=True)
    lacking(monkeypatch, "poppler")
    assert check_machine(install=True, tests=True) is False
    assert [command[1] for command in ran] == ["update", "install"]
    assert "This machine lacks poppler." in capsys.readouterr().out


def test_what_may_not_be_installed_is_told(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    machine(monkeypatch, "brew")
    lacking(monkeypatch, "pango")
    assert check_machine(install=True, tests=False) is False
    assert "This machine lacks pango." in capsys.readouterr().out
    assert ran == []
