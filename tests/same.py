"""Build the same sources in different surroundings, and compare every byte: `python -m tests.same`.

The small publication in a dozen settings that differ in one respect each; with `real`, the
publication itself in the two that differ most.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT, change, copy_project, copy_small

HOUR = 3600
MEMORY = Path("/dev/shm")  # a disk that lists files in another order
# Wherever it is built: none of these may say anything to the build.
CLEAN = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}


@dataclass(frozen=True)
class Setting:
    """What surrounds a build; `prepare` does something to the copied project first."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "plain"
    under: tuple[str, ...] = ()
    umask: int = 0o022
    home: Path | None = None
    prepare: Callable[[Path], None] = lambda root: None

    @property
    def possible(self) -> bool:
        """Say whether this machine has what the setting needs."""
        return all(shutil.which(word) for word in self.under if word in ("faketime", "unshare"))


@dataclass(frozen=True)
class Outcome:
    """A site that was built: the bytes of its files by name, and those that not all may read."""

    files: dict[str, bytes]
    hidden: tuple[str, ...]


def reverse(root: Path) -> None:
    """Make every file again, the last first, of other days."""
    files = sorted((path for path in root.rglob("*") if path.is_file()), reverse=True)
    aside = root.with_name("aside")
    root.rename(aside)
    for number, path in enumerate(files):
        target = root / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(aside / path.relative_to(root), target)
        os.utime(target, (number * HOUR, number * 7 * HOUR))
    shutil.rmtree(aside)


def build_twice(root: Path) -> None:
    """Build before with another word, and the word back, so that much comes from the cache."""
    page = "docs/index.md"
    if "the people and the sources" not in (root / page).read_text(encoding="utf-8"):
        return
    change(root, page, "the people and", "the members and")
    run(root, Setting("before"))
    change(root, page, "the members and", "the people and")


def clock(moment: str, *more: str) -> tuple[str, ...]:
    """Give the command under which it is another moment."""
    return ("faketime", "-f", f"@{moment}", *more)


HOST = ("unshare", "--uts", "sh", "-c", 'hostname elsewhere; exec "$@"', "sh")
PLAIN = Setting("plain")
DEEP = "een/lange weg/naar één map/– ümläut & 'co' –/project"
SETTINGS = (
    PLAIN,
    Setting("a deep folder, spaces, diacritics", folder=DEEP),
    Setting("the last seconds of 2031", under=clock("2031-12-31 23:59:55")),
    Setting("a day in 2001", under=clock("2001-02-03 04:05:06")),
    Setting("no language, Kiritimati", {"LC_ALL": "C", "TZ": "Pacific/Kiritimati"}),
    Setting("Dutch, Los Angeles, seed 0",
            {"LC_ALL": "nl_NL.UTF-8", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "0"}),
    Setting("Turkish, Kathmandu, seed 1",
            {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1"}),
    Setting("ASCII only", {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
    Setting("one processor", under=("taskset", "--cpu-list", "0")),
    Setting("much from the cache", prepare=build_twice),
    Setting("other user, home and host; umask 077",
            {"HOME": "/nonexistent", "USER": "elsewhere", "LOGNAME": "elsewhere"},
            under=HOST, umask=0o077),
    Setting("other order and days of files", prepare=reverse, home=MEMORY),
)  # fmt: skip
MOST = Setting(
    "all at once",
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1",
     "HOME": "/nonexistent", "USER": "elsewhere", "LOGNAME": "elsewhere"},
    folder=DEEP, under=(*clock("2031-12-31 23:59:55"), *HOST), umask=0o077,
    prepare=reverse, home=MEMORY,
)  # fmt: skip


def run(root: Path, setting: Setting) -> Outcome:
    """Build a project in a setting; give what was made."""
    started = subprocess.run(
        [*setting.under, sys.executable, "-m", "tools", "--project", str(root), "build"],
        cwd=ROOT, env={**CLEAN, "PYTHONHASHSEED": "random", **setting.environment},
        umask=setting.umask, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert started.returncode == 0, f"{setting.name}: {started.stdout}{started.stderr}"
    return read(root / "site")


def read(site: Path) -> Outcome:
    """Read a site that was built."""
    paths = [path for path in site.rglob("*") if path.is_file()]
    hidden = [path for path in [site, *site.rglob("*")] if path.stat().st_mode & 0o444 != 0o444]
    return Outcome(
        {path.relative_to(site).as_posix(): path.read_bytes() for path in paths},
        tuple(path.relative_to(site).as_posix() for path in hidden),
    )


def outcome(setting: Setting, home: Path, copy: Callable[[Path], Path]) -> Outcome:
    """Copy a project into its own folder, and build it there in a setting."""
    with tempfile.TemporaryDirectory(dir=setting.home or home) as folder:
        root = copy(Path(folder) / setting.folder)
        setting.prepare(root)
        return run(root, setting)


def differing(one: Outcome, other: Outcome) -> list[str]:
    """Name the files that are not the same in both."""
    names = one.files.keys() | other.files.keys()
    return sorted(name for name in names if one.files.get(name) != other.files.get(name))


def kinds(names: list[str]) -> Counter[str]:
    """Count names by the kind of file."""
    return Counter(Path(name).suffix.lstrip(".") or Path(name).name for name in names)


def compare(settings: tuple[Setting, ...], home: Path, copy: Callable[[Path], Path]) -> int:
    """Build in all settings, tell how each differs from the first; give how many files do."""
    first: Outcome | None = None
    wrong = 0
    for setting in settings:
        if not setting.possible:
            print(f"{setting.name:<40} not tried: {setting.under[0]} is missing", flush=True)
            continue
        start = time.monotonic()
        made = outcome(setting, home, copy)
        if first is None:
            first = made
            total = kinds([*first.files])
            print("files:", ", ".join(f"{kind} {count}" for kind, count in sorted(total.items())))
        other = differing(first, made)
        wrong += len(other) + len(made.hidden)
        unequal = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds(other).items()))
        told = f"unequal: {unequal}" if other else f"equal {len(made.files)}"
        seconds = time.monotonic() - start
        print(f"{setting.name:<40} {told}  ({seconds:.0f} s)", flush=True)
        for name in other[:10]:
            print(f"    {name}")
        for name in made.hidden[:10]:
            print(f"    not readable for all: {name}")
    return wrong


def main(names: list[str]) -> int:
    """Compare; 1 when anything differs."""
    with tempfile.TemporaryDirectory() as home:
        if "real" in names:
            return int(compare((PLAIN, MOST), Path(home), copy_project) > 0)
        return int(compare((*SETTINGS, MOST), Path(home), copy_small) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
