"""Build the same sources in different environments, and compare every byte: `python -m tests.same`.

The small publication in a dozen settings that differ in one respect each; with `real`, the
publication itself in the two that differ most.
"""

from __future__ import annotations

import argparse
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
# The environment of every build: no other variables are passed on.
CLEAN = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}


@dataclass(frozen=True)
class Setting:
    """The environment of a build; `prepare` changes the copied project first."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "plain"
    wrapper: tuple[str, ...] = ()
    umask: int = 0o022
    parent: Path | None = None
    prepare: Callable[[Path], None] = lambda root: None

    @property
    def possible(self) -> bool:
        """Return whether this machine has the programs that the setting needs."""
        return all(shutil.which(word) for word in self.wrapper if word in ("faketime", "unshare"))


@dataclass(frozen=True)
class Outcome:
    """A built site: the bytes of its files by name, and the files that not all may read."""

    files: dict[str, bytes]
    unreadable: tuple[str, ...]


def reverse(root: Path) -> None:
    """Create every file again, in reverse order and with other dates."""
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
    """Build with another word and restore it, so that the next build uses the cache."""
    page = "docs/index.md"
    if "the people and the sources" not in (root / page).read_text(encoding="utf-8"):
        return
    change(root, page, "the people and", "the members and")
    run(root, Setting("before"))
    change(root, page, "the members and", "the people and")


def at_time(moment: str, *command: str) -> tuple[str, ...]:
    """Return the command that runs another one at a moment, such as 2001-02-03 04:05:06."""
    return ("faketime", "-f", f"@{moment}", *command)


HOST = ("unshare", "--uts", "sh", "-c", 'hostname elsewhere; exec "$@"', "sh")
PLAIN = Setting("plain")
DEEP_FOLDER = "een/lange weg/naar één map/– ümläut & 'co' –/project"
SETTINGS = (
    PLAIN,
    Setting("a deep folder, spaces, diacritics", folder=DEEP_FOLDER),
    Setting("the last seconds of 2031", wrapper=at_time("2031-12-31 23:59:55")),
    Setting("a day in 2001", wrapper=at_time("2001-02-03 04:05:06")),
    Setting("no language, Kiritimati", {"LC_ALL": "C", "TZ": "Pacific/Kiritimati"}),
    Setting("Dutch, Los Angeles, seed 0",
            {"LC_ALL": "nl_NL.UTF-8", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "0"}),
    Setting("Turkish, Kathmandu, seed 1",
            {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "1"}),
    Setting("ASCII only", {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
    Setting("one processor", wrapper=("taskset", "--cpu-list", "0")),
    Setting("much from the cache", prepare=build_twice),
    Setting("other user, home and host; umask 077",
            {"HOME": "/nonexistent", "USER": "elsewhere", "LOGNAME": "elsewhere"},
            wrapper=HOST, umask=0o077),
    Setting("other order and days of files", prepare=reverse, parent=MEMORY),
)  # fmt: skip
COMBINED = Setting(
    "all at once",
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1",
     "HOME": "/nonexistent", "USER": "elsewhere", "LOGNAME": "elsewhere"},
    folder=DEEP_FOLDER, wrapper=(*at_time("2031-12-31 23:59:55"), *HOST), umask=0o077,
    prepare=reverse, parent=MEMORY,
)  # fmt: skip


def run(root: Path, setting: Setting) -> Outcome:
    """Build a project in a setting; return its site."""
    process = subprocess.run(
        [*setting.wrapper, sys.executable, "-m", "tools", "--project", str(root), "build"],
        cwd=ROOT, env={**CLEAN, "PYTHONHASHSEED": "random", **setting.environment},
        umask=setting.umask, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 0, f"{setting.name}: {process.stdout}{process.stderr}"
    return read_site(root / "site")


def read_site(site: Path) -> Outcome:
    """Read a built site."""
    paths = [path for path in site.rglob("*") if path.is_file()]
    unreadable = [path for path in [site, *site.rglob("*")] if path.stat().st_mode & 0o444 != 0o444]
    return Outcome(
        {path.relative_to(site).as_posix(): path.read_bytes() for path in paths},
        tuple(path.relative_to(site).as_posix() for path in unreadable),
    )


def build_in_setting(setting: Setting, parent: Path, copy: Callable[[Path], Path]) -> Outcome:
    """Copy a project into a folder of its own, and build it there in a setting."""
    with tempfile.TemporaryDirectory(dir=setting.parent or parent) as folder:
        root = copy(Path(folder) / setting.folder)
        setting.prepare(root)
        return run(root, setting)


def differing_files(first: Outcome, second: Outcome) -> list[str]:
    """Return the names of the files that differ."""
    names = first.files.keys() | second.files.keys()
    return sorted(name for name in names if first.files.get(name) != second.files.get(name))


def count_by_suffix(paths: list[str]) -> Counter[str]:
    """Count names by the kind of file."""
    return Counter(Path(name).suffix.lstrip(".") or Path(name).name for name in paths)


def compare(settings: tuple[Setting, ...], parent: Path, copy: Callable[[Path], Path]) -> int:
    """Build in all settings, print how each differs from the first; return how many files do."""
    first: Outcome | None = None
    failures = 0
    for setting in settings:
        if not setting.possible:
            print(f"{setting.name:<40} not tried: {setting.wrapper[0]} is missing", flush=True)
            continue
        start = time.monotonic()
        result = build_in_setting(setting, parent, copy)
        if first is None:
            first = result
            total = count_by_suffix([*first.files])
            print("files:", ", ".join(f"{kind} {count}" for kind, count in sorted(total.items())))
        differences = differing_files(first, result)
        failures += len(differences) + len(result.unreadable)
        unequal = ", ".join(
            f"{kind} {count}" for kind, count in sorted(count_by_suffix(differences).items())
        )
        text = f"unequal: {unequal}" if differences else f"equal {len(result.files)}"
        seconds = time.monotonic() - start
        print(f"{setting.name:<40} {text}  ({seconds:.0f} s)", flush=True)
        for name in differences[:10]:
            print(f"    {name}")
        for name in result.unreadable[:10]:
            print(f"    not readable for all: {name}")
    return failures


def main(arguments: list[str]) -> int:
    """Compare the builds; return 1 when anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.same", description=__doc__)
    parser.add_argument("publication", nargs="?", choices=("small", "real"), default="small")
    publication = parser.parse_args(arguments).publication
    with tempfile.TemporaryDirectory() as parent:
        if publication == "real":
            return int(compare((PLAIN, COMBINED), Path(parent), copy_project) > 0)
        return int(compare((*SETTINGS, COMBINED), Path(parent), copy_small) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
