"""The settings for hosts do in nginx and Apache what they are for, and pages work there."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Built, serve
from tools.publish.hosting import CSP_HEADER, NGINX_FILE, SECURITY_HEADERS
from tools.site.built_pages import read_pages

pytestmark = pytest.mark.corpus
FOLDER = "/sheds/"  # where the address in the settings of the small publication says
PATIENCE = 20  # seconds
NGINX = """
daemon off; pid {run}/nginx.pid; error_log {run}/error.log; {user}
events {{}}
http {{
  include {etc}/nginx/mime.types; access_log off;
  client_body_temp_path {run}/body; proxy_temp_path {run}/proxy; fastcgi_temp_path {run}/fastcgi;
  uwsgi_temp_path {run}/uwsgi; scgi_temp_path {run}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; include {site}/{include}; }}
}}
"""
APACHE = """
ServerRoot {run}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {run}/apache.pid
ErrorLog {run}/error.log
{modules}
{user}
TypesConfig /etc/mime.types
DocumentRoot {root}
DirectoryIndex index.html
<Directory {root}>
  Require all granted
  AllowOverride All
</Directory>
"""
MODULES = (
    "mpm_event", "authz_core", "authz_host", "dir", "mime", "headers", "rewrite", "filter",
    "deflate",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """An answer of a server."""

    status: int
    headers: http.client.HTTPMessage
    content: bytes


@dataclass(frozen=True)
class Server:
    """A server that runs: its name, its port, and the folder of the site that it serves."""

    name: str
    port: int
    site: Path

    def get(self, path: str, encoding: str = "identity") -> Answer:
        """Return the answer to a request, without following redirects."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        with closing(connection), connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read())


