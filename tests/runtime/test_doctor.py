"""Missing programs are reported with the command to install them; none is installed unasked."""

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
    has_office_part,
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
def commands_run(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were run; none is really run, and all succeed."""
    commands: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def set_programs(monkeypatch: pytest.MonkeyPatch, *programs: str, root: bool = False) -> None:
    """Simulate a machine with these programs, and a user who is root or not."""
    monkeypatch.setattr(
        "shutil.which", lambda name, path="": f"/bin/{name}" if name in programs else None
    )
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000, raising=False)


def set_missing(monkeypatch: pytest.MonkeyPatch, *names: str) -> set[str]:
    """Simulate a machine without these needs; return them as a set that a test may change."""
    missing_names = set(names)

    def need(name: str) -> Need:
        return Need(name, lambda: name not in missing_names, f"apt-{name}", f"dnf-{name}", "", "")

    monkeypatch.setattr(doctor, "BUILD_NEEDS", (need("pango"),))
    monkeypatch.setattr(doctor, "TEST_NEEDS", (need("chromium"), need("poppler")))
    return missing_names


def parse_advice(output: str) -> dict[str, str]:
    """Return the command by system, in the order of the advice."""
    rows = (line.strip().partition(":") for line in output.splitlines()[1:])
    return {name: command.strip() for name, _, command in rows}


def test_every_need_has_a_command_on_every_system() -> None:
    for need in (*BUILD_NEEDS, *TEST_NEEDS):
        assert all((need.name, need.apt, need.dnf, need.brew, need.windows)), need.name
    assert len(ALL) == len(set(ALL))


@pytest.mark.parametrize("name", ALL)
def test_advice_has_a_command_for_every_system(name: str) -> None:
    need = next(need for need in (*BUILD_NEEDS, *TEST_NEEDS) if need.name == name)
    output = advice([name])
    assert output.startswith(f"This machine lacks {name}. Install it:\n")
    assert parse_advice(output) == {
        "Debian/Ubuntu": f"sudo apt-get install {need.apt}",
        "Fedora": f"sudo dnf install {need.dnf}",
        "macOS": f"brew install {need.brew}",
        "Windows": f"{need.windows} (or use WSL with Debian)",
    }


def test_advice_names_all_needs_together() -> None:
    output = parse_advice(advice(["poppler", "pango"]))
    assert output["Debian/Ubuntu"] == (
        "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils"
    )
    assert output["Fedora"] == "sudo dnf install pango harfbuzz poppler-utils"


def test_advice_reads_names_that_come_one_by_one() -> None:
    assert advice(name for name in ALL) == advice(ALL)


@pytest.mark.parametrize(
    ("system", "first"),
    [("Linux", "Debian/Ubuntu"), ("Darwin", "macOS"), ("Windows", "Windows")],
)
def test_advice_begins_with_this_system(
    system: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    output = parse_advice(advice(["pango"]))
    assert next(iter(output)) == first
    assert set(output) == set(SYSTEMS)


def test_missing_is_what_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    set_missing(monkeypatch, "pango", "poppler")
    assert [need.name for need in missing(tests=True)] == ["pango", "poppler"]
    assert [need.name for need in missing(tests=False)] == ["pango"]


def test_nothing_is_missing_where_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    set_missing(monkeypatch)
    assert missing(tests=True) == []


def test_the_needs_of_tests_are_no_needs_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    set_missing(monkeypatch, "chromium", "poppler")
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


def test_a_part_of_the_office_program_lacks_with_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else the part is not installed together with the program."""
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    has_slides = has_office_part("slides.so")
    monkeypatch.setattr("shutil.which", lambda name, path="": None)
    assert not has_slides()
    monkeypatch.setattr("shutil.which", lambda name, path="": str(tmp_path / name))
    assert not has_slides()
    (tmp_path / "slides.so").touch()
    assert has_slides()


def test_a_program_is_there_under_any_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    set_programs(monkeypatch, "chromium-browser")
    assert has_program("chromium", "chromium-browser")() is True
    assert has_program("chromium")() is False


@pytest.mark.parametrize(
    ("file", "expected"), [("nl_NL.dic", True), ("nl.dic", True), ("nl_NL.aff", False), ("", False)]
)
def test_a_dictionary_is_there_by_language_or_country(
    file: str, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "HUNSPELL_FOLDERS", (str(tmp_path / "gone"), str(tmp_path)))
    if file:
        (tmp_path / file).touch()
    assert has_dictionary("nl_NL")() is expected


def test_a_program_runs_when_it_is_there_and_succeeds(
    monkeypatch: pytest.MonkeyPatch, commands_run: list[list[str]]
) -> None:
    set_programs(monkeypatch, "good")
    assert succeeds("good", "-c", "import uno") is True
    assert succeeds("gone") is False
    assert commands_run == [["good", "-c", "import uno"]]


def test_the_python_of_the_office_program_is_the_first_that_has_uno(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0 if command[0] == "with-uno" else 1)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(doctor, "OFFICE_PYTHONS", ("gone", "without", "with-uno"))
    set_programs(monkeypatch, "without", "with-uno")
    assert office_python() == "with-uno"
    set_programs(monkeypatch, "without")
    assert office_python() is None


def test_root_needs_no_other_command(monkeypatch: pytest.MonkeyPatch) -> None:
    set_programs(monkeypatch, root=True)
    assert sudo() == []
    set_programs(monkeypatch, root=False)
    assert sudo() == ["sudo", "-n"]


def test_root_may_install_with_apt(
    monkeypatch: pytest.MonkeyPatch, commands_run: list[list[str]]
) -> None:
    set_programs(monkeypatch, "apt-get", root=True)
    assert may_install() is True
    assert commands_run == []


def test_without_apt_nothing_is_installed(
    monkeypatch: pytest.MonkeyPatch, commands_run: list[list[str]]
) -> None:
    set_programs(monkeypatch, "dnf", "sudo", root=True)
    assert may_install() is False
    assert commands_run == []


@pytest.mark.parametrize(("code", "allowed"), [(0, True), (1, False)])
def test_a_user_may_install_when_sudo_asks_no_password(
    code: int, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, code)

    set_programs(monkeypatch, "apt-get", "sudo")
    monkeypatch.setattr(subprocess, "run", run)
    assert may_install() is allowed
    assert commands == [["sudo", "-n", "true"]]


def test_a_user_without_sudo_may_not_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **options: Any) -> None:
        raise FileNotFoundError(command[0])

    set_programs(monkeypatch, "apt-get")
    monkeypatch.setattr(subprocess, "run", run)
    assert may_install() is False


