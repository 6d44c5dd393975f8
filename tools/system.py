"""What this machine needs beyond Python packages, and how to get it."""

from __future__ import annotations

import ctypes.util
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

# LibreOffice's own Python on macOS and Windows; on Linux the system's, with a package for it.
OFFICE_PYTHONS = (
    "/usr/bin/python3",
    "/Applications/LibreOffice.app/Contents/Resources/python",
    "C:/Program Files/LibreOffice/program/python.exe",
)
HUNSPELL_HOMES = ("/usr/share/hunspell", "/usr/share/myspell", "/opt/homebrew/share/hunspell")


@dataclass(frozen=True)
class Need:
    """Something the machine must have, and its package per package manager."""

    name: str
    there: Callable[[], bool]
    apt: str
    dnf: str
    brew: str
    windows: str


def has_library(*names: str) -> Callable[[], bool]:
    """Make a test for shared libraries, by the names the loader knows."""
    return lambda: all(ctypes.util.find_library(name) for name in names)


def elsewhere_than(name: str, there: Callable[[], bool]) -> Callable[[], bool]:
    """Make a test that only counts on the named operating system."""
    return lambda: platform.system() != name or there()


def has_program(*names: str) -> Callable[[], bool]:
    """Make a test for a program under any of its names."""
    return lambda: any(shutil.which(name) for name in names)


def has_dictionary(language: str) -> Callable[[], bool]:
    """Make a test for a hunspell dictionary, such as `nl_NL` or `nl`."""
    return lambda: any(
        (Path(home) / f"{name}.dic").exists()
        for home in HUNSPELL_HOMES
        for name in (language, language[:2])
    )


def office_python() -> str | None:
    """Give the Python that can talk to LibreOffice, if there is one."""
    return next((python for python in OFFICE_PYTHONS if runs(python, "-c", "import uno")), None)


def runs(program: str, *arguments: str) -> bool:
    """Tell whether a program is there and succeeds."""
    if not shutil.which(program):
        return False
    return subprocess.run([program, *arguments], capture_output=True).returncode == 0


MSYS = "pacman -S mingw-w64-ucrt-x86_64-"
BUILD = (
    Need(
        "pango", has_library("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"),
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0", "pango harfbuzz", "pango",
        f"MSYS2, then: {MSYS}pango",
    ),
)  # fmt: skip
TESTS = (
    Need(  # of the program that drives the browser
        "libatomic", elsewhere_than("Linux", has_library("atomic")),
        "libatomic1", "libatomic", "(nothing)", "(nothing)",
    ),
    Need(
        "chromium", has_program("chromium", "chromium-browser"),
        "chromium", "chromium", "--cask chromium", "Chromium",
    ),
    Need(
        "poppler", has_program("pdftotext"),
        "poppler-utils", "poppler-utils", "poppler", f"{MSYS}poppler",
    ),
    Need(
        "libreoffice", has_program("soffice"),
        "libreoffice-writer-nogui libreoffice-calc-nogui fonts-crosextra-carlito",
        "libreoffice-writer libreoffice-calc google-carlito-fonts", "--cask libreoffice",
        "LibreOffice",
    ),
    Need(
        "python-uno", lambda: office_python() is not None,
        "python3-uno", "libreoffice-pyuno", "(nothing)", "(nothing)",
    ),
    Need(
        "npm", has_program("npm"),
        "nodejs npm", "nodejs-npm", "node", f"{MSYS}nodejs",
    ),
    Need(  # of the validator of PDFs
        "java", has_program("java"),
        "default-jre-headless", "java-latest-openjdk-headless", "--cask temurin",
        "Java 11 or newer",
    ),
    Need(
        "hunspell", has_program("hunspell"),
        "hunspell", "hunspell", "hunspell", f"{MSYS}hunspell",
    ),
    Need(
        "hunspell-nl", has_dictionary("nl_NL"),
        "hunspell-nl", "hunspell-nl", "(copy nl_NL.aff and nl_NL.dic)", f"{MSYS}hunspell-nl",
    ),
)  # fmt: skip


def missing(tests: bool) -> list[Need]:
    """Give what this machine lacks."""
    return [need for need in (*BUILD, *(TESTS if tests else ())) if not need.there()]


def examine(install: bool, tests: bool) -> int:
    """Look at the machine, install what is missing if asked and allowed; give the exit code."""
    lacking = missing(tests)
    if lacking and install and may_install():
        apt_install(need.apt for need in lacking)
        lacking = missing(tests)
    if lacking:
        print(advice(need.name for need in lacking))
        return 1
    return 0


def may_install() -> bool:
    """Tell whether packages can be installed without asking: apt, as root or by sudo."""
    if not shutil.which("apt-get") or (sudo() and not shutil.which("sudo")):
        return False
    return not sudo() or subprocess.run([*sudo(), "true"], capture_output=True).returncode == 0


def sudo() -> list[str]:
    """Give the prefix for a command that needs root."""
    return [] if os.geteuid() == 0 else ["sudo", "-n"]


def apt_install(packages: Iterable[str]) -> None:
    """Install Debian packages; what fails shows in what is still missing afterwards."""
    names = " ".join(packages).split()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"apt-get install {' '.join(names)} …", flush=True)
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *names]):
        subprocess.run(
            [*sudo(), "apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False
        )


def advice(names: Iterable[str]) -> str:
    """Say what to install for the named needs, on this system first and then on others."""
    wanted = set(names)
    needs = [need for need in (*BUILD, *TESTS) if need.name in wanted]
    lines = {
        "Debian/Ubuntu": "sudo apt-get install " + " ".join(need.apt for need in needs),
        "Fedora": "sudo dnf install " + " ".join(need.dnf for need in needs),
        "macOS": "brew install " + " ".join(need.brew for need in needs),
        "Windows": "; ".join(need.windows for need in needs) + " (or use WSL with Debian)",
    }
    here = {"Darwin": "macOS", "Windows": "Windows"}.get(platform.system(), "Debian/Ubuntu")
    order = [here, *(name for name in lines if name != here)]
    told = "\n".join(f"  {name}: {lines[name]}" for name in order)
    return f"This machine lacks {', '.join(need.name for need in needs)}. Install it:\n{told}"
