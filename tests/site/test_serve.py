"""The live preview updates after each save, also in other pages."""

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
    """The log of the server."""
    return tmp_path / "serve.log"


@pytest.fixture
def address(small: Path, log: Path) -> Iterator[str]:
    """The small publication, served live."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "tools", "--project", str(small),
             "serve", "--address", f"127.0.0.1:{port}"],
            cwd=ROOT, stdout=output, stderr=output,
        )  # fmt: skip
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


def wait_for_text(address: str, text: str) -> bool:
    """Wait until a page has a text; return whether it came."""
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


@pytest.mark.integration
def test_a_change_in_one_page_updates_another(small: Path, address: str) -> None:
    assert wait_for_text(f"{address}/sheds/checklists.html", "all-checklists")
    change(small, "docs/practices/tidy-tools.md", "  title: 'Tidy", "  title: 'Changed")
    assert wait_for_text(f"{address}/sheds/checklists.html", "Changed tools")


@pytest.mark.integration
def test_a_mistake_is_reported_without_a_traceback(small: Path, address: str, log: Path) -> None:
    assert wait_for_text(f"{address}/sheds/index.html", "<html")
    change(small, "docs/practices/tidy-tools.md", "          why: ", "          wy: ")
    end = time.monotonic() + PATIENCE
    while "tidy-tools.md:" not in log.read_text() and time.monotonic() < end:
        time.sleep(0.3)
    assert "`wy`" in log.read_text()
    assert "Traceback" not in log.read_text()
