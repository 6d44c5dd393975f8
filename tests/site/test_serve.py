"""The live preview follows each save, also of what other pages show."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, change

PATIENCE = 40  # seconds


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the server says what it does."""
    return tmp_path / "serve.log"


@pytest.fixture
def address(small: Path, log: Path) -> Iterator[str]:
    """The small publication, served live."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "tools", "--project", str(small),
             "serve", "--address", f"127.0.0.1:{port}"],
            cwd=ROOT, stdout=said, stderr=said,
        )  # fmt: skip
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


def shows(address: str, text: str) -> bool:
    """Wait until an address shows a text."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if text in answer.read().decode():
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.3)
    return False


def test_a_change_in_one_page_shows_in_another(small: Path, address: str) -> None:
    assert shows(f"{address}/sheds/checklists.html", "all-checklists")
    change(small, "docs/practices/tidy-tools.md", "  title: 'Tidy", "  title: 'Changed")
    assert shows(f"{address}/sheds/checklists.html", "Changed tools")


def test_a_mistake_is_told_without_a_traceback(small: Path, address: str, log: Path) -> None:
    assert shows(f"{address}/sheds/index.html", "<html")
    change(small, "docs/practices/tidy-tools.md", "          why: ", "          wy: ")
    end = time.monotonic() + PATIENCE
    while "tidy-tools.md:" not in log.read_text() and time.monotonic() < end:
        time.sleep(0.3)
    assert "`wy`" in log.read_text()
    assert "Traceback" not in log.read_text()