def find_program(name: str) -> Path:
    """Return a program of the system, also where only its administrator looks."""
    path = shutil.which(name, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    assert path, f"{name} is missing: python -m tools doctor --tests"
    return Path(path)


def configure(name: str, run: Path, root: Path, port: int) -> list[str]:
    """Write the configuration of a server in `run`; return the command that starts it."""
    program = find_program(name)
    is_root = os.geteuid() == 0
    values = {"run": run, "root": root, "port": port, "site": root / FOLDER.strip("/")}
    if name == "nginx":
        user = "user root;" if is_root else ""
        etc = program.parents[2] / "etc"
        text = NGINX.format(**values, etc=etc, user=user, include=NGINX_FILE)
        command = ["-c", f"{run}/server.conf", "-p", str(run)]
    else:
        folder = program.parents[1] / "lib" / "apache2" / "modules"
        modules = "\n".join(
            f"LoadModule {module}_module {folder}/mod_{module}.so" for module in MODULES
        )
        user = "User www-data\nGroup www-data" if is_root else ""
        text = APACHE.format(**values, modules=modules, user=user)
        command = ["-f", f"{run}/server.conf", "-D", "FOREGROUND"]
    (run / "server.conf").write_text(text, encoding="utf-8")
    return [str(program), *command]


@pytest.fixture(scope="module", params=["nginx", "apache2"])
def server(request: pytest.FixtureRequest, built_small: Built) -> Iterator[Server]:
    """The small site on a real server: in its folder, and in another one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as name:  # that the user of the server can enter
        Path(name).chmod(0o755)
        run, root = Path(name) / "run", Path(name) / "root"
        run.mkdir()
        for folder in (FOLDER, "/other/deep/"):
            shutil.copytree(built_small.site, root / folder.strip("/"))
        process = subprocess.Popen(configure(request.param, run, root, port))
        running = Server(request.param, port, built_small.site)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                running.get("/")
                break
            except OSError:
                log = run / "error.log"
                told = log.read_text(encoding="utf-8") if log.is_file() else ""
                assert process.poll() is None, told
                assert time.monotonic() < end, told
                time.sleep(0.1)
        yield running
        process.terminate()
        process.wait(PATIENCE)


def test_every_page_comes_with_the_policy(server: Server, built_small: Built) -> None:
    for url in set(read_pages(server.site)) - set(built_small.publication.redirects):
        answer = server.get(FOLDER + url)
        assert answer.status == 200, url
        assert answer.content == (server.site / url).read_bytes()
        policy = answer.headers.get_all(CSP_HEADER) or []
        framed = url.startswith("embed/")
        assert len(policy) == 1, policy
        assert policy[0].endswith("frame-ancestors " + ("*" if framed else "'none'")), url
        for name, value in SECURITY_HEADERS.items():
            assert answer.headers.get_all(name) == [value]


def test_an_unknown_address_gets_the_page_for_it(server: Server) -> None:
    page = (server.site / "404.html").read_bytes()
    folders = [FOLDER, *(["/other/deep/"] if server.name == "apache2" else [])]
    for folder in folders:
        for url in ("nowhere.html", "practices/nowhere.html", "a/b/c/", "practices/tidy-tools.htm"):
            answer = server.get(folder + url)
            assert (answer.status, answer.content) == (404, page), folder + url
            assert "frame-ancestors 'none'" in (answer.headers[CSP_HEADER] or "")
            assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("folder", [FOLDER, "/other/deep/"])
def test_a_page_that_moved_leads_to_its_new_address(
    server: Server, built_small: Built, folder: str
) -> None:
    redirects = built_small.publication.redirects
    assert redirects
    for former, page_id in redirects.items():
        answer = server.get(folder + former)
        assert answer.status == 301, former
        url = folder + built_small.publication.pages[page_id].url
        assert urlsplit(answer.headers["Location"]).path == url
        assert server.get(url).status == 200


def test_browsers_keep_what_never_changes(server: Server) -> None:
    page = server.get(f"{FOLDER}index.html")
    assert page.headers["Cache-Control"] == "no-cache"
    assert page.headers["ETag"] or page.headers["Last-Modified"]
    bundles = re.findall(rb'"(assets/[\w/]+/all-\w+\.(?:css|js))"', page.content)
    assert len(bundles) == 2
    for name in bundles:
        cache = server.get(FOLDER + name.decode()).headers["Cache-Control"]
        assert cache == "public, max-age=31536000, immutable"
    font = next(server.site.rglob("*.woff2")).relative_to(server.site).as_posix()
    assert server.get(FOLDER + font).headers["Cache-Control"] == "public, max-age=2592000"


def test_texts_are_compressed(server: Server) -> None:
    styles = next(server.site.glob("assets/style/all-*.css")).relative_to(server.site).as_posix()
    scripts = next(server.site.glob("assets/javascripts/all-*.js")).relative_to(server.site)
    for name in ("index.html", styles, scripts.as_posix(), "checklists.json"):
        answer = server.get(FOLDER + name, "gzip")
        assert answer.headers["Content-Encoding"] == "gzip", name
        assert gzip.decompress(answer.content) == (server.site / name).read_bytes()
        assert "Accept-Encoding" in answer.headers["Vary"]
    document = server.get(f"{FOLDER}downloads/good-sheds.pdf", "gzip")
    assert document.headers["Content-Encoding"] is None
    assert document.headers["Content-Type"] == "application/pdf"


def test_pages_work_under_the_policy(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    address = f"http://127.0.0.1:{server.port}{FOLDER}"
    for url in read_pages(server.site):
        page.goto(address + url, wait_until="load")
    page.goto(f"{address}practices/tidy-tools.html")
    page.get_by_role("searchbox").click()
    page.keyboard.type("bench")
    expect(page.locator(".search-list a").first).to_be_visible(timeout=15_000)
    box = page.locator("section.checklist [data-item] > input[type=checkbox]").first
    box.check()
    page.reload()
    expect(box).to_be_checked()
    assert wrong == []
    page.goto(f"{address}practices/nowhere.html")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.styleSheets.length") > 0
    context.close()


def test_only_a_list_for_frames_can_be_framed(
    server: Server, browser: Browser, built_small: Built
) -> None:
    context = browser.new_context()
    page = context.new_page()
    address = f"http://127.0.0.1:{server.port}{FOLDER}"
    for elsewhere in serve(built_small.site):
        page.goto(f"{elsewhere}robots.txt")
        page.set_content(f'<iframe src="{address}embed/tidy-tools.html"></iframe>')
        expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.set_content(f'<iframe src="{address}practices/tidy-tools.html"></iframe>')
    context.close()
