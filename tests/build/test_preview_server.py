"""The preview follows each change, goes on with a mistake, and makes documents when asked."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, change

pytestmark = pytest.mark.integration
PATIENCE = 60  # seconds
TIDY = "practices/tidy-tools.html"
TIDY_FILE = "docs/practices/tidy-tools.md"
WRONG_KEY = ("          why: ", "          wy: ")
NOTICE = "preview-notices"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log of the server."""
    return tmp_path / "serve.log"


@pytest.fixture(params=["tools", "mkdocs"])
def command(request: pytest.FixtureRequest) -> str:
    """The program that serves: the generator's, or MkDocs itself."""
    name: str = request.param
    return name


@pytest.fixture
def start(small_cached: Path, log: Path, command: str) -> Iterator[Callable[[], str]]:
    """A function that serves the small publication live, and returns its address."""
    running: list[subprocess.Popen[str]] = []

    def serve() -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        at = f"127.0.0.1:{port}"
        options = {
            "tools": ["tools", "--project", str(small_cached), "serve", "--address", at],
            "mkdocs": ["mkdocs", "serve", "-f", str(small_cached / "mkdocs.yml"), "-a", at],
        }
        with log.open("a") as output:
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", *options[command]],
                    cwd=ROOT, stdout=output, stderr=output, text=True,
                )
            )  # fmt: skip
        return f"http://{at}/sheds/"

    yield serve
    for server in running:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        assert server.returncode == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


only_tools = pytest.mark.parametrize("command", ["tools"], indirect=True)


def fetch(address: str) -> tuple[int, Message, bytes]:
    """Return the status, headers and content of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def wait_for_text(address: str, text: str, is_there: bool = True) -> bool:
    """Wait until a page has a text, or no longer has it; return whether that came."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if (text.encode() in fetch(address)[2]) == is_there:
                return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


@only_tools
def test_a_change_in_one_page_updates_another(small_cached: Path, start: Callable[[], str]) -> None:
    address = start()
    assert wait_for_text(f"{address}checklists.html", "all-checklists")
    change(small_cached, TIDY_FILE, "  title: 'Tidy", "  title: 'Changed")
    assert wait_for_text(f"{address}checklists.html", "Changed tools")
    assert wait_for_text(f"{address}assets/search/index.js", "Changed tools")
    assert wait_for_text(f"{address}checklists.json", "Changed tools")


def test_a_mistake_stands_on_its_page_and_others_go_on(
    small_cached: Path, start: Callable[[], str], log: Path
) -> None:
    """The page shows file, line and remedy over its last good state, until it is mended."""
    address = start()
    assert wait_for_text(f"{address}index.html", "<html")
    line = change(small_cached, TIDY_FILE, *WRONG_KEY)
    assert wait_for_text(address + TIDY, f"{TIDY_FILE}:{line}: Y302")
    assert "→" in fetch(address + TIDY)[2].decode()
    assert 'data-checklist="tidy-tools"' in fetch(address + TIDY)[2].decode()
    assert wait_for_text(f"{address}index.html", f"{TIDY}</a>")
    change(small_cached, "docs/practices/weekly-round.md", 'title: "The', 'title: "Newer')
    assert wait_for_text(f"{address}practices/weekly-round.html", "<h1>Newer ")
    change(small_cached, TIDY_FILE, *WRONG_KEY[::-1])
    assert wait_for_text(address + TIDY, NOTICE, is_there=False)
    assert wait_for_text(f"{address}practices/weekly-round.html", "<h1>Newer ")
    assert "Traceback" not in log.read_text(encoding="utf-8")


@only_tools
def test_wrong_settings_are_shown_on_every_page(
    small_cached: Path, start: Callable[[], str]
) -> None:
    address = start()
    assert wait_for_text(f"{address}index.html", "<html")
    change(small_cached, "mkdocs.yml", "slug: good-sheds", "slag: good-sheds")
    assert wait_for_text(address + TIDY, "mkdocs.yml:")
    change(small_cached, "mkdocs.yml", "slag: good-sheds", "slug: good-sheds")
    assert wait_for_text(address + TIDY, NOTICE, is_there=False)


@only_tools
def test_a_preview_can_begin_with_a_mistake(
    small_cached: Path, start: Callable[[], str], log: Path
) -> None:
    change(small_cached, TIDY_FILE, *WRONG_KEY)
    address = start()
    assert wait_for_text(address, f"{TIDY_FILE}:")
    assert fetch(address)[0] == 503
    change(small_cached, TIDY_FILE, *WRONG_KEY[::-1])
    assert wait_for_text(address, "<html")
    assert "Traceback" not in log.read_text(encoding="utf-8")


@only_tools
def test_a_document_is_made_when_it_is_asked_for(
    small_cached: Path, start: Callable[[], str]
) -> None:
    address = start()
    assert wait_for_text(f"{address}index.html", "<html")
    for name in ("checklists/tidy-tools.pdf", "chapters/tidy-tools.pdf", "good-sheds.pdf"):
        answer = fetch(f"{address}downloads/{name}")
        end = time.monotonic() + PATIENCE
        while answer[1]["Refresh"] and time.monotonic() < end:
            assert b"is being made" in answer[2]
            time.sleep(0.3)
            answer = fetch(f"{address}downloads/{name}")
        assert answer[2].startswith(b"%PDF"), name
    assert not [*small_cached.glob("build/preview/site-*/downloads/stories/*.pdf")]
    assert b"\xe2\x80\x9cmake\xe2\x80\x9d" in fetch(f"{address}downloads/good-sheds-offline.zip")[2]
    assert fetch(f"{address}downloads/absent.pdf")[0] == 404
    fetch(f"{address}downloads/stories/story-beanpole.pdf")  # and the preview ends meanwhile


@only_tools
def test_pages_follow_by_themselves_under_the_policy(
    small_cached: Path, start: Callable[[], str], page: Page
) -> None:
    address = start()
    assert wait_for_text(f"{address}index.html", "<html")
    assert "require-trusted-types-for" in fetch(address)[1]["Content-Security-Policy"]
    page.goto(address + TIDY)
    line = change(small_cached, TIDY_FILE, *WRONG_KEY)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text(f"{TIDY_FILE}:{line}", timeout=PATIENCE * 1000)
    color = notice.evaluate("element => getComputedStyle(element).backgroundColor")
    assert color == "rgb(255, 255, 0)"
    change(small_cached, TIDY_FILE, *WRONG_KEY[::-1])
    expect(notice).to_have_count(0, timeout=PATIENCE * 1000)
