"""A project with two texts to build in turn, and the expected site and cache of each."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import PATIENCE, ROOT, copy_small
from tools.build.last_build import STATE_FILE
from tools.cli import INTERRUPTED

PAGE = "docs/index.md"
PERMANENT = {"cache", "locks", STATE_FILE.name}  # in build/
TEXTS = ("the garden, the people", "the garden, the members")  # one word
SITE, CACHE = "site", "build/cache/good-sheds"
# The exit codes of a command that Ctrl-C stopped. Python ends by the signal itself when it was
# running code made from a string, such as that of a dataclass; a shell shows 130 then too.
STOPPED = (INTERRUPTED, -signal.SIGINT)
# The same command without an exchange of folders, and with slow renames, so that kills hit them.
TWO_RENAMES = """
import sys, time
from pathlib import Path
from tools.runtime import atomic_swap
real = Path.rename
def rename_slowly(path, target):
    time.sleep(.02)
    result = real(path, target)
    time.sleep(.02)
    return result
atomic_swap.exchange_folders = lambda one, other: False
Path.rename = rename_slowly
from tools.cli import main
sys.exit(main())
"""


def digest(folder: Path) -> str:
    """Return a hash of all names and bytes in a folder, or "" when it does not exist."""
    if not folder.is_dir():
        return ""
    result = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        result.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    return result.hexdigest()


@dataclass
class Workspace:
    """A project to build repeatedly, with either of the two texts."""

    root: Path
    expected: list[str] = field(default_factory=list)  # the digest of the site, for each text
    cached_names: list[set[str]] = field(default_factory=list)  # the names in its cache

    @property
    def site(self) -> Path:
        """The site of the project."""
        return self.root / SITE

    def write(self, version: int) -> None:
        """Write one of the texts (0 or 1) into the project."""
        path = self.root / PAGE
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(TEXTS[1 - version], TEXTS[version]), encoding="utf-8")

    def start(
        self,
        *arguments: str,
        command: tuple[str, ...] = ("-m", "tools"),
        wrapper: tuple[str, ...] = (),
        **options: Any,
    ) -> subprocess.Popen[str]:
        """Start a command on the project in its own process group, run by the program `wrapper`."""
        command_line = ("--project", str(self.root), *(arguments or ("build",)))
        # A shell in the background lets its children ignore Ctrl-C.
        return subprocess.Popen(
            ["env", "--default-signal=INT", *wrapper, sys.executable, *command, *command_line],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, **options,
        )  # fmt: skip

    def build(self, *arguments: str, **options: Any) -> tuple[int, str]:
        """Run a command to its end; return its exit code and its standard error."""
        process = self.start(*arguments, **options)
        _, stderr = process.communicate()
        return process.returncode, stderr

    def check_next_build(self, version: int) -> list[str]:
        """Build, and return the differences from a build in a clean project.

        Twice: the first one does nothing when the former build reached its end.
        """
        problems = []
        for ordinal in ("next", "second"):
            code, stderr = self.build()
            if code:
                problems.append(f"the {ordinal} build failed: {stderr}")
            elif digest(self.site) != self.expected[version]:
                problems.append(f"the {ordinal} build made another site")
            (self.root / STATE_FILE).unlink(missing_ok=True)
        leftovers = {path.name for path in (self.root / "build").iterdir()} - PERMANENT
        if leftovers:
            problems.append(f"left over in build/: {leftovers}")
        if list_names(self.root / CACHE) != self.cached_names[version]:
            problems.append("the cache holds something else")
        return problems


def list_names(folder: Path) -> set[str]:
    """Return the names in a folder."""
    return {path.name for path in folder.iterdir()}


def create_workspace(folder: Path) -> Workspace:
    """Create a project, with the expected results of clean builds."""
    result = Workspace(folder / "project")
    for version in (0, 1):
        clean = Workspace(copy_small(folder / f"clean {version}"))
        clean.write(version)
        code, stderr = clean.build()
        assert code == 0, stderr
        result.expected.append(digest(clean.site))
        result.cached_names.append(list_names(clean.root / CACHE))
        if version == 0:
            shutil.copytree(clean.root, result.root)
    assert result.expected[0] != result.expected[1]
    return result


def live_processes(leader: int) -> Iterator[int]:
    """Yield the processes of a group that still run."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            yield int(folder.name)


def group_exits(leader: int) -> bool:
    """Wait until all processes of a group have ended; return whether they did."""
    end = time.monotonic() + PATIENCE
    while [*live_processes(leader)] and time.monotonic() < end:
        time.sleep(0.05)
    return not [*live_processes(leader)]


@dataclass
class Row:
    """The results of one kind of trial."""

    name: str
    tried: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def count(self, *outcomes: str) -> None:
        """Count each of these outcomes once."""
        for outcome in outcomes:
            self.counts[outcome] = self.counts.get(outcome, 0) + 1

    def __str__(self) -> str:
        """Return the row as a line of the report."""
        counts = ", ".join(f"{outcome} {count}" for outcome, count in sorted(self.counts.items()))
        return f"{self.name:<34} tried {self.tried:>4}, failed {len(self.failures):>3}  ({counts})"


Trial = Callable[[Path, int], Iterator[Row]]


def can_mount() -> bool:
    """Return whether this user may mount disks; root in a container may not."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True)
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return mounted.returncode == 0
