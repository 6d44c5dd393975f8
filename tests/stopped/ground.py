"""What the trials share: a project with two texts, and what is right for each of them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import PATIENCE, ROOT, copy_small

PAGE = "docs/index.md"
TEXTS = ("the garden, the people", "the garden, the members")  # one word
SITE, CACHE = "site", "build/cache/good-sheds"
# The same command, where folders cannot be exchanged; and renames take time, so that a kill hits.
TWO_RENAMES = """
import sys, time
from pathlib import Path
from tools.runtime import atomic_swap
real = Path.rename
def slow(path, target):
    time.sleep(.02)
    result = real(path, target)
    time.sleep(.02)
    return result
atomic_swap.exchange_folders = lambda one, other: False
Path.rename = slow
from tools.cli import main
sys.exit(main())
"""


def digest(folder: Path) -> str:
    """Give a hash of all names and bytes in a folder; empty when there is none."""
    if not folder.is_dir():
        return ""
    result = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        result.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return result.hexdigest()


@dataclass
class Ground:
    """A project to build again and again, now with the one text, now with the other."""

    root: Path
    right: list[str] = field(default_factory=list)  # the digest of the site of each text
    kept: list[set[str]] = field(default_factory=list)  # and what its cache holds

    @property
    def site(self) -> Path:
        """The site of the project."""
        return self.root / SITE

    def write(self, which: int) -> None:
        """Let the project hold one of the texts."""
        path = self.root / PAGE
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(TEXTS[1 - which], TEXTS[which]), encoding="utf-8")

    def start(
        self,
        *arguments: str,
        command: tuple[str, ...] = ("-m", "tools"),
        under: tuple[str, ...] = (),
        **options: Any,
    ) -> subprocess.Popen[str]:
        """Start a command on the project, in a group of its own, `under` some other program."""
        words = ("--project", str(self.root), *(arguments or ("build",)))
        # A shell in the background lets its children ignore Ctrl-C.
        return subprocess.Popen(
            ["env", "--default-signal=INT", *under, sys.executable, *command, *words],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, **options,
        )  # fmt: skip

    def build(self, *arguments: str, **options: Any) -> tuple[int, str]:
        """Run a command to its end; give its code and what it said of mistakes."""
        started = self.start(*arguments, **options)
        _, wrong = started.communicate()
        return started.returncode, wrong

    def whole(self, which: int) -> list[str]:
        """Build, and give what is not as after a build in a clean project."""
        code, wrong = self.build()
        found = [f"the next build failed: {wrong}"] if code else []
        if not found and digest(self.site) != self.right[which]:
            found.append("the next build made another site")
        kept = ("cache", "locks")
        litter = [path.name for path in (self.root / "build").iterdir() if path.name not in kept]
        if litter:
            found.append(f"litter in build/: {litter}")
        if names(self.root / CACHE) != self.kept[which]:
            found.append("the cache holds something else")
        return found


def names(folder: Path) -> set[str]:
    """Give the names in a folder."""
    return {path.name for path in folder.iterdir()}


def ground(home: Path) -> Ground:
    """Lay out a project, and learn from clean builds what is right."""
    result = Ground(home / "project")
    for which in (0, 1):
        clean = Ground(copy_small(home / f"clean {which}"))
        clean.write(which)
        code, wrong = clean.build()
        assert code == 0, wrong
        result.right.append(digest(clean.site))
        result.kept.append(names(clean.root / CACHE))
        if which == 0:
            shutil.copytree(clean.root, result.root)
    assert result.right[0] != result.right[1]
    return result


def group(leader: int) -> Iterator[int]:
    """Give the processes of a group that are still there."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            yield int(folder.name)


def gone(leader: int) -> bool:
    """Say whether all processes of a group end."""
    end = time.monotonic() + PATIENCE
    while [*group(leader)] and time.monotonic() < end:
        time.sleep(0.05)
    return not [*group(leader)]


@dataclass
class Row:
    """What came of one kind of trial."""

    name: str
    tried: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def count(self, *kinds: str) -> None:
        """Count one of each kind."""
        for kind in kinds:
            self.seen[kind] = self.seen.get(kind, 0) + 1

    def __str__(self) -> str:
        """Give the row as text."""
        seen = ", ".join(f"{kind} {count}" for kind, count in sorted(self.seen.items()))
        return f"{self.name:<34} tried {self.tried:>4}, lost {len(self.lost):>3}  ({seen})"


Trial = Callable[[Path, int], Iterator[Row]]


def can_mount() -> bool:
    """Say whether this user may mount disks, as some trials do; root in a container may not."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True)
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return mounted.returncode == 0
