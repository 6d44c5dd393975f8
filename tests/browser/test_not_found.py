"""The page for unknown addresses: below any folder, and for links that mail filters changed."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Built, build, change, copy_small
from tools.site.published_files import NOT_FOUND_PAGE

FOLDER = "/some/folder/"
PAGE, LIST, ITEM = "practices/tidy-tools.html", "tidy-tools", "count-tools"


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that has the site in a folder, and shows its page for unknown addresses."""

    def translate_path(self, path: str) -> str:
        """Return the file of a path in the folder of the site."""
        inside = path.split("?")[0].removeprefix(FOLDER) if path.startswith(FOLDER) else "nowhere"
        return super().translate_path("/" + inside)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page of the site."""
        data = (Path(self.directory) / NOT_FOUND_PAGE).read_bytes()
        self.send_response(code)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def homeless(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small publication, of which the site does not know its address."""
    root = copy_small(tmp_path_factory.mktemp("homeless") / "small")
    change(root, "mkdocs.yml", "site_url: https://example.org/sheds/\n", "")
    return build(root)


@pytest.fixture(scope="module")
def host(homeless: Built) -> Iterator[str]:
    """The address of the site in a folder of a host."""
    answer = functools.partial(Host, directory=str(homeless.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{FOLDER}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["gone.html", "practices/gone.html", "a/b/c/d/", "404.html"])
def test_the_page_finds_the_root_of_the_site(page: Page, host: str, path: str) -> None:
    page.goto(host + path)
    page.wait_for_function("getComputedStyle(document.body).getPropertyValue('--paper')")
    expect(page.locator("h1")).to_be_visible()
    assert page.url in (host + path, host + NOT_FOUND_PAGE)
    links: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    assert len(links) > 5
    assert all(link.startswith(host) for link in links if "example.org" not in link)
    page.locator("a[href*='practices/index.html']").first.click()
    page.wait_for_url(f"{host}practices/index.html")


@pytest.mark.parametrize("sign", ["%23", "%2523", "#"])
def test_a_link_that_a_mail_filter_changed_leads_on(page: Page, host: str, sign: str) -> None:
    for equals in ("=", "%3D"):
        page.goto("about:blank")
        page.goto(f"{host}{PAGE}{sign}cl-{LIST}{equals}{ITEM}")
        page.locator(".ticks-shared").wait_for()


@pytest.mark.parametrize("tail", [".", ")", "%3E", "%22", ");", "%E2%80%9D"])
def test_punctuation_behind_an_address_does_no_harm(page: Page, host: str, tail: str) -> None:
    page.goto(f"{host}{PAGE}{tail}")
    page.wait_for_url(f"{host}{PAGE}")


def test_no_other_host_is_led_to(page: Page, host: str) -> None:
    root = host.removesuffix(FOLDER)
    page.goto(f"{root}//elsewhere.example/x.html%23a")
    page.wait_for_load_state()
    assert page.url.startswith(root)
