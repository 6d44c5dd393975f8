"""A clone on a system with other line ends has those of the repository, and runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, command

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no repository to clone"),
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone as git makes it on Windows."""
    folder = tmp_path_factory.mktemp("windows") / "clone"
    settings = ["-c", "core.autocrlf=true", "-c", "core.eol=crlf"]
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", *settings, ROOT.as_uri(), str(folder)],
        check=True,
    )
    return folder


def test_no_text_file_has_other_line_ends(clone: Path) -> None:
    done = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=clone, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert len(lines) > 500
    assert [line for line in lines if "w/crlf" in line or "w/mixed" in line] == []


def test_pictures_and_fonts_are_unchanged(clone: Path) -> None:
    for name in ("overrides/print/checklist.docx", "overrides/print/fonts/noto-emoji.ttf"):
        assert (clone / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_set_up_script_is_a_script(clone: Path) -> None:
    subprocess.run(["sh", "-n", "tools/setup.sh"], cwd=clone, check=True)
    assert b"\r" not in (clone / "tools/setup.sh").read_bytes()


def test_the_sources_pass_the_check(clone: Path) -> None:
    done = command(clone, "check")
    assert done.returncode == 0, done.stdout + done.stderr
