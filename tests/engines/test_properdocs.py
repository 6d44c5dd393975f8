"""ProperDocs in place of MkDocs: the same command, the same bytes, the same messages."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.build.test_build import fingerprint
from tests.conftest import ROOT, Built, command
from tools.build.stage import fixed_timestamps
from tools.model.loader import load_publication
from tools.site.engine import build_site

pytestmark = pytest.mark.skipif(
    find_spec("properdocs") is None and "CI" not in os.environ,
    reason="ProperDocs is missing: make test",
)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for ProperDocs in every command."""
    monkeypatch.setenv("SITE_ENGINE", "properdocs")


@pytest.mark.integration
def test_pages_and_error_messages_are_the_same(small: Path, tmp_path: Path) -> None:
    publication = load_publication(small)
    with fixed_timestamps(publication):
        build_site(publication, tmp_path / "mkdocs")
    arguments: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.engines.pages",
        small,
        tmp_path / "properdocs",
    ]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0] == "properdocs.commands.build"  # it is really another engine
    pages = fingerprint(tmp_path / "properdocs")
    assert len(pages) > 80
    assert pages == fingerprint(tmp_path / "mkdocs")
    assert any("nothing_of_this_name" in line for line in lines[1:])
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.corpus
def test_a_full_build_gives_the_same_bytes(built_small: Built, small: Path) -> None:
    done = command(small, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert fingerprint(small / "site") == fingerprint(built_small.site)
