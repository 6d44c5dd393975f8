"""Folders that cannot be written or replaced: the build reports it at once and changes nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from tests.conftest import copy_small
from tests.stopped.disk_space import memory_disk
from tests.stopped.workspace import Row, Workspace, can_mount, digest

# Root without the capabilities that override file modes, so that the modes of folders count.
WITHOUT_OVERRIDE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")

Condition = Callable[[Path], AbstractContextManager[object]]


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Mount a folder read-only onto itself, so that not even root can write in it."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def site_as_file(root: Path) -> AbstractContextManager[object]:
    """Replace the site with a file."""
    (root / "site").rename(root / "original")
    (root / "site").write_text("precious")
    return nullcontext()


def site_as_link(root: Path) -> AbstractContextManager[object]:
    """Replace the site with a link to a folder."""
    (root / "site").rename(root / "original")
    (root / "site").symlink_to(root / "original")
    return nullcontext()


def site_as_dead_link(root: Path) -> AbstractContextManager[object]:
    """Replace the site with a dangling link."""
    (root / "site").rename(root / "original")
    (root / "site").symlink_to(root / "gone")
    return nullcontext()


def site_as_repository(root: Path) -> AbstractContextManager[object]:
    """Turn the site into a work tree of git."""
    (root / "site" / ".git").write_text("gitdir: elsewhere")
    return nullcontext()


def write_protected(*names: str) -> Condition:
    """Return a condition in which folders of a project have no write permission."""

    @contextmanager
    def protect(root: Path) -> Iterator[None]:
        for name in names:
            (root / name).chmod(0o555)
        yield
        for name in names:
            (root / name).chmod(0o755)

    return protect


UNPRIVILEGED: dict[str, Condition] = {
    "site is a file": site_as_file,
    "site is a link to a folder": site_as_link,
    "site is a link to nothing": site_as_dead_link,
    "site holds a repository": site_as_repository,
}
ROOT_ONLY: dict[str, Condition] = {
    "the project is read-only": read_only,
    "build is read-only": lambda root: read_only(root / "build"),
    "site is read-only": lambda root: read_only(root / "site"),
    "site is another disk": lambda root: memory_disk(root / "site"),
    "build is another disk": lambda root: memory_disk(root / "build"),
    "the cache is read-only": lambda root: read_only(root / "build" / "cache"),
}
MODE_CONDITIONS: dict[str, Condition] = {
    "nobody may write in the project": write_protected("."),
    "nobody may write in build": write_protected("build"),
    "nobody may write in the site": write_protected("site"),
    "nobody may write in the cache": write_protected("build/cache/good-sheds"),
    "nobody may clear what was left": write_protected("build/staged"),
}


def prepare_workspace(folder: Path) -> Workspace:
    """Create a project with files that stand for a former site."""
    workspace = Workspace(copy_small(folder))
    for name in ("site", "build/cache/good-sheds", "build/staged"):
        (workspace.root / name).mkdir(parents=True)
        (workspace.root / name / "index.html").write_text("former")
    return workspace


def trial(folder: Path, seed: int, names: tuple[str, ...] = ()) -> Iterator[Row]:
    """Build under every condition, or the named ones: exit code 1, a message, nothing changed."""
    chosen = {**UNPRIVILEGED, **(ROOT_ONLY | MODE_CONDITIONS if can_mount() else {})}
    row = Row("unwritable or odd folders")
    for number, (name, condition) in enumerate(chosen.items()):
        if names and name not in names:
            continue
        workspace = prepare_workspace(folder / str(number))
        wrapper = WITHOUT_OVERRIDE if name in MODE_CONDITIONS else ()
        with condition(workspace.root):
            before = digest(workspace.site)
            code, stderr = workspace.build(wrapper=wrapper)
            unchanged = digest(workspace.site) == before
        row.tried += 1
        reported = code == 1 and "→" in stderr and "Traceback" not in stderr
        row.count("reported" if reported else "not reported")
        if not (reported and unchanged):
            row.failures.append(
                f"{name}: code {code}, site {'unchanged' if unchanged else 'changed'}: {stderr}"
            )
        if "VERBOSE" in os.environ:
            print(f"{name}: {stderr}")
        original = workspace.root / "original"
        if original.exists() and (original / "index.html").read_text() != "former":
            row.failures.append(f"{name}: the target of the link was changed")
    yield row