def test_apt_installs_every_package_by_itself(
    monkeypatch: pytest.MonkeyPatch,
    commands_run: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_programs(monkeypatch, "apt-get", "sudo")
    apt_install(["one two", "three"])
    assert commands_run == [
        ["sudo", "-n", "apt-get", "update", "-qq"],
        ["sudo", "-n", "apt-get", "install", "-y", "-qq", "--no-install-recommends",
         "one", "two", "three"],
    ]  # fmt: skip
    assert capsys.readouterr().out == "apt-get install one two three …\n"


def test_apt_asks_nothing_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    environments: list[dict[str, str]] = []

    def run(command: list[str], env: dict[str, str], **options: Any) -> None:
        environments.append(env)

    set_programs(monkeypatch, "apt-get", root=True)
    monkeypatch.setattr(subprocess, "run", run)
    apt_install(["one"])
    assert [env["DEBIAN_FRONTEND"] for env in environments] == ["noninteractive"] * 2
    assert all(env["PATH"] == os.environ["PATH"] for env in environments)


def test_a_complete_machine_gets_no_advice(
    monkeypatch: pytest.MonkeyPatch,
    commands_run: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_missing(monkeypatch)
    assert check_machine(install=True, tests=True) is True
    assert (commands_run, capsys.readouterr().out) == ([], "")


def test_missing_needs_are_reported_and_not_installed_unasked(
    monkeypatch: pytest.MonkeyPatch,
    commands_run: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_programs(monkeypatch, "apt-get", root=True)
    set_missing(monkeypatch, "chromium", "poppler")
    assert check_machine(install=False, tests=True) is False
    output = capsys.readouterr().out
    assert output.startswith("This machine lacks chromium, poppler. Install it:\n")
    assert parse_advice(output)["Debian/Ubuntu"] == "sudo apt-get install apt-chromium apt-poppler"
    assert commands_run == []


def test_what_is_missing_is_installed_when_asked_and_allowed(
    monkeypatch: pytest.MonkeyPatch, commands_run: list[list[str]]
) -> None:
    set_programs(monkeypatch, "apt-get", root=True)
    missing_names = set_missing(monkeypatch, "poppler")

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands_run.append(command)
        missing_names.clear()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert check_machine(install=True, tests=True) is True
    assert commands_run[-1][-1] == "apt-poppler"


def test_a_failed_installation_is_reported(
    monkeypatch: pytest.MonkeyPatch,
    commands_run: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_programs(monkeypatch, "apt-get", root=True)
    set_missing(monkeypatch, "poppler")
    assert check_machine(install=True, tests=True) is False
    assert [command[1] for command in commands_run] == ["update", "install"]
    assert "This machine lacks poppler." in capsys.readouterr().out


def test_a_need_that_may_not_be_installed_is_reported(
    monkeypatch: pytest.MonkeyPatch,
    commands_run: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_programs(monkeypatch, "brew")
    set_missing(monkeypatch, "pango")
    assert check_machine(install=True, tests=False) is False
    assert "This machine lacks pango." in capsys.readouterr().out
    assert commands_run == []
