"""Errors of the system are reported with a remedy; a bug is not hidden."""

from __future__ import annotations

import errno
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from tools import cli
from tools.build import pipeline
from tools.errors import BuildError, PangoMissingError
from tools.language import load_language
from tools.runtime.os_errors import REMEDIES, describe

EN = load_language("en")
WORK_FOLDER = Path("/project/build")


@pytest.mark.parametrize("number", REMEDIES)
def test_an_error_with_a_remedy_is_described_with_its_path(number: int) -> None:
    text = describe(OSError(number, "reason", "/project/build/a.pdf"), WORK_FOLDER, EN)
    assert text
    assert text.startswith("/project/build/a.pdf: ")
    assert "reason" in text
    assert "→" in text


def test_without_a_name_the_work_folder_is_described() -> None:
    text = describe(OSError(errno.ENOSPC, "No space left on device"), WORK_FOLDER, EN)
    assert text
    assert text.startswith("/project/build: there is no room left")


def test_a_vanished_file_in_the_work_folder_is_described() -> None:
    vanished = "/project/build/staged/index.html"
    text = describe(FileNotFoundError(errno.ENOENT, "No such file", vanished), WORK_FOLDER, EN)
    assert text
    assert text.startswith(f"{vanished}: this vanished")


@pytest.mark.parametrize(
    "bug",
    [
        FileNotFoundError(errno.ENOENT, "No such file", "/elsewhere"),
        FileNotFoundError(errno.ENOENT, "No such file"),
        KeyError("x"),
        OSError(),
    ],
)
def test_a_bug_is_not_described(bug: Exception) -> None:
    assert describe(bug, WORK_FOLDER, EN) is None


@pytest.mark.parametrize("error", [BrokenProcessPool("gone"), MemoryError()])
def test_a_lack_of_memory_is_described(error: Exception) -> None:
    text = describe(error, WORK_FOLDER, EN)
    assert text
    assert text.startswith("Memory ran out")


@pytest.mark.parametrize(
    ("error", "code", "expected"),
    [
        (KeyboardInterrupt(), 130, "Stopped."),
        (OSError(errno.ENOSPC, "full"), 1, "no room left"),
        (BuildError("a.md:1: x"), 1, "a.md:1: x"),
        (PangoMissingError("no library"), 1, "This machine lacks pango."),
    ],
)
def test_the_command_reports_why_it_stops(
    error: BaseException,
    code: int,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "build_project", stop)
    assert cli.main(["--project", str(tmp_path), "build"]) == code
    assert expected in capsys.readouterr().err


def test_a_bug_is_raised(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file", "/elsewhere")

    monkeypatch.setattr(pipeline, "build_project", stop)
    with pytest.raises(FileNotFoundError):
        cli.main(["--project", str(tmp_path), "build"])
