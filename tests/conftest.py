"""Shared fixtures: the project itself, built once; a small publication to break; a browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import about
from tests.chromium import open_chromium
from tests.lanes import python_alone, sort_lanes
from tools.model.loader import load_publication
from tools.model.problems import InvalidPublicationError
from tools.model.publication import Publication
from tools.model.rules.readings import CACHE_FILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "fixtures" / "small"
PATIENCE = 300  # seconds
USER = "kanarie-5d2e"  # the user in the environment of a build; no output may contain it


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Ignore the modules that read the original publication on import, when it is another one."""
    if not about.is_another() or collection_path.suffix != ".py":
        return None
    return True if about.reads_when_imported(collection_path) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the lanes; deselect the tests of the original publication when it is another one."""
    sort_lanes(items)
    if not about.is_another():
        return
    left_out = [item for item in items if about.is_about_the_publication(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Block what a unit test may not use, also in its fixtures."""
    with python_alone() if item.get_closest_marker("unit") else nullcontext():
        return (yield)


def command(
    project: Path, *arguments: str, cpus: int | None = 1
) -> subprocess.CompletedProcess[str]:
    """Run the command line on a project, as a user would.

    `cpus`: how many processes it may start, other tests running beside it; None: as many as fit.
    """
    environment = {
        **os.environ,
        "PYTHON_CPU_COUNT": str(cpus or "default"),
        "PYTHONWARNINGS": "error::DeprecationWarning:tools",
        **dict.fromkeys(("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"), USER),
    }
    return subprocess.run(
        [sys.executable, "-m", "tools", "--project", str(project), *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def copy_project(target: Path) -> Path:
    """Copy the sources of the publication, so that a test can change them."""
    for name in ("docs", "overrides", "macros"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def copy_small(target: Path, copy: Callable[[Path, Path], object] = shutil.copytree) -> Path:
    """Copy the small publication, with the project's own theme; `copy` copies a folder of that."""
    shutil.copytree(SMALL / "docs", target / "docs")
    for name in ("overrides", "macros"):
        copy(ROOT / name, target / name)
    settings = (SMALL / "mkdocs.yml").read_text(encoding="utf-8").replace("../../../", "")
    (target / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return target


@dataclass(frozen=True)
class Built:
    """A built project, and the output of the command."""

    root: Path
    output: str

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    @cached_property
    def publication(self) -> Publication:
        """The publication as the model reads it."""
        return load_publication(self.root)


def build(root: Path, cpus: int | None = 1) -> Built:
    """Build a project; the test fails when the command does."""
    done = command(root, "build", cpus=cpus)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(root, done.stdout)


def shared(
    factory: pytest.TempPathFactory,
    name: str,
    copy: Callable[[Path], Path],
    cpus: int | None = 1,
) -> Built:
    """Build a copy once for all test processes that run side by side; the first one does it."""
    home = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        home = home.parent
    project, output = home / name, home / f"{name}.output"
    try:
        (home / f"{name}.begun").touch(exist_ok=False)
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not output.exists():
            assert time.monotonic() < end, f"the build of {name} by another process did not end"
            time.sleep(0.2)
    else:
        whole = home / f"{name}.whole"
        whole.write_text(build(copy(project), cpus).output, encoding="utf-8")
        whole.rename(output)
    return Built(project, output.read_text(encoding="utf-8"))


@functools.cache
def own_publication() -> Publication:
    """Return the publication in `docs/`, read once in a process."""
    return load_publication(ROOT)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The publication, built by the real command in a copy of the project.

    `BUILT=<folder>` names a project that was built before, to save the build while writing tests.
    """
    if "BUILT" in os.environ and "CI" not in os.environ:
        return Built(Path(os.environ["BUILT"]).resolve(), "")
    # As folders of readers are called.
    return shared(tmp_path_factory, "één map", copy_project, cpus=None)


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small publication in another language, built by the real command."""
    return shared(tmp_path_factory, "small", copy_small)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small publication to change."""
    return copy_small(tmp_path / "small")


@pytest.fixture
def small_cached(small: Path, built_small: Built) -> Path:
    """A copy of the small publication to change and build, with the cache of an earlier build."""
    cache = Path("build") / "cache"
    shutil.copytree(built_small.root / cache, small / cache, copy_function=os.link)
    return small


@dataclass(frozen=True)
class ReportedProblem:
    """The code and place of a problem."""

    code: str
    file: str
    line: int


Change = tuple[str, str, str]  # file, old text, new text


def change(root: Path, file: str, old: str, new: str) -> int:
    """Change a text in a file once; return the line (from 1) where the change begins."""
    path = root / file
    assert path.resolve().is_relative_to(root.resolve()), f"{file} is no copy"
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} does not contain {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def small_sources(tmp_path: Path) -> Path:
    """A copy of the small publication's own files to change; all else is this project's."""
    return copy_small(tmp_path / "small", lambda source, target: target.symlink_to(source))


@pytest.fixture(scope="session")
def known_readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with what the engine makes of the pages of the small publication."""
    root = copy_small(tmp_path_factory.mktemp("known") / "small")
    (root / CACHE_FILE).parent.mkdir(parents=True)
    load_publication(root)
    return root / CACHE_FILE


@pytest.fixture
def problems_after(
    request: pytest.FixtureRequest, known_readings: Path
) -> Callable[..., list[ReportedProblem]]:
    """A function that changes the small publication and returns the problems of the model.

    The engine reads only the pages that it changes: the others were read before.
    """
    asked = "small" if "small" in request.fixturenames else "small_sources"
    root: Path = request.getfixturevalue(asked)
    (root / CACHE_FILE).parent.mkdir(parents=True)
    shutil.copy(known_readings, root / CACHE_FILE)

    def after(*changes: Change) -> list[ReportedProblem]:
        for file, old, new in changes:
            change(root, file, old, new)
        try:
            load_publication(root)
        except InvalidPublicationError as error:
            return [ReportedProblem(p.code, p.file.as_posix(), p.line) for p in error.problems]
        return []

    return after


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium from the system."""
    with open_chromium() as opened:
        yield opened


def below(path: str) -> str:
    """Return the part of a path below the sub-path."""
    return "".join(path.lstrip("/").split("/", 2)[2:])


class Anywhere(http.server.SimpleHTTPRequestHandler):
    """A silent file server: the same site at every sub-path of two levels, /a/b/ and /a/c/."""

    def translate_path(self, path: str) -> str:
        """Remove the sub-path."""
        return super().translate_path("/" + below(path))

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def serve(site: Path, handler: type[Anywhere] = Anywhere) -> Iterator[str]:
    """Serve a site over http, at a sub-path, as a sector body may host it."""
    answer = functools.partial(handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a/b/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served(built: Built) -> Iterator[str]:
    """The address of the site over http."""
    yield from serve(built.site)


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built: Built, served: str) -> str:
    """The site's address, over http and from its folder."""
    return served if request.param == "http" else built.site.as_uri() + "/"


OWN = ("http://127.0.0.1", "http://intranet.test", "file:", "data:", "blob:")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any error or request to elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []

    def watch(opened: Page) -> None:
        opened.on("pageerror", lambda error: wrong.append(str(error)))

    context.on("page", watch)
    context.on(
        "request",
        lambda request: None if request.url.startswith(OWN) else wrong.append(request.url),
    )
    yield context.new_page()
    context.close()
    assert wrong == []
