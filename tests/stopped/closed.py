"""Places that cannot be written, or where no new folder may come: told at once, nothing touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from tests.conftest import copy_small
from tests.stopped.full import disk
from tests.stopped.ground import Ground, Row, can_mount, digest

# Root without the power to write where its owner may not; so the modes of folders count.
HELD_TO_MODES = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")

Place = Callable[[Path], AbstractContextManager[object]]


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write in a folder, not even root: it is mounted onto itself."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def as_file(root: Path) -> AbstractContextManager[object]:
    """Let the site be a file."""
    (root / "site").rename(root / "was")
    (root / "site").write_text("precious")
    return nullcontext()


def as_link(root: Path) -> AbstractContextManager[object]:
    """Let the site be a link to a folder."""
    (root / "site").rename(root / "was")
    (root / "site").symlink_to(root / "was")
    return nullcontext()


def as_dead_link(root: Path) -> AbstractContextManager[object]:
    """Let the site be a link to nothing."""
    (root / "site").rename(root / "was")
    (root / "site").symlink_to(root / "gone")
    return nullcontext()


def as_repository(root: Path) -> AbstractContextManager[object]:
    """Let the site be a work tree of git."""
    (root / "site" / ".git").write_text("gitdir: elsewhere")
    return nullcontext()


def closed(*names: str) -> Place:
    """Take away the right to write in folders of a project."""

    @contextmanager
    def close(root: Path) -> Iterator[None]:
        for name in names:
            (root / name).chmod(0o555)
        yield
        for name in names:
            (root / name).chmod(0o755)

    return close


ANYBODY: dict[str, Place] = {
    "site is a file": as_file,
    "site is a link to a folder": as_link,
    "site is a link to nothing": as_dead_link,
    "site holds a repository": as_repository,
}
ROOT_ONLY: dict[str, Place] = {
    "the project is read-only": read_only,
    "build is read-only": lambda root: read_only(root / "build"),
    "site is read-only": lambda root: read_only(root / "site"),
    "site is another disk": lambda root: disk(root / "site"),
    "build is another disk": lambda root: disk(root / "build"),
    "the cache is read-only": lambda root: read_only(root / "build" / "cache"),
}
MODES: dict[str, Place] = {
    "nobody may write in the project": closed("."),
    "nobody may write in build": closed("build"),
    "nobody may write in the site": closed("site"),
    "nobody may write in the cache": closed("build/cache/good-sheds"),
    "nobody may clear what was left": closed("build/staged"),
}


def prepared(home: Path) -> Ground:
    """Lay out a project with something that stands for a former site."""
    place = Ground(copy_small(home))
    for folder in ("site", "build/cache/good-sheds", "build/staged"):
        (place.root / folder).mkdir(parents=True)
        (place.root / folder / "index.html").write_text("former")
    return place


def trial(home: Path, seed: int, names: tuple[str, ...] = ()) -> Iterator[Row]:
    """Try every place, or the named ones: code 1, words, and all as it was."""
    chosen = {**ANYBODY, **(ROOT_ONLY | MODES if can_mount() else {})}
    row = Row("closed or odd places")
    for number, (name, close) in enumerate(chosen.items()):
        if names and name not in names:
            continue
        place = prepared(home / str(number))
        under = HELD_TO_MODES if name in MODES else ()
        with close(place.root):
            before = digest(place.site)
            code, wrong = place.build(under=under)
            same = digest(place.site) == before
        row.tried += 1
        told = code == 1 and "→" in wrong and "Traceback" not in wrong
        row.count("told" if told else "not told")
        if not (told and same):
            row.lost.append(
                f"{name}: code {code}, site {'as it was' if same else 'touched'}: {wrong}"
            )
        if "VERBOSE" in os.environ:
            print(f"{name}: {wrong}")
        was = place.root / "was"
        if was.exists() and (was / "index.html").read_text() != "former":
            row.lost.append(f"{name}: what it points to was touched")
    yield row
