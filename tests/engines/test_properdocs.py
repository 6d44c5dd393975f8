"""ProperDocs in the place of MkDocs: the same command, the same bytes, the same messages."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT, Built, change, command
from tests.test_build import fingerprint

pytestmark = pytest.mark.skipif(
    find_spec("properdocs") is None and "CI" not in os.environ,
    reason="ProperDocs is missing: make test",
)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for ProperDocs in every command."""
    monkeypatch.setenv("SITE_ENGINE", "properdocs")


def test_it_is_really_another_engine() -> None:
    say = "import tools.site, mkdocs; print(mkdocs.__name__, tools.site.build.__module__)"
    done = subprocess.run(
        [sys.executable, "-c", say], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["properdocs", "properdocs.commands.build"]


def test_it_builds_the_same_bytes(built_small: Built, small: Path) -> None:
    done = command(small, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert fingerprint(small / "site") == fingerprint(built_small.site)


def test_what_it_reports_is_told(small: Path) -> None:
    change(small, "overrides/macros/cards.html", "{", "{{ nothing_of_this_name }}{")
    done = command(small, "build")
    assert done.returncode == 1
    assert "nothing_of_this_name" in done.stderr
    assert "Traceback" not in done.stderr
